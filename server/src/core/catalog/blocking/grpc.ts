// Functions of grpc that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const grpc: readonly BlockingCall[] = calls({ header: 'grpc/grpc.h', class: 'io-network', certainty: 'always', returns: 'void' }, [
  { name: 'grpc::CompletionQueue::Next', returns: 'bool' },
  { name: 'grpc::Server::Wait' },
  { name: 'grpc_call_start_batch', certainty: 'maybe', returns: 'grpc_call_error' },
  { name: 'grpc_channel_destroy', certainty: 'maybe' },
  { name: 'grpc_channel_watch_connectivity_state', certainty: 'maybe' },
  { name: 'grpc_completion_queue_next', returns: 'grpc_event', nonBlocking: { object: 'deadline', mode: 'in the past' } },
  { name: 'grpc_completion_queue_pluck', returns: 'grpc_event', nonBlocking: { object: 'deadline', mode: 'in the past' } },
  { name: 'grpc_init', certainty: 'maybe' },
  { name: 'grpc_server_shutdown_and_notify', certainty: 'maybe' },
  { name: 'grpc_server_start', certainty: 'usually' },
  { name: 'grpc_shutdown', certainty: 'usually' },
  { name: 'grpc_shutdown_blocking' },
]);
