// Functions of selinux that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const selinux: readonly BlockingCall[] = calls({ header: 'selinux/selinux.h', class: 'io-disk', certainty: 'usually', returns: 'int' }, [
  { name: 'apol_policy_create_from_policy_path', certainty: 'always', returns: 'apol_policy_t*' },
  { name: 'audit_get_reply', class: 'io-network' },
  { name: 'cap_get_file', returns: 'cap_t' },
  { name: 'getfilecon' },
  { name: 'getpidcon' },
  { name: 'lgetfilecon' },
  { name: 'security_compute_av' },
  { name: 'selabel_lookup' },
  { name: 'selinux_restorecon', certainty: 'always' },
  { name: 'semanage_commit', certainty: 'always' },
  { name: 'semanage_connect' },
  { name: 'sepol_policydb_read' },
  { name: 'setexeccon' },
  { name: 'setfilecon' },
]);
