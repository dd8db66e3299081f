// Resolvers: c-ares, libunbound, ldns and libidn2, by their manuals. c-ares and the `_async` calls of libunbound only
// queue.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const dns: readonly BlockingCall[] = calls({ header: 'ares.h', class: 'name-resolution', certainty: 'usually', returns: 'int' }, [
  { name: 'ares_destroy', class: 'io-disk', certainty: 'maybe', returns: 'void' },
  { name: 'ares_getaddrinfo', certainty: 'maybe', returns: 'void', note: 'only queues the query' },
  { name: 'ares_gethostbyaddr', certainty: 'maybe', returns: 'void', note: 'only queues the query' },
  { name: 'ares_gethostbyname', certainty: 'maybe', returns: 'void', note: 'only queues the query' },
  { name: 'ares_gethostbyname_file', class: 'io-disk' },
  { name: 'ares_getnameinfo', certainty: 'maybe', returns: 'void', note: 'only queues the query' },
  { name: 'ares_init' },
  { name: 'ares_init_options', class: 'io-disk' },
  { name: 'ares_process', returns: 'void', note: 'callbacks run inside' },
  { name: 'ares_process_fd', returns: 'void', note: 'callbacks run inside' },
  { name: 'ares_query', certainty: 'maybe', returns: 'void', note: 'only queues the query' },
  { name: 'ares_queue_wait_empty', certainty: 'always' },
  { name: 'ares_search', certainty: 'maybe', returns: 'void', note: 'only queues the query' },
  { name: 'ares_send', certainty: 'maybe', returns: 'void', note: 'only queues the query' },
  { name: 'idn2_to_ascii_8z', header: 'idn2.h', class: 'cpu', certainty: 'maybe' },
  { name: 'ldns_resolver_query', header: 'ldns/ldns.h', certainty: 'always', returns: 'ldns_pkt*' },
  { name: 'ub_ctx_add_ta_file', header: 'unbound.h', class: 'io-disk' },
  { name: 'ub_ctx_config', header: 'unbound.h', class: 'io-disk' },
  { name: 'ub_ctx_create', header: 'unbound.h', class: 'io-disk', certainty: 'maybe', returns: 'struct ub_ctx*' },
  { name: 'ub_ctx_delete', header: 'unbound.h', class: 'wait-sync', returns: 'void' },
  { name: 'ub_ctx_hosts', header: 'unbound.h', class: 'io-disk' },
  { name: 'ub_ctx_resolvconf', header: 'unbound.h', class: 'io-disk' },
  { name: 'ub_ctx_trustedkeys', header: 'unbound.h', class: 'io-disk' },
  { name: 'ub_process', header: 'unbound.h', note: 'callbacks' },
  { name: 'ub_resolve', header: 'unbound.h', certainty: 'always' },
  { name: 'ub_wait', header: 'unbound.h', certainty: 'always', note: 'callbacks' },
]);
