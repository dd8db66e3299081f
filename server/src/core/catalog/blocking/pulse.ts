// PulseAudio, by its documentation. The callbacks of the asynchronous API run with the lock of the threaded main loop
// held, and stopping that loop joins its thread: neither may be waited for with the GIL held.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const pulse: readonly BlockingCall[] = calls({ header: 'pulse/simple.h', class: 'io-device', certainty: 'always', returns: 'int' }, [
  { name: 'pa_context_connect', header: 'pulse/context.h', certainty: 'maybe' },
  { name: 'pa_context_disconnect', header: 'pulse/context.h', certainty: 'maybe', returns: 'void' },
  { name: 'pa_mainloop_dispatch', header: 'pulse/mainloop.h', certainty: 'maybe' },
  { name: 'pa_mainloop_iterate', header: 'pulse/mainloop.h', nonBlocking: { arg: 1, is: ['0'] } },
  { name: 'pa_mainloop_poll', header: 'pulse/mainloop.h' },
  { name: 'pa_mainloop_prepare', header: 'pulse/mainloop.h', certainty: 'maybe' },
  { name: 'pa_mainloop_run', header: 'pulse/mainloop.h' },
  { name: 'pa_simple_drain' },
  { name: 'pa_simple_flush' },
  { name: 'pa_simple_free', returns: 'void' },
  { name: 'pa_simple_get_latency', certainty: 'usually', returns: 'pa_usec_t' },
  { name: 'pa_simple_new', returns: 'pa_simple*' },
  { name: 'pa_simple_read' },
  { name: 'pa_simple_write' },
  { name: 'pa_threaded_mainloop_accept', header: 'pulse/thread-mainloop.h', class: 'wait-sync', certainty: 'maybe', returns: 'void' },
  { name: 'pa_threaded_mainloop_free', header: 'pulse/thread-mainloop.h', class: 'wait-sync', certainty: 'usually', returns: 'void', waitsForCallbacks: ['pulse'] },
  { name: 'pa_threaded_mainloop_lock', header: 'pulse/thread-mainloop.h', class: 'lock', returns: 'void', waitsForCallbacks: ['pulse'] },
  { name: 'pa_threaded_mainloop_once_unlocked', header: 'pulse/thread-mainloop.h', class: 'wait-sync', certainty: 'usually', returns: 'void', waitsForCallbacks: ['pulse'] },
  { name: 'pa_threaded_mainloop_start', header: 'pulse/thread-mainloop.h', class: 'wait-sync', certainty: 'maybe' },
  { name: 'pa_threaded_mainloop_stop', header: 'pulse/thread-mainloop.h', class: 'wait-sync', returns: 'void', waitsForCallbacks: ['pulse'] },
  { name: 'pa_threaded_mainloop_wait', header: 'pulse/thread-mainloop.h', class: 'wait-sync', returns: 'void', waitsForCallbacks: ['pulse'] },
]);
