// Functions of argon2 that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const argon2: readonly BlockingCall[] = calls({ header: 'argon2.h', class: 'cpu', certainty: 'always', returns: 'int' }, [
  { name: 'argon2_hash' },
  { name: 'argon2_verify' },
  { name: 'argon2i_hash_encoded' },
  { name: 'argon2i_hash_raw' },
  { name: 'argon2i_verify' },
  { name: 'argon2id_hash_encoded' },
  { name: 'argon2id_hash_raw' },
  { name: 'argon2id_verify' },
]);
