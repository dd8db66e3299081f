// Functions of pulse that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const pulse: readonly BlockingCall[] = calls({ header: 'pulse/simple.h', class: 'io-device', certainty: 'always', returns: 'int' }, [
  { name: 'pa_mainloop_iterate', nonBlocking: { arg: 1, is: ['0'] } },
  { name: 'pa_mainloop_run' },
  { name: 'pa_simple_drain' },
  { name: 'pa_simple_flush', certainty: 'usually' },
  { name: 'pa_simple_free', certainty: 'usually', returns: 'void' },
  { name: 'pa_simple_new', returns: 'pa_simple*' },
  { name: 'pa_simple_read' },
  { name: 'pa_simple_write' },
  { name: 'pa_threaded_mainloop_lock', class: 'lock', returns: 'void' },
  { name: 'pa_threaded_mainloop_stop', returns: 'void' },
  { name: 'pa_threaded_mainloop_wait', returns: 'void' },
]);
