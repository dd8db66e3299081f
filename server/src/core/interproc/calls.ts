// Who calls whom: the targets of all calls of the program, and the order in which summaries are computed. Only functions
// whose text or names changed are looked at again.
import type { Steps } from '../base/steps.js';
import type { Call } from '../ir/ir.js';
import { componentOrder } from './componentOrder.js';
import { createHandovers, type Handovers } from './handovers.js';
import { type Target, UNKNOWN } from './link.js';
import { type Linked, type LinkInput, linkedFunction } from './linkFunction.js';
import { compareNodes, type FunctionNode } from './node.js';
import type { Order } from './passes.js';
import {
  type Flow,
  flowsByOrigin,
  isSlot,
  type Pointers,
  pointersOf,
  type Slot,
  type Store,
  sameSlot,
} from './pointers.js';

/** A call in the program. */
export interface CallSite {
  readonly caller: FunctionNode;
  readonly call: Call;
  /** Index of the call in the caller's unit. */
  readonly index: number;
}

export interface Calls {
  target(node: FunctionNode, call: Call): Target;
  callees(node: FunctionNode): Iterable<FunctionNode>;
  callers(node: FunctionNode): Iterable<FunctionNode>;
  /** Whether the callee calls the caller as well, through whomever. */
  isRecursive(caller: FunctionNode, callee: FunctionNode): boolean;
  /** The calls of a function, in the order of the program. */
  sites(node: FunctionNode): readonly CallSite[];
  /** Where addresses of functions go out of sight. */
  readonly handovers: Omit<Handovers, 'replace'>;
  /** Callees before their callers. */
  readonly bottomUp: Order;
  /** Callers before their callees, and whoever hands a function over before that function. */
  readonly topDown: Order;
}

/** What happened to the program since the last update. */
export interface Changes {
  /** Addresses that are stored outside functions; undefined where they are as before. */
  readonly stores: readonly Store[] | undefined;
  /** All functions of the program, in its order. */
  readonly nodes: readonly FunctionNode[];
  readonly changed: ReadonlySet<FunctionNode>;
  readonly removed: ReadonlySet<FunctionNode>;
  /** Functions in files where names may mean something else now. */
  readonly relinked: ReadonlySet<FunctionNode>;
  /** Names that are defined, or no longer defined, somewhere. */
  readonly names: ReadonlySet<string>;
}

export interface CallGraph extends Calls {
  /**
   * Returns the functions whose calls lead elsewhere now, or that are in another circle of calls, and whom they call or
   * called.
   */
  update(
    changes: Changes,
    input: LinkInput,
  ): Steps<{ readonly linked: ReadonlySet<FunctionNode>; readonly touched: ReadonlySet<FunctionNode> }>;
}

const NOBODY: ReadonlySet<FunctionNode> = new Set();

/** The calls of one function by whom they reach. */
type Outgoing = ReadonlyMap<FunctionNode, readonly CallSite[]>;
const NO_CALLS: Outgoing = new Map();

