// The DataStax driver for Cassandra, by its API reference: a session call gives a future, and asking the future waits
// for it.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const cassandra: readonly BlockingCall[] = calls({ header: 'cassandra.h', class: 'io-network', certainty: 'always', returns: 'void' }, [
  { name: 'cass_future_error_code', returns: 'CassError' },
  { name: 'cass_future_error_message' },
  { name: 'cass_future_get_error_result', returns: 'const CassErrorResult*' },
  { name: 'cass_future_get_prepared', returns: 'const CassPrepared*' },
  { name: 'cass_future_get_result', returns: 'const CassResult*' },
  { name: 'cass_future_wait' },
  { name: 'cass_future_wait_timed', returns: 'cass_bool_t' },
  { name: 'cass_session_close', certainty: 'maybe', returns: 'CassFuture*' },
  { name: 'cass_session_connect', certainty: 'maybe', returns: 'CassFuture*' },
  { name: 'cass_session_connect_keyspace', certainty: 'maybe', returns: 'CassFuture*' },
  { name: 'cass_session_execute', certainty: 'maybe', returns: 'CassFuture*' },
  { name: 'cass_session_execute_batch', certainty: 'maybe', returns: 'CassFuture*' },
  { name: 'cass_session_free', certainty: 'usually' },
  { name: 'cass_session_prepare', certainty: 'maybe', returns: 'CassFuture*' },
]);
