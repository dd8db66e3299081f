// libsecp256k1, by its headers: curve arithmetic, some tens of microseconds a call, and a table when a context is made.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const libsecp256k1: readonly BlockingCall[] = calls({ header: 'secp256k1.h', class: 'cpu', certainty: 'maybe', returns: 'int' }, [
  { name: 'secp256k1_context_create', returns: 'secp256k1_context*' },
  { name: 'secp256k1_context_randomize' },
  { name: 'secp256k1_ec_pubkey_combine' },
  { name: 'secp256k1_ec_pubkey_create' },
  { name: 'secp256k1_ec_pubkey_parse' },
  { name: 'secp256k1_ec_pubkey_tweak_add' },
  { name: 'secp256k1_ec_pubkey_tweak_mul' },
  { name: 'secp256k1_ecdh' },
  { name: 'secp256k1_ecdsa_recover' },
  { name: 'secp256k1_ecdsa_sign' },
  { name: 'secp256k1_ecdsa_sign_recoverable' },
  { name: 'secp256k1_ecdsa_verify' },
  { name: 'secp256k1_schnorrsig_sign32' },
  { name: 'secp256k1_schnorrsig_sign_custom' },
  { name: 'secp256k1_schnorrsig_verify' },
]);
