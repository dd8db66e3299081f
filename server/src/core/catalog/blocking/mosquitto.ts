// libmosquitto, by its reference. `mosquitto_loop_stop` joins the thread that runs the callbacks.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const mosquitto: readonly BlockingCall[] = calls({ header: 'mosquitto.h', class: 'io-network', certainty: 'always', returns: 'int' }, [
  { name: 'mosquitto_connect' },
  { name: 'mosquitto_connect_async', certainty: 'usually' },
  { name: 'mosquitto_connect_bind' },
  { name: 'mosquitto_connect_bind_v5' },
  { name: 'mosquitto_connect_srv' },
  { name: 'mosquitto_destroy', certainty: 'maybe', returns: 'void' },
  { name: 'mosquitto_disconnect', certainty: 'usually' },
  { name: 'mosquitto_disconnect_v5', certainty: 'usually' },
  { name: 'mosquitto_lib_cleanup', certainty: 'maybe' },
  { name: 'mosquitto_lib_init', certainty: 'maybe' },
  { name: 'mosquitto_loop', nonBlocking: { arg: 1, is: ['0'] } },
  { name: 'mosquitto_loop_forever' },
  { name: 'mosquitto_loop_misc', certainty: 'usually' },
  { name: 'mosquitto_loop_read' },
  { name: 'mosquitto_loop_start', certainty: 'maybe' },
  { name: 'mosquitto_loop_stop', waitsForCallbacks: ['mosquitto'] },
  { name: 'mosquitto_loop_write' },
  { name: 'mosquitto_publish', certainty: 'maybe' },
  { name: 'mosquitto_publish_v5', certainty: 'maybe' },
  { name: 'mosquitto_reconnect' },
  { name: 'mosquitto_reconnect_async', certainty: 'usually' },
  { name: 'mosquitto_subscribe', certainty: 'maybe' },
  { name: 'mosquitto_subscribe_callback' },
  { name: 'mosquitto_subscribe_multiple', certainty: 'maybe' },
  { name: 'mosquitto_subscribe_simple' },
  { name: 'mosquitto_subscribe_v5', certainty: 'maybe' },
  { name: 'mosquitto_tls_set', class: 'io-disk', certainty: 'usually' },
  { name: 'mosquitto_unsubscribe', certainty: 'maybe' },
]);
