// What the calls of one function mean by name, and what it does with addresses of functions: the part of linking that
// depends on the function and on names alone. Calls through pointers stay slots until all functions are linked.
import type { Catalog } from '../catalog/catalog.js';
import type { CallbackRegistrar } from '../catalog/types.js';
import type { Assign, Call } from '../ir/ir.js';
import { type Contracts, declaredRows } from './contracts.js';
import type { NameLink, Target } from './link.js';
import type { FunctionNode } from './node.js';
import type { Slot, Store } from './pointers.js';

/** A function's address is an argument of a registrar, or assigned to what is declared to be called back. */
export interface Registration {
  readonly registered: FunctionNode;
  readonly row: CallbackRegistrar;
  readonly caller: FunctionNode;
  readonly call: Call | Assign;
}

export interface Linked {
  /** Calls through pointers by their slot. */
  readonly targets: ReadonlyMap<Call, Target | Slot>;
  readonly callsPointers: boolean;
  readonly stores: readonly Store[];
  readonly registrations: readonly Registration[];
  /** Names that the answer depends on. */
  readonly names: ReadonlySet<string>;
}

export interface LinkInput {
  catalog(path: string): Catalog;
  link(path: string): NameLink;
  readonly contracts: Contracts;
}

export function linkedFunction(node: FunctionNode, input: LinkInput): Linked {
  const link = input.link(node.path);
  const { ir, instrs } = node.unit;
  const targets = new Map<Call, Target | Slot>();
  const stores: Store[] = [];
  const registrations: Registration[] = [];
  const names = new Set<string>();
  let callsPointers = false;

  const parameter = (name: string): Slot | undefined => {
    const index = name === '' ? -1 : ir.parameters.findIndex((candidate) => candidate.name === name);
    return index < 0 ? undefined : { kind: 'parameter', of: node, index };
  };
  const functions = (name: string): readonly FunctionNode[] => {
    names.add(name);
    return link.functions(name);
  };
  /** What goes into a slot when it gets the value of a name. */
  const store = (into: Slot, name: string): readonly FunctionNode[] => {
    const from = parameter(name);
    if (from !== undefined) {
      stores.push({ into, from });
      return [];
    }
    const nodes = functions(name);
    if (nodes.length > 0) stores.push({ into, nodes });
    return nodes;
  };
  const called = (call: Call): Target | Slot | undefined => {
    const { callee, member } = call;
    if (callee === undefined) return member === undefined ? undefined : { kind: 'member', name: member };
    const through = parameter(callee);
    if (through !== undefined) return through;
    names.add(callee);
    const target = link.called(callee);
    return target.kind === 'unknown' ? { kind: 'variable', path: node.path, name: callee } : target;
  };

  for (const { instr } of instrs) {
    if (instr.op === 'assign' && instr.from !== undefined) {
      const slot = variableSlot(node.path, instr.variable);
      const stored = store(slot, instr.from);
      if (stored.length > 0 && slot.kind !== 'parameter') {
        names.add(slot.name);
        const [row] = declaredRows(input.contracts.ofSlot(node.path, slot.name), slot.name, 0);
        if (row !== undefined)
          for (const registered of stored) registrations.push({ registered, row, caller: node, call: instr });
      }
    }
    if (instr.op !== 'call') continue;
    const target = called(instr);
    if (target === undefined) continue;
    targets.set(instr, target);
    callsPointers ||= target.kind === 'parameter' || target.kind === 'member' || target.kind === 'variable';
    const rows = instr.callee === undefined ? [] : input.catalog(node.path).callbacks(instr.callee);
    const takers = target.kind === 'internal' ? target.nodes : [];
    const contract = instr.callee === undefined ? undefined : input.contracts.ofName(node.path, instr.callee);
    const declares = contract !== undefined && contract.callbacks.length > 0;
    if (rows.length === 0 && takers.length === 0 && !declares) continue;
    for (const [index, { name }] of instr.args.entries()) {
      if (name === undefined) continue;
      for (const of of takers) store({ kind: 'parameter', of, index }, name);
      const [declared] = declaredRows(contract, instr.callee ?? '', index);
      const row = declared ?? rows.find(({ arg }) => arg === index);
      if (row !== undefined && parameter(name) === undefined)
        for (const registered of functions(name)) registrations.push({ registered, row, caller: node, call: instr });
    }
  }
  return { targets, callsPointers, stores, registrations, names };
}

function variableSlot(path: string, variable: string): Slot {
  const member = /(?:->|\.)(\w+)$/.exec(variable)?.[1];
  return member === undefined ? { kind: 'variable', path, name: variable } : { kind: 'member', name: member };
}
