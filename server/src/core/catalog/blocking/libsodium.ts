// Functions of libsodium that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const libsodium: readonly BlockingCall[] = calls({ header: 'sodium.h', class: 'cpu', certainty: 'usually', returns: 'int' }, [
  { name: 'crypto_box_easy' },
  { name: 'crypto_box_open_easy' },
  { name: 'crypto_generichash' },
  { name: 'crypto_pwhash', certainty: 'always' },
  { name: 'crypto_pwhash_scryptsalsa208sha256', certainty: 'always' },
  { name: 'crypto_pwhash_str', certainty: 'always' },
  { name: 'crypto_pwhash_str_verify', certainty: 'always' },
  { name: 'crypto_scalarmult' },
  { name: 'crypto_secretbox_easy' },
  { name: 'crypto_secretbox_open_easy' },
  { name: 'crypto_sign' },
  { name: 'crypto_sign_open' },
]);
