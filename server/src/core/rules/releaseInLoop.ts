// The GIL is given away and queued for in each round of a loop, for something that comes back at once.
// Easy to get wrong: a wait is short until it is not, so only what surely comes back at once counts, and a loop over a few
// things in all is told like one over a million.
import { shortCalls } from '../catalog/quickCalls.js';
import { Gil } from '../flow/lattice.js';
import type { FileFacts, FunctionFacts } from '../interproc/fileFacts.js';
import type { Call, RegionShape } from '../ir/ir.js';
import type { Finding } from './finding.js';
import { isIdle } from './idle.js';
import { findingAt, stepAt } from './report.js';
import type { Rule } from './rule.js';

export const releaseInLoop: Rule = {
  id: 'release-in-loop',
  severity: 'hint',
  silentWhereHeld: true,
  summary: 'A region in each round of a loop around something short',
  explain: `To release the GIL and to take it back costs more than what stands in this region, and it is paid in each round of the loop. Where another thread computes, each round may wait for it.

Release the GIL once around the whole loop where nothing in it needs Python; otherwise do without the region.

Only certain cases are told: assignments, arithmetic, and functions that come back at once.`,
  *check(fn, file): Iterable<Finding> {
    if (fn.unit.ir.unknown.length > 0 || fn.unit.ir.configuration !== undefined) return;
    for (const region of fn.unit.ir.regions) {
      const { begin, end, loop } = region;
      const at = fn.flow.instrs.find(({ instr }) => instr.op === 'release' && instr.span.start === begin.start);
      if (loop === undefined || at?.instr.op !== 'release' || fn.flow.before(at.index).set !== Gil.held) continue;
      if (!isShort(fn, file, region)) continue;
      yield findingAt(fn, begin, at.block, {
        rule: 'release-in-loop',
        severity: 'hint',
        certainty: 'usually',
        message: `${at.instr.spelled} gives the GIL away in each round of the loop, for something that comes back at once`,
        trace: [stepAt(fn.node, loop, 'the loop'), stepAt(fn.node, end, 'the GIL is taken back here')],
      });
    }
  },
};

const isShort = (fn: FunctionFacts, file: FileFacts, { begin, end, isBare }: RegionShape): boolean =>
  isBare &&
  isIdle(fn, { start: begin.end, end: end.start }, (call) => file.isQuick(fn.node, call) || comesBack(fn, file, call));

/** A function of the C library that looks at little, and is not one of the program. */
const comesBack = ({ node }: FunctionFacts, file: FileFacts, call: Call): boolean =>
  shortCalls.has(call.callee ?? '') && call.member === undefined && file.calls.target(node, call).kind === 'unknown';
