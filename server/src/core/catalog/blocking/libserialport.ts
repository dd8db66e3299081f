// Functions of libserialport that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const libserialport: readonly BlockingCall[] = calls({ header: 'libserialport.h', class: 'io-device', certainty: 'always', returns: 'enum sp_return' }, [
  { name: 'sp_blocking_read', nonBlocking: { arg: 3, is: ['0'] } },
  { name: 'sp_blocking_read_next' },
  { name: 'sp_blocking_write', nonBlocking: { arg: 3, is: ['0'] } },
  { name: 'sp_close', certainty: 'maybe' },
  { name: 'sp_drain' },
  { name: 'sp_list_ports', certainty: 'usually' },
  { name: 'sp_nonblocking_read', certainty: 'maybe' },
  { name: 'sp_nonblocking_write', certainty: 'maybe' },
  { name: 'sp_open', certainty: 'usually' },
  { name: 'sp_wait' },
]);
