// Loops over data that could run without the GIL.
import { Gil } from '../flow/lattice.js';
import { LOOP_ROW, needsNoPython } from '../interproc/loops.js';
import type { Finding } from './finding.js';
import { findingAt, heldStep } from './report.js';
import type { Rule } from './rule.js';
import { waitsIn } from './waiting.js';

export const loopWithGil: Rule = {
  id: 'loop-with-gil',
  severity: 'hint',
  summary: 'A loop over data of any size that needs no Python, while the GIL is held',
  explain: `Nested loops over the rows and columns of an image or a matrix run for as long as the data is big. Where nothing in them uses Python, the other threads can run meanwhile.

Release the GIL around the loop, or around the call of the helper that has it. Fetch pointers and sizes first, keep the objects alive, and think of whoever may change the data meanwhile. For small data a switch costs more than it gains: a size threshold is the custom.

Only loops in loops are told, whose bounds are not written as numbers; a helper that knows nothing of Python is told where it is called.`,
  *check(fn, file): Iterable<Finding> {
    yield* waitsIn(fn, file, 'loop-with-gil', 'loop');
    if (!file.isAware(fn.node) || file.isTransparent(fn.node) || file.entries.of(fn.node).onlyInChild) return;
    for (const { instr, index, block } of fn.flow.instrs) {
      if (instr.op !== 'loop' || !needsNoPython(fn.node, instr, file.calls, file.isAware)) continue;
      const gil = fn.flow.before(index);
      if (gil.set !== Gil.held) continue;
      yield findingAt(fn, instr.span, block, {
        rule: 'loop-with-gil',
        severity: 'hint',
        certainty: 'usually',
        wait: { class: LOOP_ROW.class, call: LOOP_ROW.name },
        message: 'this loop over data needs no Python, and the GIL is held: no other Python thread runs meanwhile',
        trace: heldStep(file, fn, gil),
      });
    }
  },
};
