// Functions of snappy that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const snappy: readonly BlockingCall[] = calls({ header: 'snappy-c.h', class: 'cpu', certainty: 'always', returns: 'bool' }, [
  { name: 'snappy::Compress', returns: 'size_t' },
  { name: 'snappy::IsValidCompressed', certainty: 'usually' },
  { name: 'snappy::IsValidCompressedBuffer', certainty: 'usually' },
  { name: 'snappy::RawCompress', returns: 'void' },
  { name: 'snappy::RawUncompress' },
  { name: 'snappy::RawUncompressToIOVec', certainty: 'usually' },
  { name: 'snappy::Uncompress' },
  { name: 'snappy_compress', returns: 'snappy_status' },
  { name: 'snappy_uncompress', returns: 'snappy_status' },
  { name: 'snappy_uncompressed_length', certainty: 'maybe', returns: 'snappy_status' },
  { name: 'snappy_validate_compressed_buffer', certainty: 'usually', returns: 'snappy_status' },
]);
