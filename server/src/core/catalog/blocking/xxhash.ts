// Functions of xxhash that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const xxhash: readonly BlockingCall[] = calls({ header: 'xxhash.h', class: 'cpu', certainty: 'usually', returns: 'XXH_errorcode' }, [
  { name: 'XXH32', returns: 'uint32_t' },
  { name: 'XXH32_update' },
  { name: 'XXH3_128bits', returns: 'XXH128_hash_t' },
  { name: 'XXH3_128bits_update' },
  { name: 'XXH3_64bits', returns: 'uint64_t' },
  { name: 'XXH3_64bits_update' },
  { name: 'XXH64', returns: 'uint64_t' },
  { name: 'XXH64_update' },
]);
