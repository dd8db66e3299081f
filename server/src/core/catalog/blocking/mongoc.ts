// Functions of mongoc that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const mongoc: readonly BlockingCall[] = calls({ header: 'mongoc/mongoc.h', class: 'io-network', certainty: 'always', returns: 'bool' }, [
  { name: 'mongoc_bulk_operation_execute', returns: 'uint32_t' },
  { name: 'mongoc_client_command_simple' },
  { name: 'mongoc_client_pool_pop', returns: 'mongoc_client_t*' },
  { name: 'mongoc_collection_delete_one' },
  { name: 'mongoc_collection_find_with_opts', certainty: 'maybe', returns: 'mongoc_cursor_t*' },
  { name: 'mongoc_collection_insert_many' },
  { name: 'mongoc_collection_insert_one' },
  { name: 'mongoc_collection_update_one' },
  { name: 'mongoc_cursor_next' },
]);
