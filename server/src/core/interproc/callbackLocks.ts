// Callbacks that take the GIL while the library that runs them holds a lock of its own, or is waited for. A call that
// takes the same lock with the GIL held never comes back, and the source shows no lock at all.
// Easy to get wrong: the callback counts only where it takes the GIL itself or through functions of the program. One that
// uses no Python at all returns soon, and the lock with it.
import type { Calls } from './calls.js';
import type { Handover } from './handovers.js';
import type { FunctionNode, Step } from './node.js';

/** A callback that needs the GIL before it can return. */
export interface LockedCallback {
  /** Where it is handed to the library. */
  readonly handover: Handover;
  /** The calls from its body to the place that takes the GIL. */
  readonly steps: readonly Step[];
}

export interface CallbackLocks {
  /** A callback of one of these families that takes the GIL: the first in the order of the program. */
  ofFamilies(families: readonly string[]): LockedCallback | undefined;
}

export function callbackLocksOf(calls: Calls): CallbackLocks {
  const takes = takesGil(calls);
  const found = new Map<string, LockedCallback>();
  for (const handover of calls.handovers.all()) {
    const families = handover.rows.flatMap(({ family }) => family ?? []);
    if (families.every((family) => found.has(family))) continue;
    const steps = takes(handover.registered);
    if (steps === undefined) continue;
    for (const family of families) if (!found.has(family)) found.set(family, { handover, steps });
  }
  return {
    ofFamilies: (families) => families.map((family) => found.get(family)).find((callback) => callback !== undefined),
  };
}

/** The way from a function to the first place that waits for the GIL, or undefined where there is none. */
function takesGil(calls: Calls): (node: FunctionNode) => readonly Step[] | undefined {
  const seen = new Set<FunctionNode>();
  const find = (node: FunctionNode): readonly Step[] | undefined => {
    if (seen.has(node)) return undefined;
    seen.add(node);
    for (const { instr, index } of node.unit.instrs) {
      const step: Step = { node, index };
      if (instr.op === 'ensure' || instr.op === 'acquire') return [step];
      if (instr.op !== 'call') continue;
      const target = calls.target(node, instr);
      for (const callee of target.kind === 'internal' ? target.nodes : []) {
        const inner = find(callee);
        if (inner !== undefined) return [step, ...inner];
      }
    }
    return undefined;
  };
  return (node) => {
    seen.clear();
    return find(node);
  };
}
