// Functions of fuse that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const fuse: readonly BlockingCall[] = calls({ header: 'fuse.h', class: 'io-disk', certainty: 'always', returns: 'int' }, [
  { name: 'fuse_loop' },
  { name: 'fuse_loop_mt' },
  { name: 'fuse_lowlevel_notify_delete', certainty: 'maybe', guessed: true },
  { name: 'fuse_lowlevel_notify_inval_entry' },
  { name: 'fuse_lowlevel_notify_inval_inode', note: 'may deadlock with a pending request' },
  { name: 'fuse_lowlevel_notify_store', certainty: 'usually' },
  { name: 'fuse_main', note: 'all operation callbacks run inside (each needs PyGILState_Ensure)' },
  { name: 'fuse_main_real' },
  { name: 'fuse_mount', certainty: 'usually', returns: 'struct fuse_chan*' },
  { name: 'fuse_session_loop' },
  { name: 'fuse_session_loop_mt' },
  { name: 'fuse_session_process_buf', certainty: 'usually', returns: 'void' },
  { name: 'fuse_session_receive_buf' },
  { name: 'fuse_session_unmount', certainty: 'usually', returns: 'void' },
  { name: 'fuse_unmount', certainty: 'usually', returns: 'void' },
]);
