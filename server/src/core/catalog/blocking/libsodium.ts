// libsodium, by its documentation: password hashes are slow on purpose, the others compute over the message.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const libsodium: readonly BlockingCall[] = calls({ header: 'sodium.h', class: 'cpu', certainty: 'usually', returns: 'int' }, [
  { name: 'crypto_box_easy' },
  { name: 'crypto_box_open_easy' },
  { name: 'crypto_generichash' },
  { name: 'crypto_pwhash', certainty: 'always' },
  { name: 'crypto_pwhash_scryptsalsa208sha256', certainty: 'always' },
  { name: 'crypto_pwhash_str', certainty: 'always' },
  { name: 'crypto_pwhash_str_alg', certainty: 'always' },
  { name: 'crypto_pwhash_str_verify', certainty: 'always' },
  { name: 'crypto_scalarmult' },
  { name: 'crypto_secretbox_easy' },
  { name: 'crypto_secretbox_open_easy' },
  { name: 'crypto_sign' },
  { name: 'crypto_sign_open' },
  { name: 'randombytes_buf', certainty: 'maybe', returns: 'void' },
  { name: 'randombytes_buf_deterministic', certainty: 'maybe', returns: 'void' },
  { name: 'sodium_base642bin', certainty: 'maybe' },
  { name: 'sodium_bin2base64', certainty: 'maybe', returns: 'char*' },
  { name: 'sodium_bin2hex', certainty: 'maybe', returns: 'char*' },
  { name: 'sodium_hex2bin', certainty: 'maybe' },
]);
