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

const inOrder = (numbers: number[]): number[] => (numbers.length > 1 ? numbers.sort((a, b) => a - b) : numbers);

export function componentOrder(next: (node: FunctionNode) => ReadonlySet<FunctionNode>): ComponentOrder {
  let components: readonly (readonly FunctionNode[])[] = [];
  let reversed: readonly (readonly FunctionNode[])[] = [];
  /** By the ids of the nodes. */
  let places = new Int32Array();
  const place = (node: FunctionNode): number => places[node.id] ?? -1;
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
      place: (node) => (place(node) < 0 ? -1 : components.length - 1 - place(node)),
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
      const placesBefore = places;
      const ids = nodes.reduce((most, { id }) => Math.max(most, id), -1) + 1;
      const numbers = new Int32Array(ids).fill(-1);
      for (const [i, { id }] of nodes.entries()) numbers[id] = i;
      const successors = nodes.map((node) => {
        const list: number[] = [];
        for (const { id } of next(node)) {
          const i = numbers[id] ?? -1;
          if (i >= 0) list.push(i);
        }
        return inOrder(list);
      });
      components = stronglyConnected(successors).map((component) => inOrder(component).flatMap((i) => nodes[i] ?? []));
      reversed = [...components].reverse();
      places = new Int32Array(ids).fill(-1);
      for (const [i, component] of components.entries()) for (const { id } of component) places[id] = i;
      const regrouped = new Set<FunctionNode>();
      for (const component of components) {
        const [first] = component;
        if (first === undefined || component.length === 1) continue;
        const was = placesBefore[first.id] ?? -1;
        const isSame = before[was]?.length === component.length;
        if (!isSame || component.some((node) => (placesBefore[node.id] ?? -1) !== was))
          for (const node of component) regrouped.add(node);
      }
      for (const component of before)
        if (component.length > 1)
          for (const node of component)
            if (place(node) >= 0 && components[place(node)]?.length !== component.length) regrouped.add(node);
      return regrouped;
    },
  };
}
