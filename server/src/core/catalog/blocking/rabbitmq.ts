// Functions of rabbitmq that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const rabbitmq: readonly BlockingCall[] = calls({ header: 'amqp.h', class: 'io-network', certainty: 'always', returns: 'amqp_rpc_reply_t' }, [
  { name: 'amqp_basic_get' },
  { name: 'amqp_basic_publish', certainty: 'usually', returns: 'int' },
  { name: 'amqp_connection_close' },
  { name: 'amqp_consume_message' },
  { name: 'amqp_login' },
  { name: 'amqp_simple_wait_frame', returns: 'int' },
  { name: 'amqp_simple_wait_frame_noblock', returns: 'int' },
  { name: 'amqp_socket_open', returns: 'int' },
]);
