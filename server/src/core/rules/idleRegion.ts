// Regions for nothing: what stands in them comes back at once, so all they do is to give the GIL away and queue for it.
// Easy to get wrong: only what is certain counts, so one call that nobody has seen the body of is reason enough for a
// region; and one with nothing in it at all is there to let others run.
import { Gil } from '../flow/lattice.js';
import type { Finding } from './finding.js';
import { isIdle } from './idle.js';
import { findingAt, stepAt } from './report.js';
import type { Rule } from './rule.js';

export const idleRegion: Rule = {
  id: 'idle-region',
  severity: 'hint',
  silentWhereHeld: true,
  summary: 'A region in which nothing waits or computes',
  explain: `To release the GIL and to take it back costs more than what stands in this region, and taking it back may wait for another thread that computes. A region pays around something that waits, or that computes for longer than a switch takes.

Remove the region. Only certain cases are told: assignments, arithmetic, and functions that come back at once. A region around nothing at all is silent, since it lets other threads run.`,
  *check(fn, file): Iterable<Finding> {
    if (fn.unit.ir.unknown.length > 0 || fn.unit.ir.configuration !== undefined) return;
    for (const { begin, end, isBare, loop } of fn.unit.ir.regions) {
      // The other rule tells of it.
      if (loop !== undefined) continue;
      const at = fn.flow.instrs.find(({ instr }) => instr.op === 'release' && instr.span.start === begin.start);
      if (!isBare || at === undefined || at.instr.op !== 'release') continue;
      if (
        fn.flow.before(at.index).set !== Gil.held ||
        !isIdle(fn, { start: begin.end, end: end.start }, (call) => file.isQuick(fn.node, call))
      )
        continue;
      yield findingAt(fn, begin, at.block, {
        rule: 'idle-region',
        severity: 'hint',
        certainty: 'usually',
        message: `nothing waits or computes behind ${at.instr.spelled}: releasing the GIL costs more than it gives`,
        trace: [stepAt(fn.node, end, 'the GIL is taken back here')],
      });
    }
  },
};
