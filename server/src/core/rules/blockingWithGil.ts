// Waiting for something outside the process while every other Python thread stands still.
import type { Rule } from './rule.js';
import { waitsIn } from './waiting.js';

export const blockingWithGil: Rule = {
  id: 'blocking-with-gil',
  severity: 'warning',
  summary: 'A call that waits for disk, network, device or process while the GIL is held',
  explain: `While a thread holds the GIL, no other Python thread runs. A call that waits (\`read()\`, \`connect()\`, \`sleep()\`, \`waitpid()\`) can take seconds, or for ever on a slow disk or a dead peer, and all that time the whole program stands still.

Put the call between \`Py_BEGIN_ALLOW_THREADS\` and \`Py_END_ALLOW_THREADS\`, and touch no Python object between the two. On free-threaded builds this is needed as well: a thread that is attached while it waits delays every stop-the-world pause.

A helper that knows nothing of Python is not reported itself: the finding is at the call in the last function that could release the GIL. Arguments that make the call return at once (\`MSG_DONTWAIT\`, \`WNOHANG\`, a time-out of 0) silence it. Where the other arm of an \`if\` makes the same call with the GIL released, holding it is a choice: silent for a size threshold, information for a flag.`,
  kin: 'waits',
  check: (fn, file) => waitsIn(fn, file, 'blocking-with-gil', 'blocking'),
};
