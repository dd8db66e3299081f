// Functions of smbclient that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const smbclient: readonly BlockingCall[] = calls({ header: 'libsmbclient.h', class: 'io-network', certainty: 'always', returns: 'int' }, [
  { name: 'smbc_chmod', errno: true },
  { name: 'smbc_close', errno: true },
  { name: 'smbc_closedir', errno: true },
  { name: 'smbc_free_context', certainty: 'usually', errno: true },
  { name: 'smbc_fstat', errno: true },
  { name: 'smbc_getdents', errno: true },
  { name: 'smbc_getxattr', errno: true },
  { name: 'smbc_lseek', returns: 'off_t', errno: true },
  { name: 'smbc_mkdir', errno: true },
  { name: 'smbc_new_context', certainty: 'maybe', returns: 'SMBCCTX*', errno: true },
  { name: 'smbc_open', errno: true },
  { name: 'smbc_opendir', errno: true, note: 'auth callback inside' },
  { name: 'smbc_print_file', errno: true },
  { name: 'smbc_read', returns: 'ssize_t', errno: true },
  { name: 'smbc_readdir', returns: 'struct smbc_dirent*', errno: true },
  { name: 'smbc_rename', errno: true },
  { name: 'smbc_rmdir', errno: true },
  { name: 'smbc_setxattr', errno: true },
  { name: 'smbc_stat', errno: true },
  { name: 'smbc_unlink', errno: true },
  { name: 'smbc_write', returns: 'ssize_t', errno: true },
]);
