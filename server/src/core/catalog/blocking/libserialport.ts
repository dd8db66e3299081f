// Functions of libserialport that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const libserialport: readonly BlockingCall[] = calls({ header: 'libserialport.h', class: 'io-device', certainty: 'always', returns: 'enum sp_return' }, [
  { name: 'sp_blocking_read', nonBlocking: { arg: 3, is: ['0'] } },
  { name: 'sp_blocking_read_next' },
  { name: 'sp_blocking_write', nonBlocking: { arg: 3, is: ['0'] } },
  { name: 'sp_close', certainty: 'maybe' },
  { name: 'sp_drain' },
  { name: 'sp_end_break', certainty: 'usually' },
  { name: 'sp_flush', certainty: 'usually' },
  { name: 'sp_get_config', certainty: 'maybe' },
  { name: 'sp_get_port_by_name', certainty: 'usually' },
  { name: 'sp_get_signals', certainty: 'maybe' },
  { name: 'sp_input_waiting', certainty: 'maybe' },
  { name: 'sp_list_ports', certainty: 'usually' },
  { name: 'sp_nonblocking_read', certainty: 'maybe' },
  { name: 'sp_nonblocking_write', certainty: 'maybe' },
  { name: 'sp_open', certainty: 'usually' },
  { name: 'sp_output_waiting', certainty: 'maybe' },
  { name: 'sp_set_baudrate', certainty: 'usually' },
  { name: 'sp_set_bits', certainty: 'maybe' },
  { name: 'sp_set_config', certainty: 'usually' },
  { name: 'sp_set_dtr', certainty: 'maybe' },
  { name: 'sp_set_flowcontrol', certainty: 'maybe' },
  { name: 'sp_set_parity', certainty: 'maybe' },
  { name: 'sp_set_rts', certainty: 'maybe' },
  { name: 'sp_set_stopbits', certainty: 'maybe' },
  { name: 'sp_start_break', certainty: 'usually' },
  { name: 'sp_wait' },
]);
