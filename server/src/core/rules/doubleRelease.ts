// Releasing what is released already: CPython ends the process with a fatal error.
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY, type Held } from '../flow/state.js';
import type { FunctionFacts } from '../interproc/fileFacts.js';
import type { Release } from '../ir/ir.js';
import type { Finding } from './finding.js';
import { chainSteps, findingAt, type Located, releasedStep } from './report.js';
import type { Rule } from './rule.js';

export const doubleRelease: Rule = {
  id: 'double-release',
  severity: 'error',
  silentWhereHeld: true,
  summary: 'The GIL is released where it is released already',
  explain: `\`PyEval_SaveThread()\` without a thread state ends the process: "the function must be called with the GIL held, but the GIL is released". It happens with nested regions, and with a region around a helper that has one of its own.

Remove the inner region, or call the helper outside the outer one.`,
  *check(fn, file): Iterable<Finding> {
    for (const at of fn.flow.instrs) {
      const gil = fn.flow.before(at.index);
      if (gil.set === Gil.either && isReleasedBefore(fn, at, gil))
        yield findingAt(fn, at.instr.span, at.block, {
          rule: 'double-release',
          severity: 'warning',
          certainty: 'usually',
          message: `${at.instr.spelled} releases the GIL where it is released already on some path: CPython ends the process`,
          trace: releasedStep(fn, gil),
        });
      if (gil.set !== Gil.released) continue;
      const callback = file.entries.of(fn.node).reason.kind === 'callback';
      if (gil.releasedBy === FROM_ENTRY && !callback) continue;
      const said = { rule: 'double-release', severity: 'error', certainty: 'always' } as const;
      if (at.instr.op === 'release' && at.instr.harmlessTwice !== true)
        yield findingAt(fn, at.instr.span, at.block, {
          ...said,
          message: `${at.instr.spelled} releases the GIL where it is released already: CPython ends the process`,
          trace: releasedStep(fn, gil),
        });
      else if (at.instr.op === 'call') {
        const need = file.needs.ofCall(fn.node, at.instr);
        if (need?.kind !== 'release') continue;
        yield findingAt(fn, at.instr.span, at.block, {
          ...said,
          callee: at.instr.callee ?? need.name,
          message: `${at.instr.callee ?? 'This call'}() releases the GIL, and it is released here already: CPython ends the process`,
          trace: [...releasedStep(fn, gil), ...chainSteps(file.needs.steps(need), 'releases with')],
        });
      }
    }
  },
};

/**
 * One way here leads through a release of this function, and nothing is asked in between: a region in a region's loop.
 * Behind a condition the two may exclude each other in a way that no text shows.
 */
function isReleasedBefore(
  fn: FunctionFacts,
  at: Located,
  { releasedBy }: Held,
): at is Located & { readonly instr: Release } {
  const { instr, index, block } = at;
  if (instr.op !== 'release' || instr.harmlessTwice === true || instr.maybe || releasedBy === index) return false;
  const first = fn.flow.instrs[releasedBy]?.instr;
  const { flags = [], guards = [] } = fn.unit.ir.blocks[block] ?? {};
  return first?.op === 'release' && !first.maybe && flags.length === 0 && guards.every(({ isRest }) => isRest);
}
