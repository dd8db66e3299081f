// Functions of jpeg that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const jpeg: readonly BlockingCall[] = calls({ header: 'jpeglib.h', class: 'cpu', certainty: 'always', returns: 'int' }, [
  { name: 'jpeg_finish_compress', returns: 'void' },
  { name: 'jpeg_finish_decompress', returns: 'boolean' },
  { name: 'jpeg_read_header', certainty: 'usually' },
  { name: 'jpeg_read_scanlines', returns: 'JDIMENSION' },
  { name: 'jpeg_start_compress', certainty: 'usually', returns: 'void' },
  { name: 'jpeg_start_decompress', returns: 'boolean' },
  { name: 'jpeg_stdio_src', certainty: 'maybe', returns: 'void' },
  { name: 'jpeg_write_scanlines', returns: 'JDIMENSION' },
  { name: 'tj3Compress8', header: 'turbojpeg.h' },
  { name: 'tj3Decompress8', header: 'turbojpeg.h' },
  { name: 'tjCompress2', header: 'turbojpeg.h' },
  { name: 'tjDecompress2', header: 'turbojpeg.h' },
  { name: 'tjTransform', header: 'turbojpeg.h' },
]);
