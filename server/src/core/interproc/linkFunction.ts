// What the calls of one function mean by name, and what it does with addresses of functions: the part of linking that
// depends on the function and on names alone. Calls through pointers stay slots until all functions are linked.
import type { Catalog } from '../catalog/catalog.js';
import type { Assign, Call } from '../ir/ir.js';
import type { Handover } from './handovers.js';
import type { NameLink, Target } from './link.js';
import type { FunctionNode } from './node.js';
import type { Slot, Store } from './pointers.js';

export interface Linked {
  /** Calls through pointers by their slot. */
  readonly targets: ReadonlyMap<Call, Target | Slot>;
  readonly callsPointers: boolean;
  readonly stores: readonly Store[];
  readonly handovers: readonly Handover[];
  /** Names that the answer depends on. */
  readonly names: ReadonlySet<string>;
}

export interface LinkInput {
  catalog(path: string): Catalog;
  link(path: string): NameLink;
}

export function linkedFunction(node: FunctionNode, input: LinkInput): Linked {
  const link = input.link(node.path);
  const { ir, instrs } = node.unit;
  const targets = new Map<Call, Target | Slot>();
  const stores: Store[] = [];
  const handovers: Handover[] = [];
  const names = new Set<string>();
  const variables = new Set(instrs.flatMap(({ instr }) => (instr.op === 'assign' ? [instr.variable] : [])));
  let callsPointers = false;

  const parameter = (name: string): Slot | undefined => {
    const index = name === '' ? -1 : ir.parameters.findIndex((candidate) => candidate.name === name);
    return index < 0 ? undefined : { kind: 'parameter', of: node, index };
  };
  const functions = (name: string): readonly FunctionNode[] => {
    names.add(name);
    return link.functions(name);
  };
  /** Notes what goes into a slot when it gets the value of a name. */
  const store = (into: Slot, name: string): void => {
    const from = parameter(name);
    if (from !== undefined) {
      stores.push({ into, from });
      return;
    }
    const nodes = functions(name);
    const target = nodes.length > 0 ? undefined : link.called(name);
    const pointees = target?.kind === 'blocking' && target.certain ? [target.row] : nodes;
    if (pointees.length > 0) stores.push({ into, pointees });
  };
  const called = (call: Call): Target | Slot | undefined => {
    const { callee, member } = call;
    if (callee === undefined) return member === undefined ? undefined : { kind: 'member', name: member };
    const through = parameter(callee);
    if (through !== undefined) return through;
    // A variable hides whatever else has its name.
    if (variables.has(callee)) return { kind: 'variable', path: node.path, name: callee };
    names.add(callee);
    const target = link.called(callee);
    return target.kind === 'unknown' ? { kind: 'variable', path: node.path, name: callee } : target;
  };

  const catalog = input.catalog(node.path);
  /** Notes the functions that a name stands for as given away. */
  const handOver = (name: string, instr: Call | Assign, to: string, rows: Handover['rows'], family: string): void => {
    if (parameter(name) !== undefined) return;
    for (const registered of functions(name)) handovers.push({ registered, caller: node, instr, to, rows, family });
  };
  const times = new Map<string, number>();
  const assigned = (instr: Assign, from: string): void => {
    const member = /^(.*?)(?:->|\.)(\w+)$/.exec(instr.variable);
    const name = member?.[2] ?? instr.variable;
    store(member === null ? { kind: 'variable', path: node.path, name } : { kind: 'member', name }, from);
    const rows = catalog.callbackSlots(name);
    if (rows.length === 0 && (member === null || catalog.isTypeSlot(name))) return;
    // A structure that is filled a second time is another one.
    const filled = (times.get(instr.variable) ?? 0) + 1;
    times.set(instr.variable, filled);
    handOver(from, instr, name, rows, `${node.path}:${node.unit.ir.name}:${member?.[1] ?? ''}:${filled}`);
  };

  for (const { instr } of instrs) {
    if (instr.op === 'assign' && instr.from !== undefined) assigned(instr, instr.from);
    if (instr.op !== 'call') continue;
    const target = called(instr);
    if (target === undefined) continue;
    targets.set(instr, target);
    callsPointers ||= target.kind === 'parameter' || target.kind === 'member' || target.kind === 'variable';
    const { callee } = instr;
    const rows = callee === undefined ? [] : catalog.callbacks(callee);
    const takers = target.kind === 'internal' ? target.nodes : [];
    const foreign = target.kind === 'variable' || target.kind === 'blocking';
    if (rows.length === 0 && takers.length === 0 && !foreign) continue;
    for (const [index, { name }] of instr.args.entries()) {
      if (name === undefined) continue;
      for (const of of takers) store({ kind: 'parameter', of, index }, name);
      const known = rows.filter(({ arg }) => arg === index);
      if (callee !== undefined && (known.length > 0 || foreign))
        handOver(name, instr, callee, known, `${callee}#${index}`);
    }
  }
  return { targets, callsPointers, stores, handovers, names };
}
