// FreeType, by its API reference: opening a face reads the font, loading or rendering a glyph may hint and rasterise
// it.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const freetype: readonly BlockingCall[] = calls({ header: 'ft2build.h', class: 'cpu', certainty: 'usually', returns: 'FT_Error' }, [
  { name: 'FT_Attach_File', class: 'io-disk' },
  { name: 'FT_Attach_Stream', class: 'io-disk' },
  { name: 'FT_Done_Face', class: 'io-disk', certainty: 'maybe' },
  { name: 'FT_Glyph_Stroke', certainty: 'maybe' },
  { name: 'FT_Glyph_To_Bitmap', certainty: 'maybe' },
  { name: 'FT_Init_FreeType', class: 'io-disk', certainty: 'maybe' },
  { name: 'FT_Load_Char', certainty: 'maybe' },
  { name: 'FT_Load_Glyph', certainty: 'maybe' },
  { name: 'FT_Load_Sfnt_Table', certainty: 'maybe' },
  { name: 'FT_New_Face', class: 'io-disk' },
  { name: 'FT_New_Memory_Face', certainty: 'maybe' },
  { name: 'FT_Open_Face', class: 'io-disk' },
  { name: 'FT_Outline_Get_Bitmap', certainty: 'maybe' },
  { name: 'FT_Outline_Render', certainty: 'maybe' },
  { name: 'FT_Render_Glyph', certainty: 'maybe' },
  { name: 'FT_Stroker_ParseOutline', certainty: 'maybe' },
  { name: 'hb_shape', header: 'hb.h', returns: 'void' },
]);
