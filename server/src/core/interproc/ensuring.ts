// Functions that take the GIL for callers that do not hold it: they Ensure, or call at once somebody who does. What is
// handed over to the same library as such a function is entered without the GIL as well.
import { changesGil } from '../ir/ir.js';
import type { Calls } from './calls.js';
import type { FunctionNode } from './node.js';
import type { Pass } from './passes.js';

export interface Ensuring {
  /** Ensures somewhere, itself or in a function that is made for that. */
  of(node: FunctionNode): boolean;
  /** Ensures before it does anything that needs the GIL. */
  first(node: FunctionNode): boolean;
  readonly pass: Pass<Value>;
  forget(node: FunctionNode): void;
}

interface Value {
  readonly somewhere: boolean;
  readonly first: boolean;
}

const NEVER: Value = { somewhere: false, first: false };

export function createEnsuring(calls: Calls): Ensuring {
  const values = new Map<FunctionNode, Value>();
  const compute = (node: FunctionNode): Value => {
    let somewhere = false;
    let first: boolean | undefined;
    for (const { instr } of node.unit.instrs) {
      if (changesGil(instr)) {
        const ensures = instr.op === 'ensure' && instr.token !== undefined;
        first ??= ensures;
        somewhere ||= ensures;
      }
      if (instr.op !== 'call') continue;
      const target = calls.target(node, instr);
      if (target.kind === 'api' && target.row.gil === 'required') first ??= false;
      if (target.kind !== 'internal') continue;
      const ensures = target.nodes.every((callee) => values.get(callee)?.first === true);
      if (ensures) first ??= true;
      somewhere ||= ensures;
    }
    return somewhere ? { somewhere, first: first === true } : NEVER;
  };
  return {
    of: (node) => values.get(node)?.somewhere === true,
    first: (node) => values.get(node)?.first === true,
    forget: (node) => void values.delete(node),
    pass: {
      bottom: NEVER,
      get: (node) => values.get(node),
      set: (node, value) => void values.set(node, value),
      compute,
      same: (a, b) => a.somewhere === b.somewhere && a.first === b.first,
    },
  };
}
