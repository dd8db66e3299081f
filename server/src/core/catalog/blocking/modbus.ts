// libmodbus, by its manual pages: every request waits for the slave, up to the response timeout.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const modbus: readonly BlockingCall[] = calls({ header: 'modbus.h', class: 'io-device', certainty: 'always', returns: 'int' }, [
  { name: 'modbus_close', header: 'modbus/modbus.h', certainty: 'maybe', returns: 'void' },
  { name: 'modbus_connect', header: 'modbus/modbus.h', errno: true },
  { name: 'modbus_flush', header: 'modbus/modbus.h', certainty: 'usually' },
  { name: 'modbus_mask_write_register', header: 'modbus/modbus.h' },
  { name: 'modbus_read_bits', header: 'modbus/modbus.h', errno: true },
  { name: 'modbus_read_input_bits', header: 'modbus/modbus.h' },
  { name: 'modbus_read_input_registers', header: 'modbus/modbus.h' },
  { name: 'modbus_read_registers', header: 'modbus/modbus.h', errno: true },
  { name: 'modbus_receive', header: 'modbus/modbus.h', errno: true },
  { name: 'modbus_receive_confirmation', header: 'modbus/modbus.h' },
  { name: 'modbus_reply', header: 'modbus/modbus.h' },
  { name: 'modbus_reply_exception', header: 'modbus/modbus.h', certainty: 'usually' },
  { name: 'modbus_report_slave_id', header: 'modbus/modbus.h' },
  { name: 'modbus_send_raw_request', header: 'modbus/modbus.h' },
  { name: 'modbus_tcp_accept', header: 'modbus/modbus.h', errno: true },
  { name: 'modbus_tcp_listen', header: 'modbus/modbus.h', certainty: 'usually' },
  { name: 'modbus_tcp_pi_accept', header: 'modbus/modbus.h' },
  { name: 'modbus_tcp_pi_listen', header: 'modbus/modbus.h', certainty: 'usually' },
  { name: 'modbus_write_and_read_registers', header: 'modbus/modbus.h' },
  { name: 'modbus_write_bit', header: 'modbus/modbus.h' },
  { name: 'modbus_write_bits', header: 'modbus/modbus.h' },
  { name: 'modbus_write_register', header: 'modbus/modbus.h', errno: true },
  { name: 'modbus_write_registers', header: 'modbus/modbus.h', errno: true },
]);
