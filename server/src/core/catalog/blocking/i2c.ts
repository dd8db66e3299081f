// The SMBus functions of i2c-tools, by the kernel's documentation: each is one transfer on the bus.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const i2c: readonly BlockingCall[] = calls({ header: 'linux/i2c-dev.h', class: 'io-device', certainty: 'usually', returns: '__s32' }, [
  { name: 'i2c_smbus_access', header: 'i2c/smbus.h' },
  { name: 'i2c_smbus_block_process_call', header: 'i2c/smbus.h' },
  { name: 'i2c_smbus_process_call', header: 'i2c/smbus.h' },
  { name: 'i2c_smbus_read_block_data', header: 'i2c/smbus.h' },
  { name: 'i2c_smbus_read_byte', header: 'i2c/smbus.h', errno: true },
  { name: 'i2c_smbus_read_byte_data', header: 'i2c/smbus.h', errno: true },
  { name: 'i2c_smbus_read_i2c_block_data', header: 'i2c/smbus.h', errno: true },
  { name: 'i2c_smbus_read_word_data', header: 'i2c/smbus.h' },
  { name: 'i2c_smbus_write_block_data', header: 'i2c/smbus.h' },
  { name: 'i2c_smbus_write_byte', header: 'i2c/smbus.h', errno: true },
  { name: 'i2c_smbus_write_byte_data', header: 'i2c/smbus.h', errno: true },
  { name: 'i2c_smbus_write_i2c_block_data', header: 'i2c/smbus.h' },
  { name: 'i2c_smbus_write_quick', header: 'i2c/smbus.h' },
  { name: 'i2c_smbus_write_word_data', header: 'i2c/smbus.h' },
]);
