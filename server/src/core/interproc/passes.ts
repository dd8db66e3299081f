// Values for the nodes of a call graph, kept over edits: a node is computed again only where it, or what it was computed
// from, has changed. The result does not depend on what was kept, since a value that comes out the same stops the spread
// and all members of a cycle are computed together, from the bottom, in rounds.
import type { Steps } from '../base/steps.js';
import type { FunctionNode } from './node.js';

/** The order in which values are computed: each component of mutually recursive functions after those it depends on. */
export interface Order {
  readonly components: readonly (readonly FunctionNode[])[];
  /** Which component a node is in; -1 for a node that is gone. */
  place(node: FunctionNode): number;
  /** Whether the members of a component depend on each other or on themselves. */
  isCycle(component: readonly FunctionNode[]): boolean;
  /** Nodes whose value may depend on a node's. */
  dependents(node: FunctionNode): Iterable<FunctionNode>;
}

export interface Pass<V> {
  /** Where a cycle starts from. */
  readonly bottom: V;
  get(node: FunctionNode): V | undefined;
  set(node: FunctionNode, value: V): void;
  /** From the values of the nodes that it depends on, as they are now. */
  compute(node: FunctionNode): V;
  same(a: V, b: V): boolean;
  /** In a cycle: what a member becomes when a round gives another value; the new one where this is left out. */
  grow?(before: V, next: V): V;
}

/** A pass over values that are kept in a map, and how a node that is gone leaves it. */
export const passOver = <V>(
  values: Map<FunctionNode, V>,
  own: Omit<Pass<V>, 'get' | 'set'>,
): { readonly pass: Pass<V>; forget(node: FunctionNode): void } => ({
  forget: (node) => void values.delete(node),
  pass: { ...own, get: (node) => values.get(node), set: (node, value) => void values.set(node, value) },
});

/** A lattice of finite height is done long before; values that still change then are kept as they are. */
const MOST_ROUNDS = 24;

/** Computes all dirty nodes and what depends on them. Returns the nodes whose value is another one now. */
export function* run<V>(order: Order, dirty: Iterable<FunctionNode>, pass: Pass<V>): Steps<Set<FunctionNode>> {
  const { components } = order;
  const changed = new Set<FunctionNode>();
  /** By component. What depends on one comes behind it. */
  const waiting = new Uint8Array(components.length);
  for (const node of dirty) waiting[order.place(node)] = 1;
  const note = (node: FunctionNode, before: V | undefined): void => {
    const now = pass.get(node);
    if (before !== undefined && now !== undefined && pass.same(before, now)) {
      // The very same value, so that whoever compares by identity sees no change.
      pass.set(node, before);
      return;
    }
    changed.add(node);
    for (const dependent of order.dependents(node)) waiting[order.place(dependent)] = 1;
  };
  for (let at = waiting.indexOf(1); at >= 0; at = waiting.indexOf(1, at + 1)) {
    const component = components[at] ?? [];
    const [only] = component;
    if (only !== undefined && !order.isCycle(component)) {
      const before = pass.get(only);
      pass.set(only, pass.compute(only));
      note(only, before);
    } else {
      const before = component.map((node) => pass.get(node));
      for (const node of component) pass.set(node, pass.bottom);
      settle(component, pass);
      for (const [i, node] of component.entries()) note(node, before[i]);
    }
    yield;
  }
  return changed;
}

/** Rounds over a cycle. Each round sees the values of the round before, so the order of the members is nothing. */
function settle<V>(component: readonly FunctionNode[], pass: Pass<V>): void {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = component.map((node) => pass.compute(node));
    let stable = true;
    for (const [i, node] of component.entries()) {
      const before = pass.get(node) ?? pass.bottom;
      const value = next[i] ?? pass.bottom;
      const grown = pass.grow === undefined ? value : pass.grow(before, value);
      if (pass.same(before, grown)) continue;
      pass.set(node, grown);
      stable = false;
    }
    if (stable) return;
  }
}
