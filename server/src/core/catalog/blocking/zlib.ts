// Functions of zlib that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const zlib: readonly BlockingCall[] = calls({ header: 'zlib.h', class: 'cpu', certainty: 'always', returns: 'int' }, [
  { name: 'adler32', certainty: 'usually', returns: 'uLong', note: 'CPython releases above 5 KiB' },
  { name: 'adler32_z', certainty: 'usually', returns: 'uLong' },
  { name: 'compress' },
  { name: 'compress2' },
  { name: 'crc32', certainty: 'usually', returns: 'uLong', note: 'CPython releases above 5 KiB' },
  { name: 'crc32_combine', certainty: 'maybe', returns: 'uLong' },
  { name: 'crc32_z', certainty: 'usually', returns: 'uLong' },
  { name: 'deflate', note: 'CPU; input buffer must be pinned (Py_buffer)' },
  { name: 'deflateCopy', certainty: 'maybe' },
  { name: 'deflateEnd', certainty: 'maybe' },
  { name: 'deflateInit2_', certainty: 'maybe' },
  { name: 'deflateInit_', certainty: 'maybe' },
  { name: 'deflateSetDictionary', certainty: 'maybe' },
  { name: 'gzclose', class: 'io-disk', certainty: 'usually' },
  { name: 'gzflush', class: 'io-disk' },
  { name: 'gzgets', class: 'io-disk', returns: 'char*' },
  { name: 'gzopen', class: 'io-disk', certainty: 'usually', returns: 'gzFile' },
  { name: 'gzprintf', class: 'io-disk', certainty: 'usually' },
  { name: 'gzread', class: 'io-disk' },
  { name: 'gzseek', class: 'io-disk', certainty: 'usually', returns: 'z_off_t' },
  { name: 'gzwrite', class: 'io-disk' },
  { name: 'inflate' },
  { name: 'inflateCopy', certainty: 'maybe' },
  { name: 'inflateEnd', certainty: 'maybe' },
  { name: 'inflateInit2_', certainty: 'maybe' },
  { name: 'inflateInit_', certainty: 'maybe' },
  { name: 'uncompress' },
  { name: 'uncompress2' },
]);
