// Waiting for a GIL that this thread holds itself: it waits for ever.
import { Gil } from '../flow/lattice.js';
import type { Held } from '../flow/state.js';
import type { FunctionFacts } from '../interproc/fileFacts.js';
import type { Finding } from './finding.js';
import { findingAt, heldStep, type Located } from './report.js';
import type { Rule } from './rule.js';

export const doubleAcquire: Rule = {
  id: 'double-acquire',
  severity: 'error',
  silentWhereHeld: true,
  summary: 'The GIL is taken where this thread holds it already',
  explain: `\`PyEval_RestoreThread()\` waits until the GIL is free. A thread that holds it waits for itself, and the program hangs. Unlike it, \`PyGILState_Ensure()\` may be called at any time.

Remove the second acquire, or test the saved thread state first: \`if (_save) PyEval_RestoreThread(_save);\`.`,
  *check(fn, file): Iterable<Finding> {
    for (const at of fn.flow.instrs) {
      const { instr } = at;
      if (instr.op !== 'acquire' || instr.ifSaved) continue;
      // Taken back only where the saved state is there: `if (_save) …`.
      const place = instr.from?.text;
      const guards = fn.unit.ir.blocks[at.block]?.guards ?? [];
      if (place !== undefined && guards.some(({ holds, text }) => holds && text.startsWith(place))) continue;
      const gil = fn.flow.before(at.index);
      const onSomePath = gil.set === Gil.either && isTakenBackBefore(fn, at, gil);
      if (gil.set !== Gil.held && !onSomePath) continue;
      if (fn.unit.ir.imbalances.some(({ span }) => span.start === instr.span.start)) continue;
      yield findingAt(fn, instr.span, at.block, {
        rule: 'double-acquire',
        severity: onSomePath ? 'warning' : 'error',
        certainty: onSomePath ? 'usually' : 'always',
        message: `${instr.spelled} takes the GIL where this thread holds it already${onSomePath ? ' on some path' : ''}: the thread waits for itself`,
        trace: heldStep(file, fn, gil),
      });
    }
  },
};

/**
 * One way here leads through an acquire of the same place, and nothing is asked in between.
 * Behind a condition the two may exclude each other in a way that no text shows.
 */
function isTakenBackBefore(fn: FunctionFacts, { instr, index, block }: Located, { heldBy }: Held): boolean {
  const first = fn.flow.instrs[heldBy]?.instr;
  const { flags = [], guards = [] } = fn.unit.ir.blocks[block] ?? {};
  if (instr.op !== 'acquire' || first?.op !== 'acquire' || heldBy === index) return false;
  if (instr.from === undefined || flags.length > 0 || guards.some(({ isRest }) => !isRest)) return false;
  // Behind a second release the process is gone already.
  const { releasedBy } = fn.flow.before(heldBy);
  if (fn.flow.before(releasedBy).set & Gil.released) return false;
  return first.from?.text === instr.from.text;
}
