// Functions of event loops that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const events: readonly BlockingCall[] = calls({ class: 'io-network', certainty: 'always', returns: 'int' }, [
  { name: 'bufferevent_flush', header: 'event2/bufferevent.h', certainty: 'usually' },
  { name: 'ev_loop', header: 'ev.h', nonBlocking: { arg: 1, hasFlag: 'EVLOOP_NONBLOCK' } },
  { name: 'ev_run', header: 'ev.h', nonBlocking: { arg: 1, hasFlag: 'EVRUN_NOWAIT' }, note: 'callbacks inside; gevent keeps the GIL except in pre/post-block hooks' },
  { name: 'event_base_dispatch', header: 'event2/event.h', note: 'callbacks inside' },
  { name: 'event_base_loop', header: 'event2/event.h', nonBlocking: { arg: 1, hasFlag: 'EVLOOP_NONBLOCK' }, note: 'callbacks inside' },
  { name: 'event_dispatch', header: 'event2/event.h' },
  { name: 'event_loop', header: 'event2/event.h', nonBlocking: { arg: 0, hasFlag: 'EVLOOP_NONBLOCK' } },
  { name: 'lws_service', header: 'libwebsockets.h', note: 'callbacks inside' },
  { name: 'nghttp2_session_mem_recv', header: 'nghttp2/nghttp2.h', class: 'cpu', certainty: 'usually', returns: 'ssize_t', note: 'callbacks' },
  { name: 'nghttp2_session_recv', header: 'nghttp2/nghttp2.h', certainty: 'usually', note: 'callbacks' },
  { name: 'nghttp2_session_send', header: 'nghttp2/nghttp2.h', certainty: 'usually', note: 'callbacks' },
  { name: 'soup_session_send_message', header: 'libsoup/soup.h', returns: 'guint' },
  { name: 'uv_barrier_wait', header: 'uv.h', class: 'wait-sync' },
  { name: 'uv_cond_wait', header: 'uv.h', class: 'wait-sync', returns: 'void' },
  { name: 'uv_fs_read', header: 'uv.h', class: 'io-disk', nonBlocking: { arg: 6, isNonNull: true } },
  { name: 'uv_getaddrinfo', header: 'uv.h', class: 'name-resolution', nonBlocking: { arg: 2, isNonNull: true } },
  { name: 'uv_mutex_lock', header: 'uv.h', class: 'lock', returns: 'void' },
  { name: 'uv_run', header: 'uv.h', nonBlocking: { arg: 1, is: ['UV_RUN_NOWAIT'] }, note: 'all callbacks run inside' },
  { name: 'uv_sem_wait', header: 'uv.h', class: 'wait-sync', returns: 'void' },
  { name: 'uv_sleep', header: 'uv.h', class: 'sleep', returns: 'void' },
  { name: 'uv_thread_join', header: 'uv.h', class: 'wait-sync' },
]);
