// Blosc 1 and 2, by their headers. Both use threads of their own when told to, and wait for them.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const blosc: readonly BlockingCall[] = calls({ header: 'blosc.h', class: 'cpu', certainty: 'always', returns: 'int' }, [
  { name: 'b2nd_from_cbuffer', header: 'blosc2.h', certainty: 'usually' },
  { name: 'b2nd_get_slice_cbuffer', header: 'blosc2.h', certainty: 'usually' },
  { name: 'b2nd_set_slice_cbuffer', header: 'blosc2.h', certainty: 'usually' },
  { name: 'b2nd_to_cbuffer', header: 'blosc2.h', certainty: 'usually' },
  { name: 'blosc2_compress', header: 'blosc2.h' },
  { name: 'blosc2_compress_ctx', header: 'blosc2.h' },
  { name: 'blosc2_decompress', header: 'blosc2.h' },
  { name: 'blosc2_decompress_ctx', header: 'blosc2.h' },
  { name: 'blosc2_getitem', header: 'blosc2.h', certainty: 'usually' },
  { name: 'blosc2_getitem_ctx', header: 'blosc2.h', certainty: 'usually' },
  { name: 'blosc2_schunk_append_buffer', header: 'blosc2.h', returns: 'int64_t' },
  { name: 'blosc2_schunk_copy', header: 'blosc2.h', class: 'io-disk', certainty: 'usually', returns: 'blosc2_schunk*' },
  { name: 'blosc2_schunk_decompress_chunk', header: 'blosc2.h' },
  { name: 'blosc2_schunk_fill_special', header: 'blosc2.h', returns: 'int64_t' },
  { name: 'blosc2_schunk_get_slice_buffer', header: 'blosc2.h' },
  { name: 'blosc2_schunk_open', header: 'blosc2.h', class: 'io-disk', certainty: 'usually', returns: 'blosc2_schunk*' },
  { name: 'blosc2_schunk_set_slice_buffer', header: 'blosc2.h' },
  { name: 'blosc2_schunk_to_file', header: 'blosc2.h', class: 'io-disk', certainty: 'usually', returns: 'int64_t' },
  { name: 'blosc_cbuffer_validate', certainty: 'usually' },
  { name: 'blosc_compress' },
  { name: 'blosc_compress_ctx' },
  { name: 'blosc_decompress' },
  { name: 'blosc_decompress_ctx' },
  { name: 'blosc_decompress_unsafe' },
  { name: 'blosc_free_resources', certainty: 'maybe' },
  { name: 'blosc_getitem', certainty: 'usually' },
  { name: 'blosc_set_nthreads', certainty: 'maybe' },
]);
