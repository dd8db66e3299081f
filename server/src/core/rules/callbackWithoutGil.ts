// Functions that others start or call back on threads of their own, and that use Python before they take the GIL.
import type { Located } from '../flow/facts.js';
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY } from '../flow/state.js';
import type { Callback } from '../interproc/callbacks.js';
import type { FileFacts, FunctionFacts } from '../interproc/fileFacts.js';
import { isStrong, type Need } from '../interproc/needs.js';
import type { Call } from '../ir/ir.js';
import { contractStep, declaredStep } from './contractSteps.js';
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
    const by = calledBack(fn, file);
    if (by === undefined) return;
    const { name, nameSpan } = fn.unit.ir;
    const said = {
      rule: 'callback-without-gil',
      severity: by.certain ? 'error' : 'warning',
      certainty: by.certain ? 'always' : 'usually',
    } as const;
    const use = firstUse(fn, file);
    if (use !== undefined) {
      const { at, need } = use;
      yield findingAt(fn, nameSpan, at.block, {
        ...said,
        callee: need.name,
        message: `${spelledCall(need.name)} needs the GIL, and ${by.spoken} calls ${name}() without it`,
        trace: [
          ...by.steps,
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
        ...said,
        message: `${name}() is declared \`requires held\`, and ${by.spoken} calls it without the GIL`,
        trace: [...by.steps, ...contractStep(contract.comments, 'state')],
      });
  },
};

/** Who calls a function back without the GIL. */
interface CalledBack {
  /** In the reader's words. */
  readonly spoken: string;
  readonly certain: boolean;
  readonly steps: readonly TraceStep[];
}

function calledBack(fn: FunctionFacts, file: FileFacts): CalledBack | undefined {
  const { reason, set } = file.entries.of(fn.node);
  if (reason.kind === 'slot' && set !== Gil.held)
    return {
      spoken: reader(`.${reason.slot}`),
      certain: true,
      steps: contractStep(file.contracts.ofSlot(fn.node.path, reason.slot)?.comments, 'callback'),
    };
  if (reason.kind !== 'callback') return undefined;
  const { kind } = reason.callback.evidence;
  return {
    spoken: spoken(reason.callback),
    certain: kind === 'documented' || kind === 'bound' || kind === 'run',
    steps: [...given(reason.callback, fn.unit.ir.name), ...evidence(reason.callback, fn, file)],
  };
}

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
  if ('at' in by) return by.member === undefined ? 'the library that is given it' : reader(`.${by.member}`);
  return by.instr.op === 'call' ? spelledCall(by.to) : reader(by.to);
}

const reader = (slot: string): string => `whoever reads \`${slot}\``;

function given({ by }: Callback, name: string): TraceStep[] {
  return 'at' in by ? [] : [stepAt(by.caller, by.instr.span, `${spelledCall(by.to)} is given ${name} here`)];
}

/** Why it counts as called without the GIL, where no manual says so. */
function evidence({ evidence: why, by }: Callback, fn: FunctionFacts, file: FileFacts): TraceStep[] {
  switch (why.kind) {
    case 'documented': {
      if ('at' in by) return [];
      const { ofName, ofSlot } = file.contracts;
      const contract = (by.instr.op === 'call' ? ofName : ofSlot)(by.caller.path, by.to);
      return contractStep(contract?.comments, 'callback');
    }
    case 'any-thread':
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
