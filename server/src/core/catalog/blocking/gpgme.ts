// Functions of gpgme that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const gpgme: readonly BlockingCall[] = calls({ header: 'gpgme.h', class: 'wait-process', certainty: 'always', returns: 'gpgme_error_t' }, [
  { name: 'gpgme_data_read', class: 'io-disk', certainty: 'usually', returns: 'ssize_t' },
  { name: 'gpgme_data_write', class: 'io-disk', certainty: 'usually', returns: 'ssize_t' },
  { name: 'gpgme_engine_check_version', certainty: 'usually' },
  { name: 'gpgme_get_key' },
  { name: 'gpgme_op_assuan_transact_ext' },
  { name: 'gpgme_op_decrypt' },
  { name: 'gpgme_op_decrypt_verify' },
  { name: 'gpgme_op_delete' },
  { name: 'gpgme_op_edit', note: 'callback' },
  { name: 'gpgme_op_encrypt', note: 'passphrase/progress/status callbacks inside' },
  { name: 'gpgme_op_encrypt_sign' },
  { name: 'gpgme_op_export' },
  { name: 'gpgme_op_genkey' },
  { name: 'gpgme_op_import' },
  { name: 'gpgme_op_interact', note: 'callback' },
  { name: 'gpgme_op_keylist_next' },
  { name: 'gpgme_op_keylist_start', certainty: 'usually' },
  { name: 'gpgme_op_sign' },
  { name: 'gpgme_op_verify' },
  { name: 'gpgme_wait', returns: 'gpgme_ctx_t', nonBlocking: { arg: 2, is: ['0'] } },
]);
