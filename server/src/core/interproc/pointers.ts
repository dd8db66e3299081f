// Functions that are called through pointers: handed to a parameter that is called, stored in a member or a variable, or
// given to a registrar. Parameters are followed from function to function; members are told apart by their name alone.
// Easy to get wrong: the sets are what was seen to be stored, so a call through a pointer may reach others as well.
import type { FunctionNode } from './node.js';

/** Where a function's address goes. */
export type Slot =
  | { readonly kind: 'parameter'; readonly of: FunctionNode; readonly index: number }
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'variable'; readonly path: string; readonly name: string };

/** One thing that a function does with addresses of functions. */
export type Store =
  | { readonly into: Slot; readonly nodes: readonly FunctionNode[] }
  /** A parameter is handed on. */
  | { readonly into: Slot; readonly from: Slot };

export interface Pointers {
  of(slot: Slot): readonly FunctionNode[];
}

/** A text for a slot; nodes are numbered for as long as one table is built. */
type Keys = (slot: Slot) => string;

export function keysOf(): Keys {
  const numbers = new Map<FunctionNode, number>();
  return (slot) => {
    if (slot.kind === 'member') return `.${slot.name}`;
    if (slot.kind === 'variable') return `${slot.path}:${slot.name}`;
    let number = numbers.get(slot.of);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(slot.of, number);
    }
    return `${number}#${slot.index}`;
  };
}

/** @param stores in a canonical order, so that the sets are in one too */
export function pointersOf(stores: Iterable<Store>, compare: (a: FunctionNode, b: FunctionNode) => number): Pointers {
  const keys = keysOf();
  const sets = new Map<string, Set<FunctionNode>>();
  const flows = new Map<string, Set<string>>();
  const waiting: string[] = [];
  const setOf = (key: string): Set<FunctionNode> => {
    let set = sets.get(key);
    if (set === undefined) {
      set = new Set();
      sets.set(key, set);
    }
    return set;
  };
  for (const store of stores) {
    const into = keys(store.into);
    if ('nodes' in store) {
      const set = setOf(into);
      for (const node of store.nodes) set.add(node);
      waiting.push(into);
    } else {
      const from = keys(store.from);
      const list = flows.get(from) ?? new Set();
      list.add(into);
      flows.set(from, list);
    }
  }
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop())
    for (const to of flows.get(key) ?? []) {
      const target = setOf(to);
      const before = target.size;
      for (const node of setOf(key)) target.add(node);
      if (target.size > before) waiting.push(to);
    }
  const sorted = new Map<string, readonly FunctionNode[]>();
  for (const [key, set] of sets) sorted.set(key, [...set].sort(compare));
  return { of: (slot) => sorted.get(keys(slot)) ?? [] };
}
