// Who calls a function, and whom it calls, with the state of the GIL at each call. A function that is handed over to be
// called back has whoever hands it over among its callers.
// Easy to get wrong: the question comes in pieces, and files may have changed between two of them, so a function is
// looked up by its name and place afresh.
import { type Span, shift, touches } from '../base/span.js';
import { Gil, type GilSet } from '../flow/lattice.js';
import type { FileFacts } from '../interproc/fileFacts.js';
import type { Handover } from '../interproc/handovers.js';
import type { FunctionNode } from '../interproc/node.js';
import { functionAt } from './pointState.js';
import { nameOf, SHORT } from './words.js';

export interface CallHierarchyItem {
  readonly name: string;
  readonly path: string;
  /** The whole function, and its name. */
  readonly span: Span;
  readonly nameSpan: Span;
  /** What it is entered with, or how the call is made. */
  readonly detail: string;
}

/** Calls from one function to another. */
export interface CallsBetween {
  /** The other function. */
  readonly item: CallHierarchyItem;
  /** Where they stand: in the file of the caller. */
  readonly spans: readonly Span[];
}

/** At the name of a function that function; at a call those that it may reach. */
export function hierarchyAt(facts: FileFacts, offset: number): readonly CallHierarchyItem[] {
  const node = functionAt(facts, offset);
  if (node === undefined) return [];
  if (touches(shift(node.unit.ir.nameSpan, node.base), offset)) return [itemOf(node, entryText(facts, node))];
  const nodes = new Set<FunctionNode>();
  for (const { instr } of node.unit.instrs)
    if (instr.op === 'call' && touches(shift(instr.span, node.base), offset))
      for (const callee of calleesAt(facts, node, instr)) nodes.add(callee);
  return firstReadings(nodes).map((callee) => itemOf(callee, entryText(facts, callee)));
}

/** @param nameStart where the name stood when the item was made; the nearest function of that name counts */
export function callersOf(facts: FileFacts, name: string, nameStart: number): readonly CallsBetween[] {
  const node = functionNamed(facts, name, nameStart);
  if (node === undefined) return [];
  const byCaller = new Map<FunctionNode, { span: Span; gil: GilSet }[]>();
  for (const { caller, call, index } of facts.calls.sites(node)) {
    const at = { span: shift(call.span, caller.base), gil: facts.entries.facts(caller).before(index).set };
    byCaller.set(caller, [...(byCaller.get(caller) ?? []), at]);
  }
  const called = [...byCaller].map(([caller, sites]) => ({
    item: itemOf(caller, callText(sites.map(({ gil }) => gil))),
    spans: sites.map(({ span }) => span),
  }));
  const given = facts.calls.handovers
    .of(node)
    .filter(({ caller, isTaken }) => !isTaken && !byCaller.has(caller))
    .map((handover) => ({
      item: itemOf(handover.caller, handoverText(handover)),
      spans: [shift(handover.instr.span, handover.caller.base)],
    }));
  return [...called, ...given];
}

export function calleesOf(facts: FileFacts, name: string, nameStart: number): readonly CallsBetween[] {
  const node = functionNamed(facts, name, nameStart);
  if (node === undefined) return [];
  const flow = facts.entries.facts(node);
  const byCallee = new Map<FunctionNode, { span: Span; gil: GilSet }[]>();
  for (const { instr, index } of node.unit.instrs) {
    if (instr.op !== 'call') continue;
    for (const callee of firstReadings(calleesAt(facts, node, instr))) {
      const at = { span: shift(instr.span, node.base), gil: flow.before(index).set };
      byCallee.set(callee, [...(byCallee.get(callee) ?? []), at]);
    }
  }
  return [...byCallee].map(([callee, sites]) => ({
    item: itemOf(callee, callText(sites.map(({ gil }) => gil))),
    spans: sites.map(({ span }) => span),
  }));
}

function calleesAt(
  facts: FileFacts,
  node: FunctionNode,
  call: Parameters<FileFacts['calls']['target']>[1],
): readonly FunctionNode[] {
  const target = facts.calls.target(node, call);
  const targets = target.kind === 'macro' ? target.targets : [target];
  return targets.flatMap((each) => (each.kind === 'internal' || each.kind === 'pointer' ? each.nodes : []));
}

/** Two readings of one function are one item. */
const firstReadings = (nodes: Iterable<FunctionNode>): readonly FunctionNode[] => {
  const all = [...nodes];
  return all.filter(
    (node) =>
      !node.unit.isAlternate ||
      !all.some((other) => other !== node && other.path === node.path && other.base === node.base),
  );
};

function functionNamed(facts: FileFacts, name: string, nameStart: number): FunctionNode | undefined {
  const distance = (node: FunctionNode): number => Math.abs(node.base + node.unit.ir.nameSpan.start - nameStart);
  return facts.own
    .filter(({ unit }) => unit.ir.name === name)
    .reduce<FunctionNode | undefined>((a, b) => (a !== undefined && distance(a) <= distance(b) ? a : b), undefined);
}

const itemOf = ({ unit, base, path }: FunctionNode, detail: string): CallHierarchyItem => ({
  name: unit.ir.name,
  path,
  span: shift(unit.ir.span, base),
  nameSpan: shift(unit.ir.nameSpan, base),
  detail,
});

const entryText = (facts: FileFacts, node: FunctionNode): string => {
  const { set } = facts.entries.of(node);
  return set === Gil.unreached ? SHORT['as-entered'] : `${SHORT[nameOf(set)]} on entry`;
};

function callText(states: readonly GilSet[]): string {
  const [first] = states;
  const text = (set: GilSet): string => (set === Gil.unreached ? 'never reached' : SHORT[nameOf(set)]);
  if (first === undefined) return '';
  if (states.every((set) => set === first))
    return `${text(first)} at ${states.length === 1 ? 'the call' : 'the calls'}`;
  const counts = new Map<GilSet, number>();
  for (const set of states) counts.set(set, (counts.get(set) ?? 0) + 1);
  return [...counts].map(([set, count]) => `${text(set)} at ${count}`).join(', ');
}

function handoverText({ to, rows }: Handover): string {
  const entries = new Set(rows.map(({ entry }) => entry));
  const [only] = entries;
  const how = entries.size === 1 && only !== undefined && only !== 'unknown' ? ` with the GIL ${only}` : '';
  return `given to ${to}, to be called${how}`;
}
