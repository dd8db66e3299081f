// Functions that take the GIL for callers that do not hold it: they Ensure, or call at once somebody who does. What is
// handed over to the same library as such a function is entered without the GIL as well.
// Easy to get wrong: what stands in an `#if` arm that some builds leave out proves nothing, and neither does a helper of
// a helper, which ensures for a purpose of its own.
import type { Located } from '../flow/facts.js';
import { changesGil } from '../ir/ir.js';
import type { Calls } from './calls.js';
import type { FunctionNode } from './node.js';
import { type Pass, passOver } from './passes.js';

export interface Ensuring {
  /** Ensures somewhere, itself or in a function that is made for that. */
  of(node: FunctionNode): boolean;
  /** Ensures before it does anything that needs the GIL. */
  first(node: FunctionNode): boolean;
  /** The same, by an Ensure in its own body. */
  itself(node: FunctionNode): boolean;
  readonly pass: Pass<Value>;
  forget(node: FunctionNode): void;
}

interface Value {
  readonly somewhere: boolean;
  readonly first: boolean;
  readonly itself: boolean;
}

const NEVER: Value = { somewhere: false, first: false, itself: false };

export function createEnsuring(calls: Calls): Ensuring {
  const values = new Map<FunctionNode, Value>();
  const compute = (node: FunctionNode): Value => {
    let somewhere = false;
    let first: boolean | undefined;
    let itself: boolean | undefined;
    for (const { instr, block } of inTextOrder(node.unit.instrs)) {
      if (changesGil(instr)) {
        const ensures = instr.op === 'ensure' && instr.token !== undefined;
        if (ensures && node.unit.ir.blocks[block]?.inSomeBuilds === true) continue;
        first ??= ensures;
        itself ??= ensures;
        somewhere ||= ensures;
      }
      if (instr.op !== 'call') continue;
      const target = calls.target(node, instr);
      if (target.kind === 'api' && target.row.gil === 'required') {
        first ??= false;
        itself ??= false;
      }
      if (target.kind !== 'internal') continue;
      const ensures = target.nodes.every((callee) => values.get(callee)?.itself === true);
      if (ensures) first ??= true;
      somewhere ||= ensures;
    }
    return somewhere ? { somewhere, first: first === true, itself: itself === true } : NEVER;
  };
  return {
    of: (node) => values.get(node)?.somewhere === true,
    first: (node) => values.get(node)?.first === true,
    itself: (node) => values.get(node)?.itself === true,
    ...passOver(values, {
      bottom: NEVER,
      compute,
      same: (a, b) => a.somewhere === b.somewhere && a.first === b.first && a.itself === b.itself,
    }),
  };
}

/** Blocks are numbered as they are made: what follows a branch comes before its arms. */
const inTextOrder = (instrs: readonly Located[]): readonly Located[] =>
  [...instrs].sort((a, b) => a.instr.span.start - b.instr.span.start);
