// Functions of freetype that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const freetype: readonly BlockingCall[] = calls({ header: 'ft2build.h', class: 'cpu', certainty: 'usually', returns: 'FT_Error' }, [
  { name: 'FT_Glyph_To_Bitmap' },
  { name: 'FT_Load_Char' },
  { name: 'FT_Load_Glyph', certainty: 'maybe' },
  { name: 'FT_New_Face', class: 'io-disk' },
  { name: 'FT_New_Memory_Face', certainty: 'maybe' },
  { name: 'FT_Outline_Render' },
  { name: 'FT_Render_Glyph' },
  { name: 'FT_Stroker_ParseOutline', certainty: 'maybe' },
  { name: 'hb_shape', header: 'hb.h', returns: 'void' },
]);
