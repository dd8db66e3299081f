// libdeflate, by its header: whole buffers at once.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const libdeflate: readonly BlockingCall[] = calls({ header: 'libdeflate.h', class: 'cpu', certainty: 'always', returns: 'size_t' }, [
  { name: 'libdeflate_adler32', certainty: 'usually', returns: 'uint32_t' },
  { name: 'libdeflate_crc32', returns: 'uint32_t' },
  { name: 'libdeflate_deflate_compress' },
  { name: 'libdeflate_deflate_decompress', returns: 'enum libdeflate_result' },
  { name: 'libdeflate_deflate_decompress_ex', returns: 'enum libdeflate_result' },
  { name: 'libdeflate_gzip_compress' },
  { name: 'libdeflate_gzip_decompress', returns: 'enum libdeflate_result' },
  { name: 'libdeflate_gzip_decompress_ex', returns: 'enum libdeflate_result' },
  { name: 'libdeflate_zlib_compress' },
  { name: 'libdeflate_zlib_decompress', returns: 'enum libdeflate_result' },
  { name: 'libdeflate_zlib_decompress_ex', returns: 'enum libdeflate_result' },
]);
