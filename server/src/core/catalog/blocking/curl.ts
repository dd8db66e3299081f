// Functions of curl that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const curl: readonly BlockingCall[] = calls({ header: 'curl/curl.h', class: 'io-network', certainty: 'usually', returns: 'CURLMcode' }, [
  { name: 'curl_easy_cleanup', returns: 'void', note: 'may close connections and call callbacks' },
  { name: 'curl_easy_pause', certainty: 'maybe', returns: 'CURLcode', note: 'may call the write callback' },
  { name: 'curl_easy_perform', certainty: 'always', returns: 'CURLcode', note: 'all callbacks run inside' },
  { name: 'curl_easy_recv', returns: 'CURLcode' },
  { name: 'curl_easy_reset', certainty: 'maybe', returns: 'void' },
  { name: 'curl_easy_send', returns: 'CURLcode' },
  { name: 'curl_easy_setopt', certainty: 'maybe', returns: 'CURLcode' },
  { name: 'curl_easy_upkeep', returns: 'CURLcode' },
  { name: 'curl_global_cleanup', certainty: 'maybe', returns: 'void' },
  { name: 'curl_global_init', returns: 'CURLcode' },
  { name: 'curl_multi_add_handle', certainty: 'maybe' },
  { name: 'curl_multi_cleanup' },
  { name: 'curl_multi_fdset', certainty: 'maybe' },
  { name: 'curl_multi_perform', note: 'callbacks run inside' },
  { name: 'curl_multi_poll', certainty: 'always', nonBlocking: { arg: 3, is: ['0'] } },
  { name: 'curl_multi_remove_handle', certainty: 'maybe' },
  { name: 'curl_multi_socket_action', note: 'callbacks' },
  { name: 'curl_multi_socket_all' },
  { name: 'curl_multi_timeout', certainty: 'maybe' },
  { name: 'curl_multi_wait', certainty: 'always', nonBlocking: { arg: 3, is: ['0'] } },
  { name: 'curl_ws_recv', returns: 'CURLcode' },
  { name: 'curl_ws_send', returns: 'CURLcode' },
]);
