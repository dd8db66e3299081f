// Ways out of a region that do not take the GIL back.
import type { Span } from '../base/span.js';
import { Gil } from '../flow/lattice.js';
import { lostAt } from '../flow/leaving.js';
import type { Held } from '../flow/state.js';
import type { FunctionFacts } from '../interproc/fileFacts.js';
import type { Finding } from './finding.js';
import { findingAt, isUncertain, releasedStep, spelledCall, stepAt } from './report.js';
import type { Rule } from './rule.js';
import { strayJumps } from './strayJumps.js';

export const exitWithoutGil: Rule = {
  id: 'exit-without-gil',
  severity: 'error',
  silentWhereHeld: true,
  summary: 'A return or jump that leaves a region with the GIL released',
  explain: `The function goes back to the interpreter, which believes that this thread holds the GIL. It does not: two threads now run Python at once, or the next API call dies on a null thread state.

Take the GIL back in front of the exit with \`Py_BLOCK_THREADS\`, or leave the region first and decide afterwards:

\`\`\`c
Py_BEGIN_ALLOW_THREADS
n = read(fd, buffer, size);
Py_END_ALLOW_THREADS
if (n < 0)
    return PyErr_SetFromErrno(PyExc_OSError);
\`\`\``,
  *check(fn, file): Iterable<Finding> {
    const { set } = file.entries.of(fn.node);
    if (set === Gil.released) return;
    for (const at of fn.flow.instrs) {
      const { instr } = at;
      if (instr.op === 'jump') {
        const gil = fn.flow.before(at.index);
        if (releasedIn(fn, gil, instr.leaves))
          yield leaving(fn, gil, instr.span, at.block, `\`${instr.spelled}\` leaves the region`);
      }
    }
    for (const { at, jump, use } of strayJumps(fn, file)) {
      const behind = fn.flow.instrs[use]?.instr;
      const name = behind?.op === 'call' ? spelledCall(behind.callee ?? 'a call') : '';
      const gil = fn.flow.before(at.index);
      const finding = leaving(fn, gil, jump.span, at.block, `\`${jump.spelled}\` leaves the region`);
      const step = behind === undefined ? [] : [stepAt(fn.node, behind.span, `${name} needs the GIL`)];
      yield { ...finding, trace: [...finding.trace, ...step] };
    }
    for (const exit of fn.flow.exits) {
      const { at, gil } = exit;
      if (at.instr.op !== 'exit' || at.instr.kind === 'noreturn' || at.instr.kind === 'goto-away') continue;
      // Somebody else can restore from a place that outlives the function.
      const release = lostAt(fn.flow, exit);
      if (release === undefined || isUncertain(fn, gil)) continue;
      if (fn.unit.ir.imbalances.some(({ span }) => span.start === release.span.start)) continue;
      const end = at.instr.kind === 'end';
      const says = end
        ? `${fn.unit.ir.name}() ends`
        : `\`${at.instr.spelled.replace(/\s+/g, ' ')}\` leaves ${fn.unit.ir.name}()`;
      yield leaving(fn, gil, end ? release.span : at.instr.span, at.block, says);
    }
  },
};

function releasedIn(fn: FunctionFacts, gil: Held, regions: readonly Span[]): boolean {
  const release = fn.flow.instrs[gil.releasedBy]?.instr;
  return (gil.set & Gil.released) !== 0 && release !== undefined && regions.length > 0;
}

function leaving(fn: FunctionFacts, gil: Held, span: Span, block: number, says: string): Finding {
  const everyPath = gil.set === Gil.released;
  return findingAt(fn, span, block, {
    rule: 'exit-without-gil',
    severity: everyPath ? 'error' : 'warning',
    certainty: everyPath ? 'always' : 'usually',
    message: `${says} with the GIL released${everyPath ? '' : ' on some path'}: nothing takes it back`,
    trace: releasedStep(fn, gil),
  });
}
