// libavif, by the comments of its header.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const avif: readonly BlockingCall[] = calls({ header: 'avif/avif.h', class: 'cpu', certainty: 'always', returns: 'avifResult' }, [
  { name: 'JxlDecoderProcessInput', header: 'jxl/decode.h', returns: 'JxlDecoderStatus' },
  { name: 'JxlEncoderProcessOutput', header: 'jxl/encode.h', returns: 'JxlEncoderStatus' },
  { name: 'avifDecoderNextImage' },
  { name: 'avifDecoderNthImage' },
  { name: 'avifDecoderParse', certainty: 'usually' },
  { name: 'avifDecoderRead' },
  { name: 'avifDecoderReadFile', class: 'io-disk' },
  { name: 'avifDecoderReadMemory' },
  { name: 'avifDecoderReset', certainty: 'maybe' },
  { name: 'avifDecoderSetIOFile', class: 'io-disk', certainty: 'maybe' },
  { name: 'avifEncoderAddImage' },
  { name: 'avifEncoderAddImageGrid' },
  { name: 'avifEncoderFinish' },
  { name: 'avifEncoderWrite' },
  { name: 'avifImageCopy', certainty: 'usually' },
  { name: 'avifImageRGBToYUV', certainty: 'usually' },
  { name: 'avifImageYUVToRGB', certainty: 'usually' },
  { name: 'avifRGBImagePremultiplyAlpha', certainty: 'usually' },
  { name: 'avifRGBImageUnpremultiplyAlpha', certainty: 'usually' },
  { name: 'heif_context_encode_image', header: 'libheif/heif.h', returns: 'struct heif_error' },
  { name: 'heif_context_read_from_file', header: 'libheif/heif.h', class: 'io-disk', returns: 'struct heif_error' },
  { name: 'heif_decode_image', header: 'libheif/heif.h', returns: 'struct heif_error' },
]);
