// Functions of webp that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const webp: readonly BlockingCall[] = calls({ class: 'cpu', certainty: 'always', returns: 'int' }, [
  { name: 'WebPAnimDecoderGetNext', header: 'webp/demux.h' },
  { name: 'WebPAnimEncoderAdd', header: 'webp/mux.h' },
  { name: 'WebPAnimEncoderAssemble', header: 'webp/mux.h' },
  { name: 'WebPDecode', header: 'webp/decode.h', returns: 'VP8StatusCode' },
  { name: 'WebPDecodeRGB', header: 'webp/decode.h', returns: 'uint8_t*' },
  { name: 'WebPDecodeRGBA', header: 'webp/decode.h', returns: 'uint8_t*' },
  { name: 'WebPEncode', header: 'webp/encode.h', note: 'writer/progress callback' },
  { name: 'WebPEncodeLosslessRGBA', header: 'webp/encode.h', returns: 'size_t' },
  { name: 'WebPEncodeRGB', header: 'webp/encode.h', returns: 'size_t' },
  { name: 'WebPEncodeRGBA', header: 'webp/encode.h', returns: 'size_t' },
]);
