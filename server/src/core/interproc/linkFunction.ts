// What the calls of one function mean by name, and what it does with addresses of functions: the part of linking that
// depends on the function and on names alone. Calls through pointers stay slots until all functions are linked.
import type { Catalog } from '../catalog/catalog.js';
import { callsItsArguments } from '../catalog/cplusplus.js';
import type { CallbackRegistrar } from '../catalog/types.js';
import type { Assign, Call } from '../ir/ir.js';
import { type Contract, type Contracts, declaredRows, lastNames } from './contracts.js';
import type { Handover } from './handovers.js';
import { type NameLink, type Target, UNKNOWN } from './link.js';
import type { FunctionNode } from './node.js';
import { type Flow, isSlot, type Slot, type Store } from './pointers.js';

export interface Linked {
  /** Calls through pointers by their slot. */
  readonly targets: ReadonlyMap<Call, Target | Slot>;
  /** Functions that a call of a library runs before it returns. */
  readonly runs: ReadonlyMap<Call, readonly FunctionNode[]>;
  readonly callsPointers: boolean;
  readonly stores: readonly Store[];
  /** Of its parameters and local variables. */
  readonly flows: readonly Flow[];
  readonly handovers: readonly Handover[];
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
  const runsAt = new Map<Call, readonly FunctionNode[]>();
  const stores: Store[] = [];
  const flows: Flow[] = [];
  const handovers: Handover[] = [];
  const names = new Set<string>();
  const variables = new Set(instrs.flatMap(({ instr }) => (instr.op === 'assign' ? [instr.variable] : [])));
  let callsPointers = false;

  const parameter = (name: string): Slot | undefined => {
    const index = name === '' ? -1 : ir.parameters.findIndex((candidate) => candidate.name === name);
    return index < 0 ? undefined : { kind: 'parameter', of: node, index };
  };
  /** A parameter or a local variable, which hides a function of that name. */
  const ownSlot = (name: string): Slot | undefined =>
    parameter(name) ?? (ir.locals.has(name) ? { kind: 'local', of: node, name } : undefined);
  const lean = (name: string): void => {
    for (const other of link.leansOn(name)) names.add(other).add(lastNames(other));
  };
  const functions = (name: string): readonly FunctionNode[] => {
    lean(name);
    return link.functions(name);
  };
  /** Notes what goes into a slot when it gets the value of a name. */
  const store = (into: Slot, name: string): void => {
    const from = ownSlot(name);
    if (from !== undefined) {
      flows.push({ into, from });
      return;
    }
    const nodes = functions(name);
    const target = link.called(name);
    const pointees = target.kind === 'blocking' && target.certain ? [target.row] : nodes;
    if (pointees.length > 0) stores.push({ into, pointees });
  };
  const variable = (name: string): Slot =>
    ir.locals.has(name) ? { kind: 'local', of: node, name } : { kind: 'variable', path: node.path, name };
  const called = (call: Call): Target | Slot | undefined => {
    const { callee, member, candidates } = call;
    const through = callee === undefined || call.receiver !== undefined ? undefined : parameter(callee);
    if (through !== undefined) return through;
    if (callee !== undefined && candidates === undefined) {
      // A variable hides whatever else has its name.
      if (variables.has(callee)) return variable(callee);
      lean(callee);
    }
    const target = callee !== undefined && candidates === undefined ? link.called(callee) : ofCandidates(call);
    if (target.kind !== 'unknown') return target;
    if (member !== undefined) return { kind: 'member', name: member };
    return callee === undefined ? undefined : variable(callee);
  };
  /** C++: the first of the candidates that means something; functions first, of several those that take the arguments. */
  const ofCandidates = (call: Call): Target => {
    let first = UNKNOWN;
    for (const name of call.candidates ?? []) {
      lean(name);
      const target = link.called(name);
      if (target.kind === 'internal') return { kind: 'internal', nodes: fitting(target.nodes, call) };
      if (first.kind === 'unknown') first = target;
    }
    return first;
  };

