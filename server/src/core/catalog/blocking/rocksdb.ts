// Functions of rocksdb that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const rocksdb: readonly BlockingCall[] = calls({ header: 'rocksdb/db.h', class: 'io-disk', certainty: 'always', returns: 'rocksdb::Status' }, [
  { name: 'rocksdb::DB::CompactRange' },
  { name: 'rocksdb::DB::Delete' },
  { name: 'rocksdb::DB::Flush' },
  { name: 'rocksdb::DB::Get' },
  { name: 'rocksdb::DB::MultiGet', returns: 'std::vector' },
  { name: 'rocksdb::DB::Open' },
  { name: 'rocksdb::DB::Put' },
  { name: 'rocksdb::DB::Write' },
  { name: 'rocksdb::Iterator::Next', returns: 'void' },
  { name: 'rocksdb::Iterator::Seek', returns: 'void' },
  { name: 'rocksdb_flush', header: 'rocksdb/c.h', returns: 'void' },
  { name: 'rocksdb_get', header: 'rocksdb/c.h', returns: 'char*' },
  { name: 'rocksdb_iter_next', header: 'rocksdb/c.h', returns: 'void' },
  { name: 'rocksdb_open', header: 'rocksdb/c.h', returns: 'rocksdb_t*' },
  { name: 'rocksdb_put', header: 'rocksdb/c.h', returns: 'void' },
  { name: 'rocksdb_write', header: 'rocksdb/c.h', returns: 'void' },
]);
