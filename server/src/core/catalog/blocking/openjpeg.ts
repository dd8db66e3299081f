// Functions of openjpeg that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const openjpeg: readonly BlockingCall[] = calls({ header: 'openjpeg.h', class: 'cpu', certainty: 'always', returns: 'OPJ_BOOL' }, [
  { name: 'opj_decode' },
  { name: 'opj_decode_tile_data' },
  { name: 'opj_encode' },
  { name: 'opj_end_compress', certainty: 'usually' },
  { name: 'opj_end_decompress', certainty: 'usually' },
  { name: 'opj_get_decoded_tile' },
  { name: 'opj_read_header', certainty: 'usually' },
  { name: 'opj_read_tile_header' },
  { name: 'opj_start_compress', certainty: 'usually' },
  { name: 'opj_stream_create_default_file_stream', class: 'io-disk', certainty: 'maybe', returns: 'opj_stream_t*' },
  { name: 'opj_stream_create_file_stream', class: 'io-disk', certainty: 'maybe', returns: 'opj_stream_t*' },
  { name: 'opj_write_tile' },
]);