export function createCallGraph(): CallGraph {
  const linked = new Map<FunctionNode, Linked>();
  const resolved = new Map<FunctionNode, Map<Call, Target>>();
  const outgoing = new Map<FunctionNode, Outgoing>();
  const callers = new Map<FunctionNode, Set<FunctionNode>>();
  const handovers = createHandovers();
  let outside: readonly Store[] = [];
  let pointers: Pointers = pointersOf([], () => NO_SLOTS);
  /** Whom a function calls. */
  const callees = new Map<FunctionNode, ReadonlySet<FunctionNode>>();
  /** Whose entry rests on a function: those that it calls, and those that it hands over. */
  const entered = new Map<FunctionNode, ReadonlySet<FunctionNode>>();

  const target = (node: FunctionNode, call: Call): Target => {
    let known = resolved.get(node);
    if (known === undefined) {
      known = new Map();
      resolved.set(node, known);
    }
    let found = known.get(call);
    if (found === undefined) {
      found = targetOf(linked.get(node)?.targets.get(call));
      known.set(call, found);
    }
    return found;
  };
  const targetOf = (target: Target | Slot | undefined): Target => {
    if (target === undefined) return UNKNOWN;
    if (!isSlot(target)) return target;
    const pointees = pointers.of(target);
    const exact = target.kind === 'parameter' || target.kind === 'local';
    return pointees === undefined ? UNKNOWN : { kind: 'pointer', ...pointees, exact };
  };

  const calleesOf = (node: FunctionNode): ReadonlySet<FunctionNode> => callees.get(node) ?? NOBODY;
  const enteredBy = (node: FunctionNode): ReadonlySet<FunctionNode> => entered.get(node) ?? NOBODY;
  const calling = componentOrder(calleesOf);
  const entering = componentOrder(enteredBy);
  const callersOf = (node: FunctionNode): ReadonlySet<FunctionNode> => callers.get(node) ?? NOBODY;
  const callsOf = (node: FunctionNode): Outgoing => outgoing.get(node) ?? NO_CALLS;

  /** A function that nobody calls any more may be gone, and must leave nothing behind. */
  const isCalledNoMore = (callee: FunctionNode, by: FunctionNode): void => {
    const list = callers.get(callee);
    list?.delete(by);
    if (list?.size === 0) callers.delete(callee);
  };

  /** Returns those who were called by a function that is gone, or given away by it. */
  const forget = (node: FunctionNode): Iterable<FunctionNode> => {
    const met = new Set([...calleesOf(node), ...handovers.replace(node, [])]);
    for (const callee of calleesOf(node)) isCalledNoMore(callee, node);
    outgoing.delete(node);
    callees.delete(node);
    entered.delete(node);
    linked.delete(node);
    resolved.delete(node);
    return met;
  };

  const update: CallGraph['update'] = function* ({ nodes, changed, removed, relinked, names, stores }, input) {
    const again = new Set<FunctionNode>([...changed, ...relinked]);
    const renamed = [...names];
    if (renamed.length > 0)
      for (const [node, { names: used }] of linked)
        if (!again.has(node) && !removed.has(node) && renamed.some((name) => used.has(name))) again.add(node);
    const touched = new Set<FunctionNode>();
    let storesChanged = stores !== undefined && !sameStores(outside, stores);
    if (stores !== undefined) outside = stores;
    let orderChanged = removed.size > 0;
    for (const node of removed) {
      storesChanged ||= !sameGoings(linked.get(node), undefined);
      for (const met of forget(node)) touched.add(met);
    }
    for (const node of again) {
      yield;
      const before = linked.get(node);
      const now = linkedFunction(node, input);
      storesChanged ||= !sameGoings(before, now);
      for (const registered of handovers.replace(node, now.handovers)) touched.add(registered);
      linked.set(node, now);
      resolved.delete(node);
    }
    if (storesChanged) {
      const before = pointers;
      pointers = pointersOf(allStores(), flowsFrom);
      // Only those who call through pointers that lead elsewhere now can see the difference.
      for (const [node, { callsPointers, targets }] of linked)
        if (callsPointers && [...targets.values()].some((slot) => isSlot(slot) && !leadsToSame(slot, before, pointers)))
          again.add(node);
    }
    for (const node of again) {
      yield;
      resolved.delete(node);
      const sites = sitesIn(node);
      const before = calleesOf(node);
      const now = new Set(sites.keys());
      for (const callee of before) touched.add(callee);
      for (const callee of now) touched.add(callee);
      outgoing.set(node, sites);
      const enters = new Set([...now, ...(linked.get(node)?.handovers ?? []).map(({ registered }) => registered)]);
      orderChanged ||= !calling.fits(node, before, now) || !entering.fits(node, enteredBy(node), enters);
      callees.set(node, now);
      entered.set(node, enters);
      for (const callee of before) if (!now.has(callee)) isCalledNoMore(callee, node);
      for (const callee of now) {
        const list = callers.get(callee) ?? new Set();
        list.add(node);
        callers.set(callee, list);
      }
    }
    if (orderChanged || [...changed].some((node) => calling.forward.place(node) < 0)) {
      for (const node of calling.renew(nodes)) again.add(node);
      for (const node of entering.renew(nodes)) touched.add(node);
    }
    for (const node of removed) touched.delete(node);
    return { linked: again, touched };
  };

  const sitesIn = (node: FunctionNode): Outgoing => {
    const sites = new Map<FunctionNode, CallSite[]>();
    for (const { instr, index } of node.unit.instrs) {
      if (instr.op !== 'call') continue;
      const site = { caller: node, call: instr, index };
      addSite(site, target(node, instr), sites);
      const runs = linked.get(node)?.runs.get(instr);
      if (runs !== undefined) addSite(site, { kind: 'internal', nodes: runs }, sites);
    }
    return sites;
  };

  const allStores = (): readonly Store[] => {
    const all = [...outside];
    for (const { stores } of linked.values()) for (const store of stores) all.push(store);
    return all;
  };
  const flowsFrom = (slot: Slot, key: string): readonly Slot[] => {
    const by = slot.kind === 'parameter' || slot.kind === 'local' ? linked.get(slot.of) : undefined;
    return by === undefined ? NO_SLOTS : (flowsOf(by).get(key) ?? NO_SLOTS);
  };

  return {
    target,
    callees: calleesOf,
    callers: callersOf,
    isRecursive: (caller, callee) => calling.forward.place(caller) === calling.forward.place(callee),
    sites: (node) => [...callersOf(node)].sort(compareNodes).flatMap((caller) => callsOf(caller).get(node) ?? []),
    handovers,
    bottomUp: orderOf(calling.forward, callersOf),
    topDown: orderOf(entering.backward, enteredBy),
    update,
  };
}

