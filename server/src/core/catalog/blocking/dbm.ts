// Functions of dbm that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const dbm: readonly BlockingCall[] = calls({ header: 'gdbm.h', class: 'io-disk', certainty: 'usually', returns: 'int' }, [
  { name: 'dbm_delete', header: 'ndbm.h' },
  { name: 'dbm_fetch', header: 'ndbm.h', certainty: 'maybe', returns: 'datum' },
  { name: 'dbm_open', header: 'ndbm.h', returns: 'DBM*', note: 'CPython _dbm keeps the GIL' },
  { name: 'dbm_store', header: 'ndbm.h' },
  { name: 'gdbm_close' },
  { name: 'gdbm_delete' },
  { name: 'gdbm_fetch', returns: 'datum' },
  { name: 'gdbm_firstkey', returns: 'datum' },
  { name: 'gdbm_nextkey', returns: 'datum' },
  { name: 'gdbm_open', returns: 'GDBM_FILE', note: 'CPython _gdbm keeps the GIL' },
  { name: 'gdbm_reorganize', certainty: 'always' },
  { name: 'gdbm_store' },
  { name: 'gdbm_sync', certainty: 'always' },
  { name: 'tchdbopen', header: 'tchdb.h', returns: 'bool' },
  { name: 'tchdbput', header: 'tchdb.h', returns: 'bool' },
  { name: 'tchdbsync', header: 'tchdb.h', certainty: 'always', returns: 'bool' },
  { name: 'wiredtiger_open', header: 'wiredtiger.h', certainty: 'always' },
]);
