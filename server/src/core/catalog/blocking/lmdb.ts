// Functions of lmdb that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const lmdb: readonly BlockingCall[] = calls({ header: 'lmdb.h', class: 'io-disk', certainty: 'usually', returns: 'int' }, [
  { name: 'mdb_cursor_del', certainty: 'maybe' },
  { name: 'mdb_cursor_get' },
  { name: 'mdb_cursor_put', certainty: 'maybe' },
  { name: 'mdb_del' },
  { name: 'mdb_drop', certainty: 'always' },
  { name: 'mdb_env_close', returns: 'void' },
  { name: 'mdb_env_copy', certainty: 'always' },
  { name: 'mdb_env_copy2', certainty: 'always' },
  { name: 'mdb_env_copyfd', certainty: 'always' },
  { name: 'mdb_env_copyfd2', certainty: 'always' },
  { name: 'mdb_env_open' },
  { name: 'mdb_env_set_mapsize', certainty: 'maybe' },
  { name: 'mdb_env_sync', certainty: 'always' },
  { name: 'mdb_get', note: 'page faults' },
  { name: 'mdb_put' },
  { name: 'mdb_reader_check', certainty: 'maybe' },
  { name: 'mdb_txn_abort', certainty: 'maybe', returns: 'void' },
  { name: 'mdb_txn_begin', class: 'lock', nonBlocking: { arg: 2, hasFlag: 'MDB_RDONLY' }, note: 'write transactions wait for the single writer' },
  { name: 'mdb_txn_commit', certainty: 'always' },
]);
