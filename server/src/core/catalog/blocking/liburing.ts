// Functions of liburing that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const liburing: readonly BlockingCall[] = calls({ header: 'liburing.h', class: 'io-disk', certainty: 'always', returns: 'int' }, [
  { name: 'io_uring_enter' },
  { name: 'io_uring_queue_exit', certainty: 'usually', returns: 'void' },
  { name: 'io_uring_queue_init', certainty: 'maybe' },
  { name: 'io_uring_submit', certainty: 'maybe' },
  { name: 'io_uring_submit_and_wait', nonBlocking: { arg: 1, is: ['0'] } },
  { name: 'io_uring_submit_and_wait_timeout' },
  { name: 'io_uring_wait_cqe', note: 'returns -errno' },
  { name: 'io_uring_wait_cqe_nr' },
  { name: 'io_uring_wait_cqe_timeout' },
  { name: 'io_uring_wait_cqes' },
]);
