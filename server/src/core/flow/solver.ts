// A worklist solver over any graph and any lattice of finite height. It knows nothing of Python.

export interface Problem<S> {
  readonly order: readonly number[];
  /** The state that enters the first block of `order`. */
  readonly entry: S;
  join(a: S, b: S): S;
  same(a: S, b: S): boolean;
  /** The state at each successor, in any order. Called again whenever the state before the block grew. */
  flow(block: number, before: S): readonly (readonly [number, S])[];
}

/**
 * The state before each block; blocks that nothing reaches have none.
 * Blocks are taken in the given order, so that loops settle before what follows them. Each block is visited at most
 * `limit` times: a lattice that still grows then is a mistake, and the state so far is returned with `settled` false.
 */
export function solve<S>(
  problem: Problem<S>,
  limit: number,
): { readonly before: ReadonlyMap<number, S>; readonly settled: boolean } {
  const rank = new Map(problem.order.map((block, i) => [block, i]));
  const before = new Map<number, S>();
  const visits = new Map<number, number>();
  const first = problem.order[0];
  if (first === undefined) return { before, settled: true };
  before.set(first, problem.entry);
  const waiting = new Uint8Array(problem.order.length);
  waiting[0] = 1;
  let settled = true;
  for (let i = 0; i < problem.order.length; ) {
    const block = problem.order[i];
    if (block === undefined || waiting[i] === 0) {
      i++;
      continue;
    }
    waiting[i] = 0;
    const state = before.get(block);
    const count = (visits.get(block) ?? 0) + 1;
    visits.set(block, count);
    i++;
    if (state === undefined) continue;
    if (count > limit) {
      settled = false;
      continue;
    }
    for (const [to, next] of problem.flow(block, state)) {
      const known = before.get(to);
      const joined = known === undefined ? next : problem.join(known, next);
      if (known !== undefined && problem.same(known, joined)) continue;
      before.set(to, joined);
      const at = rank.get(to);
      if (at === undefined) continue;
      waiting[at] = 1;
      if (at < i) i = at;
    }
  }
  return { before, settled };
}
