// Functions of name resolvers that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const dns: readonly BlockingCall[] = calls({ header: 'ares.h', class: 'name-resolution', certainty: 'usually', returns: 'int' }, [
  { name: 'ares_gethostbyname', certainty: 'maybe', returns: 'void' },
  { name: 'ares_init', class: 'io-disk' },
  { name: 'ares_process', returns: 'void', note: 'callbacks run inside' },
  { name: 'ares_process_fd', returns: 'void', note: 'callbacks run inside' },
  { name: 'ares_queue_wait_empty', certainty: 'always' },
  { name: 'idn2_to_ascii_8z', header: 'idn2.h', class: 'cpu', certainty: 'maybe' },
  { name: 'ldns_resolver_query', header: 'ldns/ldns.h', certainty: 'always', returns: 'ldns_pkt*' },
  { name: 'ub_process', header: 'unbound.h', note: 'callbacks' },
  { name: 'ub_resolve', header: 'unbound.h', certainty: 'always' },
  { name: 'ub_wait', header: 'unbound.h', certainty: 'always', note: 'callbacks' },
]);
