// Functions of zmq that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const zmq: readonly BlockingCall[] = calls({ header: 'zmq.h', class: 'io-network', certainty: 'always', returns: 'int' }, [
  { name: 'nn_poll', header: 'nanomsg/nn.h', errno: true, nonBlocking: { arg: 2, is: ['0'] } },
  { name: 'nn_recv', header: 'nanomsg/nn.h', errno: true, nonBlocking: { arg: 3, hasFlag: 'NN_DONTWAIT' } },
  { name: 'nn_send', header: 'nanomsg/nn.h', errno: true, nonBlocking: { arg: 3, hasFlag: 'NN_DONTWAIT' } },
  { name: 'nng_dial', header: 'nng/nng.h', certainty: 'usually', errno: true },
  { name: 'nng_recv', header: 'nng/nng.h', errno: true, nonBlocking: { arg: 3, hasFlag: 'NNG_FLAG_NONBLOCK' } },
  { name: 'nng_send', header: 'nng/nng.h', errno: true, nonBlocking: { arg: 3, hasFlag: 'NNG_FLAG_NONBLOCK' } },
  { name: 'zmq_bind', certainty: 'maybe', errno: true },
  { name: 'zmq_close', certainty: 'maybe', errno: true },
  { name: 'zmq_connect', certainty: 'maybe', errno: true },
  { name: 'zmq_ctx_destroy', errno: true },
  { name: 'zmq_ctx_term', errno: true, note: 'waits for sockets (LINGER)' },
  { name: 'zmq_device', errno: true },
  { name: 'zmq_msg_recv', errno: true, nonBlocking: { arg: 2, hasFlag: 'ZMQ_DONTWAIT' } },
  { name: 'zmq_msg_send', errno: true, nonBlocking: { arg: 2, hasFlag: 'ZMQ_DONTWAIT' } },
  { name: 'zmq_poll', errno: true, nonBlocking: { arg: 2, is: ['0'] } },
  { name: 'zmq_poller_wait', errno: true, nonBlocking: { arg: 2, is: ['0'] } },
  { name: 'zmq_poller_wait_all', errno: true, nonBlocking: { arg: 3, is: ['0'] } },
  { name: 'zmq_ppoll', errno: true, nonBlocking: { arg: 2, is: ['0'] } },
  { name: 'zmq_proxy', errno: true },
  { name: 'zmq_proxy_steerable', errno: true },
  { name: 'zmq_recv', errno: true, nonBlocking: { arg: 3, hasFlag: 'ZMQ_DONTWAIT' } },
  { name: 'zmq_recvmsg', errno: true, nonBlocking: { arg: 2, hasFlag: 'ZMQ_DONTWAIT' } },
  { name: 'zmq_send', errno: true, nonBlocking: { arg: 3, hasFlag: 'ZMQ_DONTWAIT' } },
  { name: 'zmq_sendmsg', errno: true, nonBlocking: { arg: 2, hasFlag: 'ZMQ_DONTWAIT' } },
  { name: 'zmq_sleep', class: 'sleep', returns: 'void', errno: true },
  { name: 'zmq_socket_monitor', certainty: 'maybe', errno: true },
  { name: 'zmq_term', errno: true },
]);
