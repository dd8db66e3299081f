// A release whose thread state nobody keeps can never be undone.
import type { Span } from '../base/span.js';
import { threadStateGetters } from '../catalog/phases.js';
import { Gil } from '../flow/lattice.js';
import type { FunctionFacts } from '../interproc/fileFacts.js';
import { resultOf } from '../ir/ir.js';
import type { Finding } from './finding.js';
import { findingAt, type Located, stepAt } from './report.js';
import type { Rule } from './rule.js';

/** The variable that an assignment takes the only copy of the thread state from. */
function overwrites(fn: FunctionFacts, at: Located): { variable: string; span: Span; block: number } | undefined {
  if (at.instr.op !== 'assign') return undefined;
  const gil = fn.flow.before(at.index);
  const release = fn.flow.instrs[gil.releasedBy]?.instr;
  if (gil.set !== Gil.released || release?.op !== 'release' || release.saves?.local !== true) return undefined;
  // A nested region declares a variable of its own under the same name.
  if (fn.flow.instrs.some(({ instr }) => instr.op === 'release' && instr.span.start === at.instr.span.start))
    return undefined;
  const isItself = at.instr.span.start <= release.span.start && release.span.end <= at.instr.span.end;
  if (isItself || release.saves.text !== at.instr.variable) return undefined;
  // Kept in a second variable: the state is not lost.
  const copied = fn.flow.instrs.some(({ instr }) => instr.op === 'assign' && instr.from === release.saves?.text);
  return copied ? undefined : { variable: at.instr.variable, span: release.span, block: at.block };
}

const getters = new Set(threadStateGetters);

/** The function has the thread state in a variable, from where it is kept for the thread. */
const isKeptElsewhere = (fn: FunctionFacts): boolean =>
  fn.flow.instrs.some(
    ({ instr }) =>
      instr.op === 'call' &&
      getters.has(instr.callee ?? '') &&
      fn.flow.instrs.some((at) => at.instr.op === 'assign' && at.instr.result === resultOf(instr.whole)),
  );

export const discardedThreadState: Rule = {
  id: 'discarded-thread-state',
  severity: 'error',
  silentWhereHeld: true,
  summary: 'The thread state that a release gives back is thrown away',
  explain: `\`PyEval_SaveThread()\` releases the GIL and gives back the thread state that \`PyEval_RestoreThread()\` wants. Without it this thread can never take the GIL again.

Keep it: \`PyThreadState *state = PyEval_SaveThread();\`, or use \`Py_BEGIN_ALLOW_THREADS\`, which does.`,
  *check(fn): Iterable<Finding> {
    for (const at of fn.flow.instrs) {
      const overwritten = overwrites(fn, at);
      if (overwritten !== undefined)
        yield findingAt(fn, overwritten.span, overwritten.block, {
          rule: 'discarded-thread-state',
          severity: 'error',
          certainty: 'always',
          message: `\`${overwritten.variable}\` gets the thread state and is overwritten: this thread can never take the GIL again`,
          trace: [stepAt(fn.node, at.instr.span, 'overwritten here')],
        });
      if (at.instr.op !== 'release' || !at.instr.discarded) continue;
      // Restored from a variable just before: that variable still has it.
      const by = fn.flow.instrs[fn.flow.before(at.index).heldBy]?.instr;
      if (by?.op === 'acquire' && by.from !== undefined) continue;
      if (isKeptElsewhere(fn)) continue;
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
