// libgpiod 1 and 2, by its API reference: requests and values are system calls on the chip, waiting for events waits.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const gpiod: readonly BlockingCall[] = calls({ header: 'gpiod.h', class: 'io-device', certainty: 'always', returns: 'int' }, [
  { name: 'gpiod_chip_open', certainty: 'usually', returns: 'struct gpiod_chip*', errno: true },
  { name: 'gpiod_chip_open_by_label', certainty: 'usually', returns: 'struct gpiod_chip*', errno: true },
  { name: 'gpiod_chip_open_by_name', certainty: 'usually', returns: 'struct gpiod_chip*', errno: true },
  { name: 'gpiod_chip_open_lookup', certainty: 'usually', returns: 'struct gpiod_chip*', errno: true },
  { name: 'gpiod_chip_wait_info_event', errno: true },
  { name: 'gpiod_ctxless_event_loop', errno: true },
  { name: 'gpiod_ctxless_event_monitor', errno: true },
  { name: 'gpiod_line_event_read', errno: true },
  { name: 'gpiod_line_event_wait', errno: true, nonBlocking: { arg: 1, isZeroStruct: true } },
  { name: 'gpiod_line_event_wait_bulk', errno: true },
  { name: 'gpiod_line_get_value', certainty: 'maybe', errno: true },
  { name: 'gpiod_line_request_both_edges_events', certainty: 'maybe', errno: true },
  { name: 'gpiod_line_request_get_value', certainty: 'maybe', errno: true },
  { name: 'gpiod_line_request_input', certainty: 'maybe', errno: true },
  { name: 'gpiod_line_request_output', certainty: 'maybe', errno: true },
  { name: 'gpiod_line_request_read_edge_events', errno: true },
  { name: 'gpiod_line_request_set_value', certainty: 'maybe', errno: true },
  { name: 'gpiod_line_request_wait_edge_events', errno: true, nonBlocking: { arg: 1, is: ['0'] } },
  { name: 'gpiod_line_set_value', certainty: 'maybe', errno: true },
]);
