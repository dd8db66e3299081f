// What a function needs when it is entered with the GIL released: the other half of the two-row summary. A need found
// through helpers carries the chain of calls that leads to it.
import type { Certainty } from '../catalog/types.js';
import { type FlowFacts, flowOf, type Located } from '../flow/facts.js';
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY } from '../flow/state.js';
import type { CallEffect } from '../flow/transfer.js';
import type { Call, FunctionIr } from '../ir/ir.js';
import type { Resolver, Target } from './resolve.js';
import type { FileUnit } from './unit.js';

/** One call on the way from the function to the event, outermost first. */
export interface Step {
  readonly functionIndex: number;
  readonly at: Located;
}

export interface Need {
  /** `api`: Python API is used; `release`: the GIL is released once more, which is fatal. */
  readonly kind: 'api' | 'release';
  readonly name: string;
  readonly certainty: Certainty;
  /** Only a field is read: a race, but no crash. */
  readonly reads: boolean;
  readonly steps: readonly Step[];
}

export interface Needs {
  /** The first need of a function entered released; `known` are truths of its parameters. */
  of(functionIndex: number, known?: ReadonlyMap<string, boolean>): Need | undefined;
  /** What a call needs by itself: API by name, or a function of the file that needs it. */
  ofCall(caller: FunctionIr, call: Call): Need | undefined;
}

const NO_KNOWLEDGE: ReadonlyMap<string, boolean> = new Map();

export function needsOf(
  file: FileUnit,
  resolver: Resolver,
  effectOf: (caller: FunctionIr, call: Call) => CallEffect,
): Needs {
  const memo = new Map<string, Need | undefined>();

  const ofFunction = (index: number, known: ReadonlyMap<string, boolean>): Need | undefined => {
    const key = `${index}|${[...known].map(([name, truth]) => `${name}=${truth}`).join()}`;
    if (memo.has(key)) return memo.get(key);
    memo.set(key, undefined); // Recursion: the other calls decide.
    const unit = file.functions[index];
    const need =
      unit === undefined
        ? undefined
        : firstNeed(
            index,
            flowOf(unit.ir, unit.instrs, Gil.released, (call) => effectOf(unit.ir, call), known),
          );
    memo.set(key, need);
    return need;
  };

  const firstNeed = (index: number, facts: FlowFacts): Need | undefined => {
    const caller = file.functions[index]?.ir;
    if (caller === undefined || !facts.settled) return undefined;
    let weak: Need | undefined;
    for (const at of facts.instrs) {
      const before = facts.before(at.index);
      if ((before.set & Gil.released) === 0 || before.releasedBy !== FROM_ENTRY) continue;
      const step: Step = { functionIndex: index, at };
      let need: Need | undefined;
      if (at.instr.op === 'release' && before.set === Gil.released && at.instr.harmlessTwice !== true)
        need = { kind: 'release', name: at.instr.spelled, certainty: 'always', reads: false, steps: [step] };
      else if (at.instr.op === 'call') {
        const inner = ofCall(caller, at.instr);
        if (inner !== undefined) need = { ...inner, steps: [step, ...inner.steps] };
      }
      if (need === undefined) continue;
      if (!need.reads && need.certainty !== 'maybe') return need;
      weak ??= need;
    }
    return weak;
  };

  const ofCall = (caller: FunctionIr, call: Call): Need | undefined =>
    ofTarget(caller, call, resolver.target(caller, call));

  const ofTarget = (caller: FunctionIr, call: Call, target: Target): Need | undefined => {
    switch (target.kind) {
      case 'api':
        if (target.row.gil !== 'required' || target.row.access === 'address-constant') return undefined;
        return {
          kind: 'api',
          name: target.row.name,
          certainty: 'always',
          reads: target.row.access === 'pointer-read',
          steps: [],
        };
      case 'macro':
        return target.targets.map((inner) => ofTarget(caller, call, inner)).find((need) => need !== undefined);
      case 'api-like':
        return { kind: 'api', name: target.name, certainty: 'maybe', reads: false, steps: [] };
      case 'internal':
        for (const index of target.functions) {
          const callee = file.functions[index];
          const need = callee === undefined ? undefined : ofFunction(index, constantArguments(callee.ir, call));
          if (need !== undefined) return need;
        }
        return undefined;
      case 'unknown':
        return takesObject(caller, call)
          ? {
              kind: 'api',
              name: call.callee ?? 'a call through a pointer',
              certainty: 'maybe',
              reads: false,
              steps: [],
            }
          : undefined;
      default:
        return undefined;
    }
  };

  return { of: (index, known = NO_KNOWLEDGE) => ofFunction(index, known), ofCall };
}

/** Whether a Python object is handed over as it is. */
const takesObject = (caller: FunctionIr, call: Call): boolean =>
  call.callee !== undefined &&
  call.args.some(({ text, name }) => name !== undefined && text === name && caller.objects.has(name));

/** Parameters that the call decides by a constant: `raise` is false in `f(fd, 0)`. */
export function constantArguments(callee: FunctionIr, call: Call): ReadonlyMap<string, boolean> {
  let known: Map<string, boolean> | undefined;
  for (const [index, { text }] of call.args.entries()) {
    const truth = /^(?:0|NULL|nullptr|false|FALSE)$/.test(text)
      ? false
      : /^(?:[1-9]\d*|true|TRUE)$/.test(text)
        ? true
        : undefined;
    const name = callee.parameters[index]?.name ?? '';
    if (truth === undefined || name === '') continue;
    known ??= new Map();
    known.set(name, truth);
  }
  return known ?? NO_KNOWLEDGE;
}
