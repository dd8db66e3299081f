// libdbus, by its API reference: `_and_block` waits for the answer, the dispatching calls run handlers.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const dbus: readonly BlockingCall[] = calls({ header: 'dbus/dbus.h', class: 'io-network', certainty: 'always', returns: 'DBusConnection*' }, [
  { name: 'dbus_bus_add_match', certainty: 'usually', returns: 'void' },
  { name: 'dbus_bus_get' },
  { name: 'dbus_bus_get_id', returns: 'char*' },
  { name: 'dbus_bus_get_private' },
  { name: 'dbus_bus_get_unix_user', returns: 'unsigned long' },
  { name: 'dbus_bus_name_has_owner', returns: 'dbus_bool_t' },
  { name: 'dbus_bus_register', returns: 'dbus_bool_t' },
  { name: 'dbus_bus_release_name', returns: 'int' },
  { name: 'dbus_bus_remove_match', certainty: 'usually', returns: 'void' },
  { name: 'dbus_bus_request_name', returns: 'int' },
  { name: 'dbus_bus_start_service_by_name', returns: 'dbus_bool_t' },
  { name: 'dbus_connection_close', certainty: 'maybe', returns: 'void' },
  { name: 'dbus_connection_dispatch', certainty: 'maybe', returns: 'DBusDispatchStatus' },
  { name: 'dbus_connection_flush', returns: 'void' },
  { name: 'dbus_connection_open' },
  { name: 'dbus_connection_open_private' },
  { name: 'dbus_connection_pop_message', certainty: 'maybe', returns: 'DBusMessage*' },
  { name: 'dbus_connection_read_write', returns: 'dbus_bool_t', nonBlocking: { arg: 1, is: ['0'] } },
  { name: 'dbus_connection_read_write_dispatch', returns: 'dbus_bool_t', nonBlocking: { arg: 1, is: ['0'] } },
  { name: 'dbus_connection_send', certainty: 'maybe', returns: 'dbus_bool_t' },
  { name: 'dbus_connection_send_with_reply', certainty: 'maybe', returns: 'dbus_bool_t' },
  { name: 'dbus_connection_send_with_reply_and_block', returns: 'DBusMessage*' },
  { name: 'dbus_connection_unref', certainty: 'maybe', returns: 'void' },
  { name: 'dbus_pending_call_block', returns: 'void' },
]);
