// NumPy's own locks, by its C API manual: the allocator of a StringDType is guarded by a mutex, which must be given
// back before any code runs that needs the GIL.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const numpy: readonly BlockingCall[] = calls({ header: 'numpy/ndarraytypes.h', class: 'lock', certainty: 'usually', returns: 'npy_string_allocator*' }, [
  { name: 'NpyString_acquire_allocator', givenBackBy: 'NpyString_release_allocator', note: 'a mutex: give it back before any code that needs the GIL', byBody: true },
  { name: 'NpyString_acquire_allocators', returns: 'void', givenBackBy: 'NpyString_release_allocators', note: 'a mutex: give it back before any code that needs the GIL', byBody: true },
]);
