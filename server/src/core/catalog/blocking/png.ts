// Functions of png that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const png: readonly BlockingCall[] = calls({ header: 'png.h', class: 'cpu', certainty: 'always', returns: 'void' }, [
  { name: 'png_process_data' },
  { name: 'png_read_end', certainty: 'usually' },
  { name: 'png_read_image' },
  { name: 'png_read_info', certainty: 'usually' },
  { name: 'png_read_png' },
  { name: 'png_read_row' },
  { name: 'png_read_rows' },
  { name: 'png_write_end', certainty: 'usually' },
  { name: 'png_write_image' },
  { name: 'png_write_info', certainty: 'usually' },
  { name: 'png_write_png' },
  { name: 'png_write_row' },
  { name: 'png_write_rows' },
]);
