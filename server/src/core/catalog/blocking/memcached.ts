// Functions of memcached that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const memcached: readonly BlockingCall[] = calls({ header: 'libmemcached/memcached.h', class: 'io-network', certainty: 'always', returns: 'memcached_return_t' }, [
  { name: 'memcached_add' },
  { name: 'memcached_append' },
  { name: 'memcached_cas' },
  { name: 'memcached_clone', certainty: 'maybe', guessed: true },
  { name: 'memcached_decrement' },
  { name: 'memcached_delete' },
  { name: 'memcached_exist' },
  { name: 'memcached_fetch', returns: 'char*' },
  { name: 'memcached_fetch_result', returns: 'memcached_result_st*' },
  { name: 'memcached_flush' },
  { name: 'memcached_flush_buffers' },
  { name: 'memcached_free', certainty: 'usually', returns: 'void' },
  { name: 'memcached_get', returns: 'char*' },
  { name: 'memcached_increment' },
  { name: 'memcached_increment_with_initial' },
  { name: 'memcached_mget' },
  { name: 'memcached_mget_execute' },
  { name: 'memcached_prepend' },
  { name: 'memcached_quit', certainty: 'usually', returns: 'void' },
  { name: 'memcached_replace' },
  { name: 'memcached_result_create', certainty: 'maybe', guessed: true },
  { name: 'memcached_set' },
  { name: 'memcached_stat', returns: 'memcached_stat_st*' },
  { name: 'memcached_stat_execute' },
  { name: 'memcached_touch' },
]);
