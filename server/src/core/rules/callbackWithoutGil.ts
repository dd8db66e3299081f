// Functions that others start or call back on threads of their own, and that use Python before they take the GIL.
import type { Located } from '../flow/facts.js';
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY } from '../flow/state.js';
import type { Callback } from '../interproc/callbacks.js';
import type { FileFacts, FunctionFacts } from '../interproc/fileFacts.js';
import { isStrong, type Need } from '../interproc/needs.js';
import type { Call } from '../ir/ir.js';
import type { Finding, TraceStep } from './finding.js';
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
    if (reason.kind !== 'callback') return;
    const { callback } = reason;
    const use = firstUse(fn, file);
    if (use === undefined) return;
    const { at, need } = use;
    const { name, nameSpan } = fn.unit.ir;
    const { kind } = callback.evidence;
    const documented = kind === 'documented' || kind === 'bound' || kind === 'run';
    yield findingAt(fn, nameSpan, at.block, {
      rule: 'callback-without-gil',
      severity: documented ? 'error' : 'warning',
      certainty: documented ? 'always' : 'usually',
      callee: need.name,
      message: `${spelledCall(need.name)} needs the GIL, and ${spoken(callback)} calls ${name}() without it`,
      trace: [
        ...given(callback, name),
        ...evidence(callback, fn),
        stepAt(fn.node, at.instr.span, `${spelledCall(at.instr.callee ?? need.name)} is called without the GIL`),
        ...chainSteps(file.needs.steps(need), 'calls'),
      ],
    });
  },
};

interface Use {
  readonly at: Located & { readonly instr: Call };
  readonly need: Need;
}

/** The first use of Python in the state that the function is entered with. */
function firstUse(fn: FunctionFacts, file: FileFacts): Use | undefined {
  for (const { instr, index, block } of fn.flow.instrs) {
    if (instr.op !== 'call') continue;
    const gil = fn.flow.before(index);
    if ((gil.set & Gil.released) === 0 || gil.releasedBy !== FROM_ENTRY) continue;
    const need = file.needs.ofCall(fn.node, instr);
    if (need !== undefined && need.kind === 'api' && isStrong(need)) return { at: { instr, index, block }, need };
  }
  return undefined;
}

/** Who calls back, in the reader's words. */
function spoken({ by }: Callback): string {
  if ('at' in by) return by.member === undefined ? 'the library that is given it' : `whoever reads \`.${by.member}\``;
  return by.instr.op === 'call' ? spelledCall(by.to) : `whoever reads \`${by.to}\``;
}

function given({ by }: Callback, name: string): TraceStep[] {
  return 'at' in by ? [] : [stepAt(by.caller, by.instr.span, `${spelledCall(by.to)} is given ${name} here`)];
}

/** Why it counts as called without the GIL, where no manual says so. */
function evidence({ evidence: why, by }: Callback, fn: FunctionFacts): TraceStep[] {
  switch (why.kind) {
    case 'documented':
    case 'bound':
    case 'run':
      return [];
    case 'handed-over-released':
      return 'at' in by ? [] : [stepAt(by.caller, by.instr.span, 'the GIL is released here')];
    case 'ensures':
      return [
        stepAt(fn.node, fn.unit.ir.nameSpan, `${fn.unit.ir.name}() takes the GIL itself, so it is entered without`),
      ];
    case 'sibling': {
      const { name, nameSpan } = why.node.unit.ir;
      return [stepAt(why.node, nameSpan, `${name}() goes the same way and takes the GIL first`)];
    }
    default:
      why satisfies never;
      return [];
  }
}