  const catalog = input.catalog(node.path);
  /** Notes the functions that a name stands for as given away. */
  const handOver = (
    name: string,
    given: Pick<Handover, 'instr' | 'to' | 'rows' | 'family'> & { readonly lambdasOnly?: boolean },
  ): void => {
    if (ownSlot(name) !== undefined) return;
    const { lambdasOnly, ...handover } = given;
    for (const registered of functions(name))
      if (lambdasOnly !== true || registered.unit.ir.isLambda === true)
        handovers.push({ registered, caller: node, isTaken: lambdasOnly === true, ...handover });
  };
  /** What comments say about the functions that a variable or member holds. */
  const declaredSlot = (name: string, from: string): readonly CallbackRegistrar[] => {
    if (functions(from).length === 0) return [];
    names.add(name);
    return declaredRows(input.contracts.ofSlot(node.path, name), name, 0);
  };
  /** The one of the names whose declaration says how it calls back. */
  const declaredRegistrar = (spelled: readonly string[]): Contract | undefined =>
    spelled
      .filter((name) => !variables.has(name) && parameter(name) === undefined)
      .map((name) => input.contracts.ofName(node.path, name))
      .find((contract) => contract !== undefined && contract.callbacks.length > 0);
  const times = new Map<string, number>();
  const assigned = (instr: Assign, from: string): void => {
    const member = /^(.*?)(?:->|\.)(\w+)$/.exec(instr.variable);
    const name = member?.[2] ?? instr.variable;
    store(member === null ? variable(name) : { kind: 'member', name }, from);
    const declared = declaredSlot(name, from);
    const slots = catalog.callbackSlots(name).filter(({ header }) => header === undefined || link.sees(header));
    const rows = declared.length > 0 ? declared : slots;
    if (rows.length === 0 && (member === null || catalog.isTypeSlot(name))) return;
    // A structure that is filled a second time is another one.
    const filled = (times.get(instr.variable) ?? 0) + 1;
    times.set(instr.variable, filled);
    const family = `${node.path}:${node.unit.ir.name}:${member?.[1] ?? ''}:${filled}`;
    handOver(from, { instr, to: name, rows, family });
  };

  for (const { instr } of instrs) {
    if (instr.op === 'assign' && instr.from !== undefined) assigned(instr, instr.from);
    if (instr.op !== 'call') continue;
    const target = called(instr);
    if (target === undefined) continue;
    targets.set(instr, target);
    callsPointers ||= isSlot(target);
    const { callee, member } = instr;
    const spelled = [...(callee === undefined ? [] : [callee]), ...(instr.candidates ?? [])];
    const rows = spelled.flatMap((name) => catalog.callbacks(name));
    const takers = target.kind === 'internal' ? target.nodes : [];
    const foreign = (isSlot(target) && target.kind !== 'parameter') || target.kind === 'blocking';
    const runsThem = instr.candidates?.some((name) => callsItsArguments.test(name)) === true;
    const registrar = declaredRegistrar(spelled);
    const isKnown = rows.length > 0 || registrar !== undefined;
    if (!isKnown && takers.length === 0 && !foreign && instr.binds === undefined && !runsThem) continue;
    const runs: FunctionNode[] = [];
    for (const [index, { name }] of instr.args.entries()) {
      if (name === undefined) continue;
      for (const of of takers) store({ kind: 'parameter', of, index }, name);
      const declared = declaredRows(registrar, callee ?? '', index);
      const known = declared.length > 0 ? declared : rows.filter((row) => row.arg === index && holdsFor(row, instr));
      const isGiven = known.length > 0 || instr.binds !== undefined || (foreign && !runsThem);
      const given = { instr, to: callee ?? member ?? '', rows: known, family: `${callee}#${index}` };
      handOver(name, isGiven ? given : { ...given, lambdasOnly: true });
      if (runsThem && ownSlot(name) === undefined) runs.push(...functions(name));
    }
    if (runs.length > 0) runsAt.set(instr, runs);
  }
  return { targets, runs: runsAt, callsPointers, stores, flows, handovers, names };
}

const holdsFor = ({ unless }: CallbackRegistrar, call: Call): boolean =>
  unless === undefined || !call.args.some(({ text }) => text.includes(unless));

/** Of several functions of a name those that take as many arguments as are given. */
function fitting(nodes: readonly FunctionNode[], call: Call): readonly FunctionNode[] {
  if (nodes.length < 2) return nodes;
  const fit = nodes.filter(({ unit: { ir } }) => {
    const least = ir.parameters.filter(({ optional, variadic }) => !optional && !variadic).length;
    const most = ir.parameters.some(({ variadic }) => variadic) ? Number.POSITIVE_INFINITY : ir.parameters.length;
    return call.args.length >= least && call.args.length <= most;
  });
  return fit.length > 0 ? fit : nodes;
}
