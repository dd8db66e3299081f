// Functions of lzma that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const lzma: readonly BlockingCall[] = calls({ header: 'lzma.h', class: 'cpu', certainty: 'always', returns: 'lzma_ret' }, [
  { name: 'lzma_code' },
  { name: 'lzma_crc64', certainty: 'usually', returns: 'uint64_t' },
  { name: 'lzma_easy_buffer_encode' },
  { name: 'lzma_easy_encoder', certainty: 'maybe' },
  { name: 'lzma_end', certainty: 'maybe', returns: 'void' },
  { name: 'lzma_raw_buffer_decode' },
  { name: 'lzma_raw_buffer_encode' },
  { name: 'lzma_stream_buffer_decode' },
  { name: 'lzma_stream_buffer_encode' },
  { name: 'lzma_stream_encoder', certainty: 'maybe' },
]);
