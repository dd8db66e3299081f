// Functions of dbus that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const dbus: readonly BlockingCall[] = calls({ header: 'dbus/dbus.h', class: 'io-network', certainty: 'always', returns: 'DBusConnection*' }, [
  { name: 'dbus_bus_add_match', certainty: 'usually', returns: 'void' },
  { name: 'dbus_bus_get' },
  { name: 'dbus_bus_get_private' },
  { name: 'dbus_bus_register', returns: 'dbus_bool_t' },
  { name: 'dbus_bus_request_name', returns: 'int' },
  { name: 'dbus_connection_flush', returns: 'void' },
  { name: 'dbus_connection_open' },
  { name: 'dbus_connection_open_private' },
  { name: 'dbus_connection_read_write', returns: 'dbus_bool_t', nonBlocking: { arg: 1, is: ['0'] } },
  { name: 'dbus_connection_read_write_dispatch', returns: 'dbus_bool_t', nonBlocking: { arg: 1, is: ['0'] } },
  { name: 'dbus_connection_send_with_reply_and_block', returns: 'DBusMessage*' },
  { name: 'dbus_pending_call_block', returns: 'void' },
]);
