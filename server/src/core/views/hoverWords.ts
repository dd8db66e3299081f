// The words of hovers for what the catalog knows: how a call waits, what an operation does to the GIL.
import type { BlockingClass, RegionEffect, StateOpKind } from '../catalog/types.js';

export const WAITS: Readonly<Record<BlockingClass, string>> = {
  'io-disk': 'may wait for the disk',
  'io-network': 'may wait for the network, without limit',
  'io-device': 'may wait for a device, without limit',
  sleep: 'sleeps',
  'wait-process': 'waits for another process',
  'wait-sync': 'waits for another thread',
  lock: 'waits for a lock: while the GIL is held, that is one half of a deadlock',
  'name-resolution': 'may wait for name resolution, for many seconds',
  cpu: 'computes for as long as its data is big',
};

export const CERTAIN: Readonly<Record<'always' | 'usually' | 'maybe', string>> = {
  always: 'on every call',
  usually: 'on most calls',
  maybe: 'perhaps',
};

export const HOW_LONG: Readonly<Partial<Record<BlockingClass, string>>> = {
  'io-disk': 'That takes microseconds from the cache, milliseconds from a disk, seconds from a network file system.',
  'io-network': 'That takes as long as the other side does, for ever where it is dead and there is no time-out.',
  'io-device': 'That takes as long as the device does.',
  sleep: 'That takes as long as it is told to.',
  'wait-process': 'That takes as long as the process runs.',
  'wait-sync': 'That takes as long as the other thread does, for ever where it waits for the GIL.',
  lock: 'That takes nothing where the lock is free, and for ever where its owner waits for the GIL.',
  'name-resolution': 'That takes milliseconds as a rule, half a minute where a name server is silent.',
};

export const EFFECTS: Readonly<Partial<Record<RegionEffect, string>>> = {
  release: 'releases the GIL',
  'release-maybe': 'releases the GIL under a condition',
  acquire: 'takes the GIL back',
  'acquire-if-saved': 'takes the GIL back if it was released',
  ensure: 'takes the GIL if this thread does not hold it',
  unensure: 'gives the GIL back as it was before',
  return: 'returns',
};

export const OPERATIONS: Readonly<Record<StateOpKind, string>> = {
  release: 'releases the GIL',
  acquire: 'waits for the GIL and takes it',
  ensure: 'takes the GIL if this thread does not hold it',
  unensure: 'gives the GIL back as it was before the matching Ensure',
  swap: 'puts another thread state in place: null releases the GIL, anything else takes it',
  'ends-process': 'ends the process',
  'ends-thread': 'ends the thread',
  initializes: 'leaves the GIL held',
};

/** How the GIL goes from one thread to another. */
export const SWITCHING =
  'A thread that wants the GIL waits until its owner releases it, or asks for it after `sys.setswitchinterval()`, 5 ms unless set; a thread in C code does not hear that.';

export const NEEDS_NOTHING = 'can be called without the GIL, as far as the sources at hand tell';
