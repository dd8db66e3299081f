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

/** Addresses that are put into a slot. */
export interface Store {
  readonly into: Slot;
  readonly pointees: readonly Pointee[];
}

/** What is in one slot is put into another: a parameter that is handed on. */
export interface Flow {
  readonly from: Slot;
  readonly into: Slot;
}

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

/** Where the contents of each slot go. */
export function flowsByOrigin(flows: readonly Flow[]): ReadonlyMap<string, readonly Slot[]> {
  const found = new Map<string, Slot[]>();
  for (const { from, into } of flows) {
    const key = keyOf(from);
    const list = found.get(key);
    if (list === undefined) found.set(key, [into]);
    else list.push(into);
  }
  return found;
}

/** @param flowsFrom asked only for slots that something is in, which are few */
export function pointersOf(stores: Iterable<Store>, flowsFrom: (slot: Slot, key: string) => readonly Slot[]): Pointers {
  const sets = new Map<string, Set<Pointee>>();
  const waiting: Slot[] = [];
  const put = (into: Slot, pointees: Iterable<Pointee>): void => {
    const key = keyOf(into);
    const set = sets.get(key) ?? new Set();
    const before = set.size;
    for (const pointee of pointees) set.add(pointee);
    sets.set(key, set);
    if (set.size > before) waiting.push(into);
  };
  for (const { into, pointees } of stores) put(into, pointees);
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    const key = keyOf(from);
    for (const into of flowsFrom(from, key)) put(into, sets.get(key) ?? []);
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
