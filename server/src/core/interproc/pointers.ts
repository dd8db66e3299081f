// Functions that are called through pointers: handed to a parameter that is called, stored in a member or a variable, or
// given to a registrar. Parameters are followed from function to function; members are told apart by their name alone.
// Easy to get wrong: the sets are what was seen to be stored, so a call through a pointer may reach others as well.
import type { BlockingCall } from '../catalog/types.js';
import { compareNodes, type FunctionNode } from './node.js';

/** Where a function's address goes. */
export type Slot =
  | { readonly kind: 'parameter'; readonly of: FunctionNode; readonly index: number }
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'variable'; readonly path: string; readonly name: string }
  | { readonly kind: 'local'; readonly of: FunctionNode; readonly name: string };

const SLOTS: ReadonlySet<string> = new Set(['parameter', 'member', 'variable', 'local'] satisfies Slot['kind'][]);

/** Whether a call goes through a pointer that is looked up when all functions are linked. */
export const isSlot = (target: { readonly kind: string }): target is Slot => SLOTS.has(target.kind);

export function sameSlot(a: Slot, b: Slot): boolean {
  switch (a.kind) {
    case 'parameter':
      return b.kind === 'parameter' && a.of === b.of && a.index === b.index;
    case 'local':
      return b.kind === 'local' && a.of === b.of && a.name === b.name;
    case 'member':
      return b.kind === 'member' && a.name === b.name;
    case 'variable':
      return b.kind === 'variable' && a.path === b.path && a.name === b.name;
    default:
      a satisfies never;
      return false;
  }
}

/** What an address can be of: a function of the program, or one that a row of the catalog tells about. */
export type Pointee = FunctionNode | BlockingCall;

/** One thing that a function does with addresses of functions. */
export type Store =
  | { readonly into: Slot; readonly pointees: readonly Pointee[] }
  /** A parameter is handed on. */
  | { readonly into: Slot; readonly from: Slot };

/** What may stand in a slot, in a fixed order. */
export interface Pointees {
  readonly nodes: readonly FunctionNode[];
  readonly rows: readonly BlockingCall[];
}

export interface Pointers {
  of(slot: Slot): Pointees | undefined;
}

/** Equal slots have equal keys. */
function keyOf(slot: Slot): string {
  if (slot.kind === 'member') return `.${slot.name}`;
  if (slot.kind === 'variable') return `${slot.path}:${slot.name}`;
  return slot.kind === 'local' ? `${slot.of.id}@${slot.name}` : `${slot.of.id}#${slot.index}`;
}

export function pointersOf(stores: Iterable<Store>): Pointers {
  const sets = new Map<string, Set<Pointee>>();
  const flows = new Map<string, string[]>();
  const waiting: string[] = [];
  const setOf = (key: string): Set<Pointee> => {
    let set = sets.get(key);
    if (set === undefined) {
      set = new Set();
      sets.set(key, set);
    }
    return set;
  };
  for (const store of stores) {
    const into = keyOf(store.into);
    if ('pointees' in store) {
      const set = setOf(into);
      for (const pointee of store.pointees) set.add(pointee);
      waiting.push(into);
    } else {
      const from = keyOf(store.from);
      const list = flows.get(from);
      if (list === undefined) flows.set(from, [into]);
      else list.push(into);
    }
  }
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop())
    for (const to of flows.get(key) ?? []) {
      const target = setOf(to);
      const before = target.size;
      for (const pointee of setOf(key)) target.add(pointee);
      if (target.size > before) waiting.push(to);
    }
  const sorted = new Map<string, Pointees>();
  for (const [key, set] of sets) {
    const nodes: FunctionNode[] = [];
    const rows: BlockingCall[] = [];
    for (const pointee of set)
      if ('unit' in pointee) nodes.push(pointee);
      else rows.push(pointee);
    if (nodes.length > 1) nodes.sort(compareNodes);
    if (rows.length > 1) rows.sort((a, b) => (a.name < b.name ? -1 : 1));
    sorted.set(key, { nodes, rows });
  }
  return { of: (slot) => sorted.get(keyOf(slot)) };
}
