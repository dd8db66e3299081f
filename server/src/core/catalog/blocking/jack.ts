// JACK, by its API reference: the process callback runs on a thread of the client, and deactivating or closing the
// client joins it. Ports and connections are requests to the server.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const jack: readonly BlockingCall[] = calls({ header: 'jack/jack.h', class: 'io-device', certainty: 'usually', returns: 'int' }, [
  { name: 'jack_client_new', returns: 'jack_client_t*' },
  { name: 'jack_connect' },
  { name: 'jack_cycle_wait', certainty: 'always', returns: 'jack_nframes_t' },
  { name: 'jack_disconnect' },
  { name: 'jack_get_ports', returns: 'const char**' },
  { name: 'jack_port_by_name', certainty: 'maybe', returns: 'jack_port_t*' },
  { name: 'jack_port_disconnect' },
  { name: 'jack_port_register', returns: 'jack_port_t*' },
  { name: 'jack_port_rename' },
  { name: 'jack_port_set_name' },
  { name: 'jack_port_unregister' },
  { name: 'jack_recompute_total_latencies' },
  { name: 'jack_set_buffer_size' },
  { name: 'jack_set_freewheel' },
  { name: 'jack_set_process_callback', certainty: 'maybe' },
  { name: 'jack_thread_wait', certainty: 'always', returns: 'jack_nframes_t' },
]);
