// Functions in the order of a graph over them: each component of functions that reach each other behind those that it
// leads to. Kept for as long as changed edges fit into it.
import { components as stronglyConnected } from '../base/graph.js';
import type { FunctionNode } from './node.js';
import type { Order } from './passes.js';

export interface ComponentOrder {
  /** What a node leads to comes first. */
  readonly forward: Omit<Order, 'dependents'>;
  /** What a node leads to comes last. */
  readonly backward: Omit<Order, 'dependents'>;
  /** Whether the components stay and those led to stay before: edges between components do not make cycles. */
  fits(node: FunctionNode, before: ReadonlySet<FunctionNode>, now: ReadonlySet<FunctionNode>): boolean;
  /**
   * @param nodes all of them, in the order of the program
   * @returns those that reach each other with others than before: what is known of them was worked out another way
   */
  renew(nodes: readonly FunctionNode[]): ReadonlySet<FunctionNode>;
}

export function componentOrder(next: (node: FunctionNode) => ReadonlySet<FunctionNode>): ComponentOrder {
  let components: readonly (readonly FunctionNode[])[] = [];
  let reversed: readonly (readonly FunctionNode[])[] = [];
  const places = new Map<FunctionNode, number>();
  const place = (node: FunctionNode): number => places.get(node) ?? -1;
  const isCycle = (component: readonly FunctionNode[]): boolean => {
    const [only] = component;
    return component.length > 1 || (only !== undefined && next(only).has(only));
  };
  return {
    forward: {
      get components() {
        return components;
      },
      place,
      isCycle,
    },
    backward: {
      get components() {
        return reversed;
      },
      place: (node) => (places.has(node) ? components.length - 1 - place(node) : -1),
      isCycle,
    },
    fits(node, before, now) {
      const own = place(node);
      for (const other of before) if (!now.has(other) && place(other) === own) return false;
      for (const other of now) {
        const at = place(other);
        if (!before.has(other) && (at < 0 || at >= own)) return false;
      }
      return true;
    },
    renew(nodes) {
      const before = components;
      const placesBefore = new Map(places);
      const numbers = new Map(nodes.map((node, i) => [node, i] as const));
      const successors = nodes.map((node) =>
        [...next(node)]
          .map((other) => numbers.get(other) ?? -1)
          .filter((i) => i >= 0)
          .sort((a, b) => a - b),
      );
      components = stronglyConnected(successors).map((component) =>
        [...component].sort((a, b) => a - b).flatMap((i) => nodes[i] ?? []),
      );
      reversed = [...components].reverse();
      places.clear();
      for (const [i, component] of components.entries()) for (const node of component) places.set(node, i);
      const regrouped = new Set<FunctionNode>();
      for (const component of components) {
        const [first] = component;
        if (first === undefined || component.length === 1) continue;
        const was = placesBefore.get(first) ?? -1;
        const isSame = before[was]?.length === component.length;
        if (!isSame || component.some((node) => placesBefore.get(node) !== was))
          for (const node of component) regrouped.add(node);
      }
      for (const component of before)
        if (component.length > 1)
          for (const node of component)
            if (places.has(node) && components[place(node)]?.length !== component.length) regrouped.add(node);
      return regrouped;
    },
  };
}
