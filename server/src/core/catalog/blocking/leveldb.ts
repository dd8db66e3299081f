// Functions of leveldb that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const leveldb: readonly BlockingCall[] = calls({ header: 'leveldb/db.h', class: 'io-disk', certainty: 'always', returns: 'void' }, [
  { name: 'leveldb::DB::CompactRange' },
  { name: 'leveldb::DB::Delete', returns: 'leveldb::Status' },
  { name: 'leveldb::DB::Get', returns: 'leveldb::Status' },
  { name: 'leveldb::DB::Open', returns: 'leveldb::Status' },
  { name: 'leveldb::DB::Put', returns: 'leveldb::Status' },
  { name: 'leveldb::DB::Write', returns: 'leveldb::Status' },
  { name: 'leveldb::DestroyDB', returns: 'leveldb::Status' },
  { name: 'leveldb::Iterator::Next' },
  { name: 'leveldb::Iterator::Prev' },
  { name: 'leveldb::Iterator::Seek' },
  { name: 'leveldb::RepairDB', returns: 'leveldb::Status' },
  { name: 'leveldb_compact_range', header: 'leveldb/c.h' },
  { name: 'leveldb_get', header: 'leveldb/c.h', returns: 'char*' },
  { name: 'leveldb_iter_next', header: 'leveldb/c.h' },
  { name: 'leveldb_iter_seek', header: 'leveldb/c.h' },
  { name: 'leveldb_open', header: 'leveldb/c.h', returns: 'leveldb_t*' },
  { name: 'leveldb_put', header: 'leveldb/c.h' },
  { name: 'leveldb_write', header: 'leveldb/c.h' },
]);
