// Functions of nss that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const nss: readonly BlockingCall[] = calls({ header: 'prio.h', class: 'io-network', certainty: 'always', returns: 'PRInt32' }, [
  { name: 'PK11_GenerateKeyPair', header: 'pk11pub.h', class: 'cpu', returns: 'SECKEYPrivateKey*' },
  { name: 'PR_Accept', returns: 'PRFileDesc*' },
  { name: 'PR_Connect', returns: 'PRStatus' },
  { name: 'PR_Poll' },
  { name: 'PR_Read' },
  { name: 'PR_Recv' },
  { name: 'PR_Send' },
  { name: 'PR_Write' },
  { name: 'SSL_ForceHandshake', header: 'ssl.h', returns: 'SECStatus' },
]);
