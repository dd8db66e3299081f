// Functions of firebird that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const firebird: readonly BlockingCall[] = calls({ header: 'ibase.h', class: 'io-network', certainty: 'always', returns: 'ISC_STATUS' }, [
  { name: 'isc_attach_database' },
  { name: 'isc_commit_transaction' },
  { name: 'isc_detach_database' },
  { name: 'isc_dsql_execute' },
  { name: 'isc_dsql_execute2' },
  { name: 'isc_dsql_fetch' },
  { name: 'isc_dsql_prepare' },
  { name: 'isc_rollback_transaction' },
  { name: 'isc_service_attach' },
  { name: 'isc_service_query' },
  { name: 'isc_start_transaction' },
  { name: 'isc_wait_for_event' },
]);
