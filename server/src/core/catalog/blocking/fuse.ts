// Functions of fuse that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const fuse: readonly BlockingCall[] = calls({ header: 'fuse.h', class: 'io-disk', certainty: 'always', returns: 'int' }, [
  { name: 'fuse_invalidate_path', class: 'io-device', certainty: 'usually' },
  { name: 'fuse_loop', class: 'io-device' },
  { name: 'fuse_loop_mt', class: 'io-device' },
  { name: 'fuse_loop_mt_31', class: 'io-device' },
  { name: 'fuse_loop_mt_32', class: 'io-device' },
  { name: 'fuse_lowlevel_notify_delete', class: 'io-device', certainty: 'usually' },
  { name: 'fuse_lowlevel_notify_inval_entry', class: 'io-device', certainty: 'usually' },
  { name: 'fuse_lowlevel_notify_inval_inode', class: 'io-device', certainty: 'usually', note: 'may deadlock with a pending request' },
  { name: 'fuse_lowlevel_notify_poll', class: 'io-device', certainty: 'maybe' },
  { name: 'fuse_lowlevel_notify_store', class: 'io-device', certainty: 'usually' },
  { name: 'fuse_main', class: 'io-device', note: 'all operation callbacks run inside (each needs PyGILState_Ensure)' },
  { name: 'fuse_main_real', class: 'io-device' },
  { name: 'fuse_mount', certainty: 'usually', returns: 'struct fuse_chan*' },
  { name: 'fuse_notify_poll', class: 'io-device', certainty: 'maybe' },
  { name: 'fuse_reply_attr', class: 'io-device', certainty: 'maybe' },
  { name: 'fuse_reply_buf', class: 'io-device', certainty: 'maybe' },
  { name: 'fuse_reply_data', class: 'io-device', certainty: 'maybe' },
  { name: 'fuse_reply_entry', class: 'io-device', certainty: 'maybe' },
  { name: 'fuse_reply_err', class: 'io-device', certainty: 'maybe' },
  { name: 'fuse_reply_iov', class: 'io-device', certainty: 'maybe' },
  { name: 'fuse_reply_write', class: 'io-device', certainty: 'maybe' },
  { name: 'fuse_session_loop', class: 'io-device' },
  { name: 'fuse_session_loop_mt', class: 'io-device' },
  { name: 'fuse_session_mount', class: 'io-device', certainty: 'usually' },
  { name: 'fuse_session_process_buf', certainty: 'usually', returns: 'void' },
  { name: 'fuse_session_receive_buf', class: 'io-device' },
  { name: 'fuse_session_unmount', class: 'io-device', certainty: 'usually', returns: 'void' },
  { name: 'fuse_unmount', class: 'io-device', certainty: 'usually', returns: 'void' },
]);
