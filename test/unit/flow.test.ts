// The worlds of the flow analysis and the solver that moves them, apart from any C.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Gil } from '../../server/src/core/flow/lattice.js';
import { solve } from '../../server/src/core/flow/solver.js';
import {
  type Held,
  held,
  joinHeld,
  NOWHERE,
  normalize,
  overall,
  released,
  sameState,
  type World,
} from '../../server/src/core/flow/state.js';

const UNREACHED: Held = { set: Gil.unreached, heldBy: NOWHERE, releasedBy: NOWHERE };
const step = fc.integer({ min: -1, max: 5 });
const someHeld: fc.Arbitrary<Held> = fc
  .tuple(step, step, fc.constantFrom(...Object.values(Gil)))
  .map(([h, r, set]) => ({
    set,
    heldBy: set & Gil.held ? h : NOWHERE,
    releasedBy: set & Gil.released ? r : NOWHERE,
  }));

const world: fc.Arbitrary<World> = fc
  .tuple(someHeld, fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.boolean(), { maxKeys: 4 }))
  .map(([gil, facts]) => ({ gil, facts: new Map(Object.entries(facts)), tokens: new Map() }));

describe('the join of two states', () => {
  it('does not depend on order or grouping', () => {
    fc.assert(
      fc.property(someHeld, someHeld, someHeld, (a, b, c) => {
        expect(joinHeld(a, b)).toEqual(joinHeld(b, a));
        expect(joinHeld(a, joinHeld(b, c))).toEqual(joinHeld(joinHeld(a, b), c));
        expect(joinHeld(a, a)).toEqual(a);
        expect(joinHeld(a, UNREACHED)).toEqual(a);
      }),
    );
  });

  it('keeps a reason for each possibility, and none for what is impossible', () => {
    fc.assert(
      fc.property(someHeld, someHeld, (a, b) => {
        const both = joinHeld(a, b);
        expect(both.set).toBe(a.set | b.set);
        expect(both.heldBy !== NOWHERE).toBe((both.set & Gil.held) !== 0);
        expect(both.releasedBy !== NOWHERE).toBe((both.set & Gil.released) !== 0);
      }),
    );
    expect(joinHeld(held(3), released(1))).toEqual({ set: Gil.either, heldBy: 3, releasedBy: 1 });
  });
});

const NONE: ReadonlySet<string> = new Set();

describe('worlds', () => {
  it('are united where they know the same', () => {
    const same = { facts: new Map([['n > 5', true]]), tokens: new Map() };
    const state = normalize(
      [
        { gil: held(1), ...same },
        { gil: released(2), ...same },
        { gil: held(1), facts: new Map([['n > 5', false]]), tokens: new Map() },
      ],
      NONE,
    );
    expect(state.map((w) => w.gil.set).sort()).toEqual([Gil.held, Gil.either]);
  });

  it('lose no possibility, however many they are', () => {
    fc.assert(
      fc.property(fc.array(world, { minLength: 1, maxLength: 40 }), (worlds) => {
        const state = normalize(worlds, NONE);
        expect(state.length).toBeLessThanOrEqual(8);
        expect(overall(state)).toEqual(overall(worlds));
      }),
    );
  });

  it('keep what they know of vital conditions longest', () => {
    const worlds = Array.from({ length: 12 }, (_, i) => ({
      gil: i % 2 === 0 ? held(1) : released(2),
      facts: new Map([
        [`n > ${i}`, true],
        ['_save', i % 2 === 1],
      ]),
      tokens: new Map(),
    }));
    const state = normalize(worlds, new Set(['_save']));
    expect(state.map(({ gil, facts }) => [gil.set, facts.get('_save')])).toEqual([
      [Gil.released, true],
      [Gil.held, false],
    ]);
  });

  it('are the same in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(world, { maxLength: 12 }), (worlds) => {
        expect(sameState(normalize(worlds, NONE), normalize([...worlds].reverse(), NONE))).toBe(true);
      }),
    );
  });

  it('do not change when they are in order already', () => {
    fc.assert(
      fc.property(fc.array(world, { maxLength: 12 }), (worlds) => {
        const state = normalize(worlds, NONE);
        expect(sameState(normalize(state, NONE), state)).toBe(true);
      }),
    );
  });

  it('claim only what every joined world knows', () => {
    fc.assert(
      fc.property(fc.array(world, { minLength: 9, maxLength: 40 }), (worlds) => {
        const state = normalize(worlds, NONE);
        const [only] = state;
        if (state.length > 1 || only === undefined) return;
        for (const [condition, truth] of only.facts) {
          for (const w of worlds) expect(w.facts.get(condition)).toBe(truth);
        }
      }),
    );
  });
});

describe('the solver', () => {
  type Graph = readonly (readonly { to: number; adds: number }[])[];
  const graphs: fc.Arbitrary<Graph> = fc.integer({ min: 1, max: 8 }).chain((n) =>
    fc.array(fc.array(fc.record({ to: fc.nat({ max: n - 1 }), adds: fc.nat({ max: 7 }) }), { maxLength: 3 }), {
      minLength: n,
      maxLength: n,
    }),
  );

  /** Sets of three things as bits; an edge adds some. */
  const run = (graph: Graph, order: readonly number[], limit = 50) =>
    solve<number>(
      {
        order,
        entry: 0,
        join: (a, b) => a | b,
        same: (a, b) => a === b,
        flow: (block, before) => (graph[block] ?? []).map(({ to, adds }) => [to, before | adds] as const),
      },
      limit,
    );

  const inOrder = (graph: Graph): number[] => graph.map((_, i) => i);

  it('reaches the state that every edge agrees with', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { before, settled } = run(graph, inOrder(graph));
        expect(settled).toBe(true);
        graph.forEach((edges, block) => {
          const state = before.get(block);
          for (const { to, adds } of edges) {
            if (state !== undefined) expect((before.get(to) ?? 0) & (state | adds)).toBe(state | adds);
          }
        });
      }),
    );
  });

  it('gives the same in any order of work that starts at the entry', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const [first = 0, ...rest] = inOrder(graph);
        expect(run(graph, [first, ...rest.reverse()]).before).toEqual(run(graph, inOrder(graph)).before);
      }),
    );
  });

  it('says so when it gives up', () => {
    const growing = solve<number>(
      { order: [0], entry: 0, join: Math.max, same: (a, b) => a === b, flow: (_, before) => [[0, before + 1]] },
      10,
    );
    expect(growing.settled).toBe(false);
  });

  it('has an answer for nothing', () => {
    expect(run([], []).before.size).toBe(0);
  });
});
