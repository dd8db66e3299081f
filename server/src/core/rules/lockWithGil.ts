// The classic deadlock of two locks taken in two orders, where one of them is the GIL.
import type { Rule } from './rule.js';
import { waitsIn } from './waiting.js';

export const lockWithGil: Rule = {
  id: 'lock-with-gil',
  severity: 'warning',
  summary: 'Waiting for another lock while the GIL is held',
  explain: `Thread A holds the GIL and waits for a lock. Thread B holds that lock and waits for the GIL, perhaps only to log a line or to drop a reference. Neither ever goes on. It happens under load, once a week, and leaves no message.

Try the lock first, and wait for it only with the GIL released:

\`\`\`c
if (!PyThread_acquire_lock(lock, NOWAIT_LOCK)) {
    Py_BEGIN_ALLOW_THREADS
    PyThread_acquire_lock(lock, WAIT_LOCK);
    Py_END_ALLOW_THREADS
}
\`\`\`

\`PyMutex_Lock()\` does this by itself and is not reported. A lock of which every owner gives it back without ever needing the GIL is harmless; say so in a suppression.`,
  kin: 'waits',
  check: (fn, file) => waitsIn(fn, file, 'lock-with-gil', 'lock'),
};
