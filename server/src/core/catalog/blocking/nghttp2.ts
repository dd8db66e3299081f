// nghttp2, by its API reference: the library does no input or output of its own. It computes over the bytes that it is
// given and runs the callbacks of the session meanwhile, so nothing here is more certain than the size of the data.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const nghttp2: readonly BlockingCall[] = calls({ header: 'nghttp2/nghttp2.h', class: 'cpu', certainty: 'maybe', returns: 'ssize_t' }, [
  { name: 'nghttp2_hd_deflate_hd' },
  { name: 'nghttp2_hd_deflate_hd2', returns: 'nghttp2_ssize' },
  { name: 'nghttp2_hd_deflate_hd_vec' },
  { name: 'nghttp2_hd_inflate_hd' },
  { name: 'nghttp2_hd_inflate_hd2' },
  { name: 'nghttp2_hd_inflate_hd3', returns: 'nghttp2_ssize' },
  { name: 'nghttp2_session_mem_recv2', certainty: 'usually', returns: 'nghttp2_ssize' },
  { name: 'nghttp2_session_mem_send' },
  { name: 'nghttp2_session_mem_send2', returns: 'nghttp2_ssize' },
]);
