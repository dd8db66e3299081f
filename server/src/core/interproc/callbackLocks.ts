// Callbacks that take the GIL while the library that runs them holds a lock of its own, or is waited for. A call that
// takes the same lock with the GIL held never comes back, and the file shows no lock at all.
// Easy to get wrong: the callback counts only where it takes the GIL itself or through functions of the project. One that
// uses no Python at all returns soon, and the lock with it.
import type { CallbackRegistrar, CallbackSlot } from '../catalog/types.js';
import type { Located } from '../flow/facts.js';
import type { Call } from '../ir/ir.js';
import type { Step } from './needs.js';
import type { FunctionUnit } from './unit.js';

/** A callback that needs the GIL before it can return. */
export interface LockedCallback {
  readonly functionIndex: number;
  /** Where it is handed to the library. */
  readonly registered: Step;
  /** The calls from its body to the place that takes the GIL. */
  readonly steps: readonly Step[];
}

export interface CallbackLocks {
  /** A callback of one of these families that takes the GIL: the first in the order of the functions. */
  ofFamilies(families: readonly string[]): LockedCallback | undefined;
}

/** What is asked of the program; nothing here depends on how it is stored. */
export interface CallbackLocksInput {
  readonly functions: Iterable<readonly [number, FunctionUnit]>;
  readonly unit: (functionIndex: number) => FunctionUnit | undefined;
  readonly registrars: (callee: string) => readonly CallbackRegistrar[];
  readonly slots: (name: string) => readonly CallbackSlot[];
  readonly named: (name: string) => readonly number[];
  /** The functions of the project that a call may reach. */
  readonly callees: (caller: FunctionUnit, call: Call) => readonly number[];
}

export function callbackLocksOf(input: CallbackLocksInput): CallbackLocks {
  const found = new Map<string, LockedCallback>();
  const takes = takesGil(input);
  for (const [functionIndex, { instrs }] of input.functions)
    for (const at of instrs)
      for (const { family, name } of handedOver(input, at)) {
        if (found.has(family)) continue;
        for (const callback of input.named(name)) {
          const steps = takes(callback);
          if (steps === undefined) continue;
          found.set(family, { functionIndex: callback, registered: { functionIndex, at }, steps });
          break;
        }
      }
  return {
    ofFamilies: (families) => families.map((family) => found.get(family)).find((callback) => callback !== undefined),
  };
}

/** The names that an instruction gives to a library as callbacks of some family. */
function* handedOver(
  input: CallbackLocksInput,
  { instr }: Located,
): Iterable<{ readonly family: string; readonly name: string }> {
  if (instr.op === 'call' && instr.callee !== undefined)
    for (const { arg, family } of input.registrars(instr.callee)) {
      const name = instr.args[arg]?.name;
      if (family !== undefined && name !== undefined) yield { family, name };
    }
  if (instr.op === 'assign' && instr.from !== undefined)
    for (const { family } of input.slots(/\w+$/.exec(instr.variable)?.[0] ?? ''))
      if (family !== undefined) yield { family, name: instr.from };
}

/** The way from a function to the first place that waits for the GIL, or undefined where there is none. */
function takesGil(input: CallbackLocksInput): (functionIndex: number) => readonly Step[] | undefined {
  const memo = new Map<number, readonly Step[] | undefined>();
  const find = (index: number): readonly Step[] | undefined => {
    if (memo.has(index)) return memo.get(index);
    memo.set(index, undefined); // Recursion: the other instructions decide.
    const steps = search(index, input.unit(index));
    memo.set(index, steps);
    return steps;
  };
  const search = (functionIndex: number, unit: FunctionUnit | undefined): readonly Step[] | undefined => {
    for (const at of unit?.instrs ?? []) {
      const step: Step = { functionIndex, at };
      if (at.instr.op === 'ensure' || at.instr.op === 'acquire') return [step];
      if (unit === undefined || at.instr.op !== 'call') continue;
      for (const callee of input.callees(unit, at.instr)) {
        const inner = find(callee);
        if (inner !== undefined) return [step, ...inner];
      }
    }
    return undefined;
  };
  return find;
}
