// Zopfli and its PNG optimiser, by their headers: slow by design, whatever the size of the data.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const zopfli: readonly BlockingCall[] = calls({ header: 'zopfli/zopfli.h', class: 'cpu', certainty: 'always', returns: 'void' }, [
  { name: 'CZopfliPNGOptimize', returns: 'int' },
  { name: 'ZopfliCompress' },
  { name: 'ZopfliDeflate' },
  { name: 'ZopfliDeflatePart' },
  { name: 'ZopfliGzipCompress' },
  { name: 'ZopfliPNGOptimize', returns: 'int' },
  { name: 'ZopfliZlibCompress' },
]);
