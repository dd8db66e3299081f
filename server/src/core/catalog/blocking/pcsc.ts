// Functions of pcsc that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const pcsc: readonly BlockingCall[] = calls({ header: 'winscard.h', class: 'io-device', certainty: 'always', returns: 'LONG' }, [
  { name: 'SCardBeginTransaction', class: 'lock', note: 'waits for other processes' },
  { name: 'SCardCancel', certainty: 'maybe' },
  { name: 'SCardConnect' },
  { name: 'SCardConnectA' },
  { name: 'SCardConnectW' },
  { name: 'SCardControl', certainty: 'usually' },
  { name: 'SCardDisconnect' },
  { name: 'SCardEndTransaction', certainty: 'usually' },
  { name: 'SCardEstablishContext', certainty: 'usually' },
  { name: 'SCardGetAttrib', certainty: 'usually' },
  { name: 'SCardGetStatusChange', nonBlocking: { arg: 1, is: ['0'] } },
  { name: 'SCardGetStatusChangeA', nonBlocking: { arg: 1, is: ['0'] } },
  { name: 'SCardGetStatusChangeW', nonBlocking: { arg: 1, is: ['0'] } },
  { name: 'SCardIsValidContext', certainty: 'usually' },
  { name: 'SCardListReaderGroups', certainty: 'usually' },
  { name: 'SCardListReaders', certainty: 'usually' },
  { name: 'SCardListReadersA', certainty: 'usually' },
  { name: 'SCardListReadersW', certainty: 'usually' },
  { name: 'SCardReconnect' },
  { name: 'SCardReleaseContext', certainty: 'usually' },
  { name: 'SCardSetAttrib', certainty: 'usually' },
  { name: 'SCardStatus', certainty: 'usually' },
  { name: 'SCardStatusA', certainty: 'usually' },
  { name: 'SCardStatusW', certainty: 'usually' },
  { name: 'SCardTransmit' },
]);
