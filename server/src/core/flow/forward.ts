// Follows what may be true along the paths of a function, as a set of facts that joining unites. It knows no Python.
// Easy to get wrong: the facts at an instruction are those in front of it.
import { reversePostOrder } from '../base/graph.js';
import type { Edge, FunctionIr } from '../ir/ir.js';
import type { Located } from './facts.js';
import { solve } from './solver.js';

/** Facts by their keys: equal keys are equal facts. */
export type FactSet<Fact> = ReadonlyMap<string, Fact>;

export interface Forward<Fact> {
  step(state: FactSet<Fact>, at: Located): FactSet<Fact>;
  /** What is left of the facts on an edge. */
  follow?(state: FactSet<Fact>, edge: Edge): FactSet<Fact>;
  visit(at: Located, state: FactSet<Fact>): void;
}

const MOST_VISITS = 64;

/** Nothing is visited where no end is found. */
export function forward<Fact>(
  ir: FunctionIr,
  instrs: readonly Located[],
  { step, follow = (state) => state, visit }: Forward<Fact>,
): void {
  const ofBlock: Located[][] = ir.blocks.map(() => []);
  for (const at of instrs) ofBlock[at.block]?.push(at);
  const through = (block: number, before: FactSet<Fact>): FactSet<Fact> =>
    (ofBlock[block] ?? []).reduce((state, at) => step(state, at), before);
  const order = reversePostOrder(
    0,
    ir.blocks.map(({ edges }) => edges.map(({ to }) => to)),
  );
  const { before, settled } = solve<FactSet<Fact>>(
    {
      order,
      entry: new Map(),
      join: (a, b) => new Map([...a, ...b]),
      same: (a, b) => a.size === b.size && [...a.keys()].every((key) => b.has(key)),
      flow: (block, state) => {
        const after = through(block, state);
        return (ir.blocks[block]?.edges ?? []).map((edge) => [edge.to, follow(after, edge)] as const);
      },
    },
    MOST_VISITS,
  );
  if (!settled) return;
  for (const block of order) {
    let state = before.get(block) ?? new Map<string, Fact>();
    for (const at of ofBlock[block] ?? []) {
      visit(at, state);
      state = step(state, at);
    }
  }
}
