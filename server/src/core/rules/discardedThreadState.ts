// A release whose thread state nobody keeps can never be undone.
import type { Finding } from './finding.js';
import { findingAt } from './report.js';
import type { Rule } from './rule.js';

export const discardedThreadState: Rule = {
  id: 'discarded-thread-state',
  severity: 'error',
  summary: 'The thread state that a release gives back is thrown away',
  explain: `\`PyEval_SaveThread()\` releases the GIL and gives back the thread state that \`PyEval_RestoreThread()\` wants. Without it this thread can never take the GIL again.

Keep it: \`PyThreadState *state = PyEval_SaveThread();\`, or use \`Py_BEGIN_ALLOW_THREADS\`, which does.`,
  *check(fn): Iterable<Finding> {
    for (const at of fn.flow.instrs) {
      if (at.instr.op !== 'release' || !at.instr.discarded) continue;
      // Restored from a variable just before: that variable still has it.
      const by = fn.flow.instrs[fn.flow.before(at.index).heldBy]?.instr;
      if (by?.op === 'acquire' && by.from !== undefined) continue;
      yield findingAt(fn, at.instr.span, at.block, {
        rule: 'discarded-thread-state',
        severity: 'error',
        certainty: 'always',
        callee: at.instr.spelled,
        message: `${at.instr.spelled}() gives back the thread state, and it is thrown away: this thread can never take the GIL again`,
      });
    }
  },
};
