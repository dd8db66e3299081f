// Functions that others start or call back on threads of their own, and that use Python before they take the GIL.
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY } from '../flow/state.js';
import { contractStep, declaredStep } from './contractSteps.js';
import type { Finding } from './finding.js';
import { chainSteps, findingAt, spelledCall, stepAt } from './report.js';
import type { Rule } from './rule.js';

export const callbackWithoutGil: Rule = {
  id: 'callback-without-gil',
  severity: 'error',
  summary: 'A callback that is entered without the GIL uses the Python API',
  explain: `A thread that C code starts has no Python thread state. Neither has a callback that a library runs on a thread of its own. The first API call in it dereferences a null pointer or corrupts an object that another thread is using.

Take the GIL first and give it back on every way out:

\`\`\`c
PyGILState_STATE state = PyGILState_Ensure();
…
PyGILState_Release(state);
\`\`\``,
  *check(fn, file): Iterable<Finding> {
    const { reason } = file.entries.of(fn.node);
    if (reason.kind !== 'callback' && (reason.kind !== 'slot' || file.entries.of(fn.node).set === Gil.held)) return;
    const { name, nameSpan } = fn.unit.ir;
    const by = reason.kind === 'callback' ? reason.registrar : reason.slot;
    const given =
      reason.kind === 'callback'
        ? [stepAt(reason.site.caller, reason.site.call.span, `${spelledCall(by)} is given ${name} here`)]
        : contractStep(file.contracts.ofSlot(fn.node.path, by)?.comments, 'callback');
    for (const at of fn.flow.instrs) {
      if (at.instr.op !== 'call') continue;
      const gil = fn.flow.before(at.index);
      if ((gil.set & Gil.released) === 0 || gil.releasedBy !== FROM_ENTRY) continue;
      const need = file.needs.ofCall(fn.node, at.instr);
      if (need === undefined || need.kind !== 'api' || need.reads || need.certainty === 'maybe') continue;
      yield findingAt(fn, nameSpan, at.block, {
        rule: 'callback-without-gil',
        severity: 'error',
        certainty: 'always',
        callee: need.name,
        message: `${spelledCall(need.name)} needs the GIL, and ${spelledCall(by)} calls ${name}() without it`,
        trace: [
          ...given,
          stepAt(fn.node, at.instr.span, `${spelledCall(at.instr.callee ?? need.name)} is called without the GIL`),
          ...chainSteps(file.needs.steps(need), 'calls'),
          ...declaredStep(file, fn.node, need),
        ],
      });
      return;
    }
    const contract = file.contracts.ofFunction(fn.node);
    if (contract?.state === 'held')
      yield findingAt(fn, nameSpan, -1, {
        rule: 'callback-without-gil',
        severity: 'error',
        certainty: 'always',
        message: `${name}() is declared \`requires held\`, and ${spelledCall(by)} calls it without the GIL`,
        trace: [...given, ...contractStep(contract.comments, 'state')],
      });
  },
};
