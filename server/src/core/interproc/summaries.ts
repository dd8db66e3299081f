// One value for each function and each thing that is known of its parameters. The value whatever they are is computed in
// the order of the call graph; the others when a call asks for them, and again when what they rest on has changed.
// Easy to get wrong: within a cycle nothing is told apart, or the first one asked would decide for the others.
import { type Known, knownKey, NOTHING_KNOWN } from './constants.js';
import type { FunctionNode } from './node.js';
import type { Pass } from './passes.js';

/** Values by `knownKey`; the empty key is the value whatever the parameters are. */
type Variants<V> = Map<string, { readonly known: Known; readonly value: V }>;

export interface Summaries<V> {
  of(node: FunctionNode, known: Known): V;
  readonly pass: Pass<Variants<V>>;
  forget(node: FunctionNode): void;
}

export interface SummaryOf<V> {
  /** What nothing is known of. */
  readonly nothing: V;
  compute(node: FunctionNode, known: Known): V;
  same(a: V, b: V): boolean;
  /** In a cycle: the value after a round, from that of the round before and the one just computed. */
  grow(before: V, next: V): V;
}

export function createSummaries<V>({ nothing, compute, same, grow }: SummaryOf<V>): Summaries<V> {
  const summaries = new Map<FunctionNode, Variants<V>>();
  return {
    of(node, known) {
      const variants = summaries.get(node);
      if (variants === undefined) return nothing;
      const key = knownKey(known);
      const before = variants.get(key);
      if (before !== undefined || key === '') return before?.value ?? nothing;
      const value = compute(node, known);
      variants.set(key, { known, value });
      return value;
    },
    forget: (node) => void summaries.delete(node),
    pass: {
      bottom: new Map(),
      get: (node) => summaries.get(node),
      set: (node, variants) => void summaries.set(node, variants),
      compute(node) {
        const variants: Variants<V> = new Map([['', { known: NOTHING_KNOWN, value: compute(node, NOTHING_KNOWN) }]]);
        // What calls asked for before is worked out again, so that they are told when it becomes another value.
        for (const [key, { known }] of summaries.get(node) ?? [])
          if (key !== '') variants.set(key, { known, value: compute(node, known) });
        return variants;
      },
      same(a, b) {
        if (a.size !== b.size) return false;
        for (const [key, { value }] of a) {
          const other = b.get(key);
          if (other === undefined || !same(value, other.value)) return false;
        }
        return true;
      },
      grow(before, next) {
        const grown: Variants<V> = new Map();
        for (const [key, { known, value }] of next)
          grown.set(key, { known, value: grow(before.get(key)?.value ?? nothing, value) });
        return grown;
      },
    },
  };
}
