// Functions of libftdi that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const libftdi: readonly BlockingCall[] = calls({ header: 'ftdi.h', class: 'io-device', certainty: 'always', returns: 'FT_STATUS' }, [
  { name: 'FT_Close', certainty: 'usually' },
  { name: 'FT_Open' },
  { name: 'FT_OpenEx' },
  { name: 'FT_Read' },
  { name: 'FT_Write' },
  { name: 'ftdi_read_data', returns: 'int' },
  { name: 'ftdi_usb_open', returns: 'int' },
  { name: 'ftdi_usb_open_desc', returns: 'int' },
  { name: 'ftdi_usb_reset', certainty: 'usually', returns: 'int' },
  { name: 'ftdi_write_data', returns: 'int' },
]);
