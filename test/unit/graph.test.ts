// Orders over graphs, compared with definitions that are too slow to use.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { components, reversePostOrder } from '../../server/src/core/base/graph.js';

const graphs = fc
  .integer({ min: 1, max: 9 })
  .chain((n) => fc.array(fc.uniqueArray(fc.nat({ max: n - 1 }), { maxLength: 3 }), { minLength: n, maxLength: n }));

type Graph = readonly (readonly number[])[];

function reachable(graph: Graph, from: number): ReadonlySet<number> {
  const seen = new Set([from]);
  for (const node of seen) for (const to of graph[node] ?? []) seen.add(to);
  return seen;
}

const sorted = (nodes: Iterable<number>): readonly number[] => [...nodes].sort((a, b) => a - b);

describe('reversePostOrder', () => {
  it('puts a node before what it leads to', () => {
    expect(reversePostOrder(0, [[2, 1], [3], [1], []])).toEqual([0, 2, 1, 3]);
  });

  it('lists exactly what can be reached, once, the entry first', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const order = reversePostOrder(0, graph);
        expect(order[0]).toBe(0);
        expect(sorted(order)).toEqual(sorted(reachable(graph, 0)));
      }),
    );
  });

  it('breaks the order only in a loop', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const place = new Map(reversePostOrder(0, graph).map((node, i) => [node, i]));
        for (const [node, at] of place) {
          for (const to of graph[node] ?? []) {
            if ((place.get(to) ?? -1) <= at) expect(reachable(graph, to)).toContain(node);
          }
        }
      }),
    );
  });

  it('survives a chain that recursion would not', () => {
    const length = 50_000;
    const chain = Array.from({ length }, (_, i) => (i + 1 < length ? [i + 1] : []));
    expect(reversePostOrder(0, chain)).toHaveLength(length);
    expect(components(chain)).toHaveLength(length);
  });
});

describe('components', () => {
  it('finds a loop and what hangs on it', () => {
    expect(components([[1], [2], [1, 3], []]).map(sorted)).toEqual([[3], [1, 2], [0]]);
  });

  it('puts two nodes together exactly where each reaches the other', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const found = components(graph);
        expect(sorted(found.flat())).toEqual(graph.map((_, i) => i));
        const home = new Map(found.flatMap((members, i) => members.map((node) => [node, i] as const)));
        for (let a = 0; a < graph.length; a++) {
          for (let b = 0; b < graph.length; b++) {
            const mutual = reachable(graph, a).has(b) && reachable(graph, b).has(a);
            expect(home.get(a) === home.get(b)).toBe(mutual);
          }
        }
      }),
    );
  });

  it('puts callees before callers', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const home = new Map(components(graph).flatMap((members, i) => members.map((node) => [node, i] as const)));
        graph.forEach((successors, node) => {
          for (const to of successors) expect(home.get(to) ?? 0).toBeLessThanOrEqual(home.get(node) ?? 0);
        });
      }),
    );
  });
});
