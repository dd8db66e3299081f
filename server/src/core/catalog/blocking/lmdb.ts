// LMDB, by the comments of its header. A write transaction waits for the one writer that there may be; the data is a
// memory map, so a look-up may wait for the disk.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const lmdb: readonly BlockingCall[] = calls({ header: 'lmdb.h', class: 'io-disk', certainty: 'usually', returns: 'int' }, [
  { name: 'mdb_cursor_close', certainty: 'maybe', returns: 'void' },
  { name: 'mdb_cursor_count' },
  { name: 'mdb_cursor_del', certainty: 'maybe' },
  { name: 'mdb_cursor_get' },
  { name: 'mdb_cursor_open', certainty: 'maybe' },
  { name: 'mdb_cursor_put', certainty: 'maybe' },
  { name: 'mdb_cursor_renew', certainty: 'maybe' },
  { name: 'mdb_dbi_close', certainty: 'maybe', returns: 'void' },
  { name: 'mdb_dbi_open' },
  { name: 'mdb_del' },
  { name: 'mdb_drop', certainty: 'always' },
  { name: 'mdb_env_close', returns: 'void' },
  { name: 'mdb_env_copy', certainty: 'always' },
  { name: 'mdb_env_copy2', certainty: 'always' },
  { name: 'mdb_env_copyfd', certainty: 'always' },
  { name: 'mdb_env_copyfd2', certainty: 'always' },
  { name: 'mdb_env_info', certainty: 'maybe' },
  { name: 'mdb_env_open' },
  { name: 'mdb_env_set_flags', certainty: 'maybe' },
  { name: 'mdb_env_set_mapsize', certainty: 'maybe' },
  { name: 'mdb_env_stat', certainty: 'maybe' },
  { name: 'mdb_env_sync', certainty: 'always' },
  { name: 'mdb_get', note: 'page faults' },
  { name: 'mdb_put' },
  { name: 'mdb_reader_check', certainty: 'maybe' },
  { name: 'mdb_reader_list' },
  { name: 'mdb_stat', certainty: 'maybe' },
  { name: 'mdb_txn_abort', certainty: 'maybe', returns: 'void' },
  { name: 'mdb_txn_begin', class: 'lock', nonBlocking: { arg: 2, hasFlag: 'MDB_RDONLY' }, note: 'write transactions wait for the single writer' },
  { name: 'mdb_txn_commit', certainty: 'always' },
  { name: 'mdb_txn_renew', certainty: 'maybe' },
  { name: 'mdb_txn_reset', certainty: 'maybe', returns: 'void' },
]);
