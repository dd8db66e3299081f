// Functions of bzip2 that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const bzip2: readonly BlockingCall[] = calls({ header: 'bzlib.h', class: 'cpu', certainty: 'always', returns: 'int' }, [
  { name: 'BZ2_bzBuffToBuffCompress' },
  { name: 'BZ2_bzBuffToBuffDecompress' },
  { name: 'BZ2_bzCompress' },
  { name: 'BZ2_bzCompressInit', certainty: 'maybe' },
  { name: 'BZ2_bzDecompress' },
  { name: 'BZ2_bzDecompressInit', certainty: 'maybe' },
  { name: 'BZ2_bzRead', class: 'io-disk' },
  { name: 'BZ2_bzWrite', class: 'io-disk', returns: 'void' },
  { name: 'BZ2_bzclose', class: 'io-disk', certainty: 'usually', returns: 'void' },
  { name: 'BZ2_bzopen', class: 'io-disk', certainty: 'usually', returns: 'BZFILE*' },
]);
