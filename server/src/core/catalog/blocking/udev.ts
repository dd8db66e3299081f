// libudev, by its manual pages: devices and enumerations read files under /sys and /run; a monitor is a socket.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const udev: readonly BlockingCall[] = calls({ header: 'libudev.h', class: 'io-device', certainty: 'usually', returns: 'struct udev_device*' }, [
  { name: 'udev_device_get_parent', certainty: 'maybe' },
  { name: 'udev_device_get_property_value', certainty: 'maybe', returns: 'const char*' },
  { name: 'udev_device_get_sysattr_value', certainty: 'maybe', returns: 'const char*' },
  { name: 'udev_device_new_from_device_id' },
  { name: 'udev_device_new_from_devnum' },
  { name: 'udev_device_new_from_subsystem_sysname' },
  { name: 'udev_device_new_from_syspath' },
  { name: 'udev_device_set_sysattr_value', returns: 'int' },
  { name: 'udev_enumerate_scan_devices', returns: 'int' },
  { name: 'udev_enumerate_scan_subsystems', returns: 'int' },
  { name: 'udev_hwdb_new', returns: 'struct udev_hwdb*' },
  { name: 'udev_monitor_enable_receiving', certainty: 'maybe', returns: 'int' },
  { name: 'udev_monitor_new_from_netlink', certainty: 'maybe', returns: 'struct udev_monitor*' },
  { name: 'udev_monitor_receive_device' },
  { name: 'udev_new', certainty: 'maybe', returns: 'struct udev*' },
  { name: 'udev_queue_flush', certainty: 'maybe', returns: 'int' },
]);
