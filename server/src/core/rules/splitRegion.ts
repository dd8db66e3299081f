// Two regions one behind the other: the GIL is taken back only to be given away again.
// Easy to get wrong: only where nothing at all stands between, since anything else may need the GIL.
import { Gil } from '../flow/lattice.js';
import type { Finding } from './finding.js';
import { findingAt, stepAt } from './report.js';
import type { Rule } from './rule.js';

export const splitRegion: Rule = {
  id: 'split-region',
  severity: 'hint',
  silentWhereHeld: true,
  summary: 'Two regions with nothing between them',
  explain: `Between the two regions the thread queues for the GIL, perhaps behind one that computes, and gives it away at once. Nothing there needs it.

Make one region of the two.`,
  *check(fn): Iterable<Finding> {
    if (fn.unit.ir.unknown.length > 0 || fn.unit.ir.configuration !== undefined) return;
    for (const { end, next } of fn.unit.ir.regions) {
      if (next === undefined) continue;
      const at = fn.flow.instrs.find(({ instr }) => instr.op === 'release' && instr.span.start === next.start);
      if (at?.instr.op !== 'release' || fn.flow.before(at.index).set !== Gil.held) continue;
      yield findingAt(fn, next, at.block, {
        rule: 'split-region',
        severity: 'hint',
        certainty: 'usually',
        message: `${at.instr.spelled} gives the GIL away where it was just taken back: nothing between needs it`,
        trace: [stepAt(fn.node, end, 'the GIL is taken back here')],
      });
    }
  },
};