const orderOf = (order: Omit<Order, 'dependents'>, dependents: Order['dependents']): Order => ({
  get components() {
    return order.components;
  },
  place: order.place,
  isCycle: order.isCycle,
  dependents,
});

function addSite(site: CallSite, target: Target, to: Map<FunctionNode, CallSite[]>): void {
  if (target.kind === 'macro') for (const inner of target.targets) addSite(site, inner, to);
  if (target.kind !== 'internal' && target.kind !== 'pointer') return;
  for (const node of target.nodes) {
    const sites = to.get(node);
    if (sites === undefined) to.set(node, [site]);
    else if (sites.at(-1) !== site) sites.push(site);
  }
}

function leadsToSame(slot: Slot, before: Pointers, now: Pointers): boolean {
  const [a, b] = [before.of(slot), now.of(slot)];
  if (a === undefined || b === undefined) return a === b;
  return sameItems(a.nodes, b.nodes) && sameItems(a.rows, b.rows);
}

const sameItems = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);

const NO_SLOTS: readonly Slot[] = [];
const flows = new WeakMap<Linked, ReadonlyMap<string, readonly Slot[]>>();

function flowsOf(linked: Linked): ReadonlyMap<string, readonly Slot[]> {
  let found = flows.get(linked);
  if (found === undefined) {
    found = flowsByOrigin(linked.flows);
    flows.set(linked, found);
  }
  return found;
}

/** Whether the same addresses go to the same places. */
const sameGoings = (before: Linked | undefined, now: Linked | undefined): boolean =>
  sameStores(before?.stores ?? [], now?.stores ?? []) && sameFlows(before?.flows ?? [], now?.flows ?? []);

const sameStores = (before: readonly Store[], now: readonly Store[]): boolean =>
  before.length === now.length &&
  before.every(({ into, pointees }, i) => {
    const other = now[i];
    return other !== undefined && sameSlot(into, other.into) && sameItems(pointees, other.pointees);
  });

const sameFlows = (before: readonly Flow[], now: readonly Flow[]): boolean =>
  before.length === now.length &&
  before.every(({ from, into }, i) => {
    const other = now[i];
    return other !== undefined && sameSlot(from, other.from) && sameSlot(into, other.into);
  });
