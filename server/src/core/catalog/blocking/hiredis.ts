// Functions of hiredis that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const hiredis: readonly BlockingCall[] = calls({ header: 'hiredis/hiredis.h', class: 'io-network', certainty: 'always', returns: 'int' }, [
  { name: 'redisBufferRead', certainty: 'usually' },
  { name: 'redisBufferWrite', certainty: 'usually' },
  { name: 'redisCommand', returns: 'void*' },
  { name: 'redisCommandArgv', returns: 'void*' },
  { name: 'redisConnect', returns: 'redisContext*' },
  { name: 'redisConnectUnix', returns: 'redisContext*' },
  { name: 'redisConnectWithTimeout', returns: 'redisContext*' },
  { name: 'redisFree', certainty: 'usually', returns: 'void' },
  { name: 'redisGetReply' },
  { name: 'redisReaderGetReply', class: 'cpu', certainty: 'maybe', note: 'pure parsing' },
  { name: 'redisReconnect' },
  { name: 'redisvCommand', returns: 'void*' },
]);
