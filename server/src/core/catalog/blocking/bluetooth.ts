// Functions of bluetooth that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const bluetooth: readonly BlockingCall[] = calls({ header: 'bluetooth/hci_lib.h', class: 'io-network', certainty: 'always', returns: 'int' }, [
  { name: 'hci_close_dev', certainty: 'maybe', guessed: true },
  { name: 'hci_create_connection', errno: true },
  { name: 'hci_devid', certainty: 'maybe', errno: true },
  { name: 'hci_disconnect', errno: true },
  { name: 'hci_inquiry', errno: true },
  { name: 'hci_open_dev', certainty: 'usually', errno: true },
  { name: 'hci_read_remote_name', errno: true },
  { name: 'hci_send_cmd', certainty: 'maybe', guessed: true },
  { name: 'hci_send_req', errno: true },
  { name: 'sdp_close', header: 'bluetooth/sdp_lib.h', certainty: 'usually', errno: true },
  { name: 'sdp_connect', header: 'bluetooth/sdp_lib.h', returns: 'sdp_session_t*', errno: true },
  { name: 'sdp_record_register', header: 'bluetooth/sdp_lib.h', certainty: 'maybe', guessed: true },
  { name: 'sdp_service_search_attr_req', header: 'bluetooth/sdp_lib.h', errno: true },
]);
