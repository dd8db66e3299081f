// Functions of tiff that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const tiff: readonly BlockingCall[] = calls({ header: 'tiffio.h', class: 'cpu', certainty: 'always', returns: 'int' }, [
  { name: 'TIFFClose', class: 'io-disk', certainty: 'usually', returns: 'void' },
  { name: 'TIFFFlush', class: 'io-disk' },
  { name: 'TIFFOpen', class: 'io-disk', certainty: 'usually', returns: 'TIFF*' },
  { name: 'TIFFReadDirectory', class: 'io-disk', certainty: 'usually' },
  { name: 'TIFFReadEncodedStrip', returns: 'tmsize_t' },
  { name: 'TIFFReadEncodedTile', returns: 'tmsize_t' },
  { name: 'TIFFReadRGBAImage' },
  { name: 'TIFFReadRGBAImageOriented' },
  { name: 'TIFFReadScanline' },
  { name: 'TIFFReadTile', returns: 'tmsize_t' },
  { name: 'TIFFSetDirectory', class: 'io-disk', certainty: 'usually' },
  { name: 'TIFFWriteDirectory', class: 'io-disk' },
  { name: 'TIFFWriteEncodedStrip', returns: 'tmsize_t' },
  { name: 'TIFFWriteEncodedTile', returns: 'tmsize_t' },
  { name: 'TIFFWriteScanline' },
]);
