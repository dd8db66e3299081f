// Functions of pkcs11 that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const pkcs11: readonly BlockingCall[] = calls({ header: 'pkcs11.h', class: 'io-device', certainty: 'always', returns: 'CK_RV' }, [
  { name: 'C_CreateObject', certainty: 'usually' },
  { name: 'C_Decrypt' },
  { name: 'C_DeriveKey' },
  { name: 'C_Digest', certainty: 'usually' },
  { name: 'C_Encrypt' },
  { name: 'C_Finalize', certainty: 'usually' },
  { name: 'C_FindObjects', certainty: 'usually' },
  { name: 'C_GenerateKey' },
  { name: 'C_GenerateKeyPair' },
  { name: 'C_GetSlotList', certainty: 'usually' },
  { name: 'C_Initialize', certainty: 'usually' },
  { name: 'C_Login' },
  { name: 'C_Logout', certainty: 'usually' },
  { name: 'C_OpenSession', certainty: 'usually' },
  { name: 'C_Sign' },
  { name: 'C_Verify' },
  { name: 'C_WaitForSlotEvent', nonBlocking: { arg: 0, hasFlag: 'CKF_DONT_BLOCK' } },
]);
