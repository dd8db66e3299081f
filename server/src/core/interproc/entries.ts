// The state that each function is entered with, top-down: method tables and slots, module init, thread starts, and the
// calls of the program. Where nobody is seen to call a function, the state is inferred from what its body can stand:
// code that uses the API at once is entered with the GIL held, or it would not work at all.
import { isModuleInit } from '../catalog/entryTables.js';
import { type FlowFacts, flowOf } from '../flow/facts.js';
import { Gil, type GilSet, join } from '../flow/lattice.js';
import { FROM_ENTRY } from '../flow/state.js';
import type { Callback } from './callbacks.js';
import type { CallSite, Calls } from './calls.js';
import { type Deciders, type Known, knownKey, NOTHING_KNOWN, withStates } from './constants.js';
import type { Contracts } from './contracts.js';
import type { Effects } from './effects.js';
import type { Ensuring } from './ensuring.js';
import type { Handover } from './handovers.js';
import { isStrong, type Needs } from './needs.js';
import type { FunctionNode } from './node.js';
import type { Pass } from './passes.js';
import type { Phases } from './phases.js';
import type { TableEntry } from './unit.js';

export type EntryReason =
  /** CPython finds it in a table, which `Entries.table` gives. */
  | { readonly kind: 'table' }
  | { readonly kind: 'module-init' }
  /** Bound to Python by a library for C++. */
  | { readonly kind: 'binding'; readonly by: Handover }
  /** Started or called back by somebody who does not hold the GIL. */
  | { readonly kind: 'callback'; readonly callback: Callback }
  /** Handed to somebody who calls back with the GIL held. */
  | { readonly kind: 'callback-held'; readonly by: Handover }
  /** Stored in a member whose declaration has a contract. */
  | { readonly kind: 'slot'; readonly slot: string }
  /** The function's own contract says so. */
  | { readonly kind: 'declared' }
  /** It takes the GIL first, and nobody is seen to call it; a helper that takes it may be for both kinds of callers. */
  | { readonly kind: 'ensures'; readonly byHelper: boolean }
  | { readonly kind: 'callers'; readonly site: CallSite }
  | { readonly kind: 'inferred' }
  | { readonly kind: 'unknown' };

/** What the contract of a member says about the functions that are stored in it. */
export interface SlotEntry {
  readonly slot: string;
  readonly entry: 'held' | 'released';
}

export interface Entry {
  /** Unreached where nothing is known: the function has whatever state its caller has. */
  readonly set: GilSet;
  readonly reason: EntryReason;
  /** What the calls of the program have, whatever the body can stand. */
  readonly called: GilSet;
  /** Every call of the function is made in a process just forked. */
  readonly onlyInChild: boolean;
  /** Truths of parameters that all callers agree on. */
  readonly known: Known;
}

const UNKNOWN_ENTRY: Entry = {
  set: Gil.unreached,
  reason: { kind: 'unknown' },
  called: Gil.unreached,
  onlyInChild: false,
  known: NOTHING_KNOWN,
};

export interface Entries {
  of(node: FunctionNode): Entry;
  /** The flow of the function for its entry state. */
  facts(node: FunctionNode): FlowFacts;
  /** Whether an instruction runs during a start only, when there are no other threads yet. */
  isStartUp(node: FunctionNode, index: number): boolean;
  /** The table that CPython finds the function in. */
  table(node: FunctionNode): TableEntry | undefined;
  /** Whether the function waits for a GIL that its caller holds. */
  deadlocks(node: FunctionNode): boolean;
  readonly pass: Pass<Entry>;
  forget(node: FunctionNode): void;
  /** Something that the flow of the function rests on has changed. */
  forgetFacts(node: FunctionNode): void;
}

export interface EntryInput {
  readonly calls: Calls;
  readonly needs: Needs;
  readonly effects: Effects;
  readonly deciders: Deciders;
  readonly ensuring: Ensuring;
  readonly phases: Phases;
  callback(node: FunctionNode, stateAt: (handover: Handover) => GilSet): Callback | undefined;
  readonly table: (node: FunctionNode) => TableEntry | undefined;
  readonly isAware: (node: FunctionNode) => boolean;
  readonly contracts: Contracts;
  /** The slot outside of functions that the function is stored in and that has a contract. */
  readonly slot: (node: FunctionNode) => SlotEntry | undefined;
}

export function createEntries(input: EntryInput): Entries {
  const { calls, needs, effects, deciders, ensuring } = input;
  const entries = new Map<FunctionNode, Entry>();
  const facts = new Map<FunctionNode, FlowFacts>();
  const of = (node: FunctionNode): Entry => entries.get(node) ?? UNKNOWN_ENTRY;

  const flow = (node: FunctionNode, set: GilSet, known: Known): FlowFacts =>
    flowOf(
      node.unit.ir,
      node.unit.instrs,
      set,
      (call) => effects.ofCall(node, call),
      withStates(node.unit.ir, set, known),
    );
  const factsOf = (node: FunctionNode): FlowFacts => {
    let found = facts.get(node);
    if (found === undefined) {
      const { set, known } = of(node);
      found = flow(node, set || Gil.either, known);
      facts.set(node, found);
    }
    return found;
  };
  const stateAtCall = ({ caller, index }: Pick<CallSite, 'caller' | 'index'>): GilSet => {
    const { set, heldBy, releasedBy } = factsOf(caller).before(index);
    if (of(caller).set !== Gil.unreached) return set;
    // With an unknown entry only what the caller itself did is known.
    return ((set & Gil.held && heldBy !== FROM_ENTRY ? Gil.held : 0) |
      (set & Gil.released && releasedBy !== FROM_ENTRY ? Gil.released : 0)) as GilSet;
  };

  const compute = (node: FunctionNode): Entry => {
    const { unit } = node;
    if (input.table(node) !== undefined) return { ...UNKNOWN_ENTRY, set: Gil.held, reason: { kind: 'table' } };
    if (isModuleInit(unit.ir.name)) return { ...UNKNOWN_ENTRY, set: Gil.held, reason: { kind: 'module-init' } };
    const sites = calls.sites(node);
    let set: GilSet = Gil.unreached;
    let reason: EntryReason = { kind: 'unknown' };
    for (const site of sites) {
      const at = stateAtCall(site);
      if (reason.kind === 'unknown' && at !== Gil.unreached) reason = { kind: 'callers', site };
      set = join(set, at);
    }
    const given = calls.handovers.of(node);
    const bound = given.find(({ instr }) => instr.op === 'call' && instr.binds !== undefined);
    if (bound?.instr.op === 'call' && bound.instr.binds === 'held')
      return { ...UNKNOWN_ENTRY, set: Gil.held, reason: { kind: 'binding', by: bound } };
    const released = (callback: Callback): Entry => ({
      ...UNKNOWN_ENTRY,
      set: join(set, Gil.released),
      reason: { kind: 'callback', callback },
    });
    if (bound !== undefined) return { ...released({ evidence: { kind: 'bound' }, by: bound }), set: Gil.released };
    // Nobody but the function that it is handed to can call a lambda: what it cannot stand is reported in itself.
    const [first] = given;
    if (unit.ir.isLambda === true && set === Gil.released && first !== undefined)
      return released({ evidence: { kind: 'run' }, by: first });
    const callback = input.callback(node, ({ caller, instr }) =>
      stateAtCall({ caller, index: caller.unit.instrs.findIndex((at) => at.instr === instr) }),
    );
    if (callback?.evidence.kind === 'documented') return released(callback);
    const back = given.find(isCalledHeld);
    if (back !== undefined) [set, reason] = [join(set, Gil.held), { kind: 'callback-held', by: back }];
    const slot = input.slot(node);
    if (slot !== undefined) {
      set = join(set, slot.entry === 'held' ? Gil.held : Gil.released);
      reason = { kind: 'slot', slot: slot.slot };
      if (slot.entry === 'released') return { ...UNKNOWN_ENTRY, set, reason };
    }
    const declared = input.contracts.ofFunction(node)?.state;
    // Who is seen to call it tells more than how it is written, but less than what is written above it.
    if (declared === undefined && callback !== undefined) return released(callback);
    // With Python objects in its signature it is called from Python, whatever it does to be safe.
    if (declared === undefined && set === Gil.unreached && !unit.ir.hasObjects && ensuring.first(node))
      return { ...UNKNOWN_ENTRY, set: Gil.released, reason: { kind: 'ensures', byHelper: !ensuring.itself(node) } };
    const onlyInChild = input.phases.isInChild(node);
    const known = unit.ir.isStatic && calls.handovers.of(node).length === 0 ? agreed(node, sites) : NOTHING_KNOWN;
    const seen = { called: set, onlyInChild, known };
    if (declared === 'held' || declared === 'released') {
      const wanted = declared === 'held' ? Gil.held : Gil.released;
      return { set: wanted, reason: set & wanted ? reason : { kind: 'declared' }, ...seen };
    }
    if (declared === 'neutral') return { set, reason, ...seen };
    const required = input.isAware(node) && !ensuring.first(node) ? requirement(node, known) : Gil.unreached;
    // What the body cannot stand is the caller's mistake and reported there.
    if (required !== Gil.unreached)
      return { set: required, reason: set & required ? reason : { kind: 'inferred' }, ...seen };
    // Objects in the signature prove nothing, but where nobody is seen to call it they are what there is to go by.
    if (set === Gil.unreached && unit.ir.hasObjects) return { set: Gil.held, reason: { kind: 'inferred' }, ...seen };
    return { set, reason, ...seen };
  };

  /** Truths that every call gives the same parameter; a call that nothing reaches says nothing. */
  const agreed = (node: FunctionNode, sites: readonly CallSite[]): Known => {
    if (sites.length === 0 || deciders.of(node).size === 0) return NOTHING_KNOWN;
    let common: Map<string, boolean> | undefined;
    for (const { caller, call, index } of sites) {
      if (factsOf(caller).before(index).set === Gil.unreached) continue;
      const here = deciders.at(node, call, caller, of(caller).known);
      if (common === undefined) common = new Map(here);
      else for (const [name, truth] of common) if (here.get(name) !== truth) common.delete(name);
      if (common.size === 0) return NOTHING_KNOWN;
    }
    return common ?? NOTHING_KNOWN;
  };

  /** No caller but those of a start lets control come there: they alone say so with a constant. */
  const isStartUp = (node: FunctionNode, index: number): boolean => {
    if (input.phases.isStarting(node)) return true;
    if (!node.unit.ir.isStatic || calls.handovers.of(node).length > 0) return false;
    const sites = calls.sites(node);
    const later = sites.filter(({ caller }) => !input.phases.isStarting(caller));
    if (later.length === sites.length) return false;
    const known = agreed(node, later);
    return known.size > 0 && flow(node, of(node).set || Gil.either, known).before(index).set === Gil.unreached;
  };

  /** The only state that the body can stand, or unreached where it can stand both. */
  const requirement = (node: FunctionNode, known: Known): GilSet => {
    const need = needs.of(node, known);
    if (need !== undefined && isStrong(need)) return Gil.held;
    return deadlocks(node, known) ? Gil.released : Gil.unreached;
  };

  /** Whether the body waits for the GIL when it is entered with it. */
  const deadlocks = (node: FunctionNode, known: Known): boolean => {
    if (!node.unit.ir.changesState) return false;
    const whenHeld = flow(node, Gil.held, known);
    return whenHeld.instrs.some(({ instr, index: at }) => {
      if (instr.op !== 'acquire' || instr.ifSaved) return false;
      const before = whenHeld.before(at);
      return before.set === Gil.held && before.heldBy === FROM_ENTRY;
    });
  };

  const set = (node: FunctionNode, entry: Entry): void => {
    const before = entries.get(node);
    entries.set(node, entry);
    if (before?.set !== entry.set || knownKey(before.known) !== knownKey(entry.known)) facts.delete(node);
  };

  return {
    of,
    facts: factsOf,
    isStartUp,
    table: input.table,
    deadlocks: (node) => deadlocks(node, NOTHING_KNOWN),
    pass: { bottom: UNKNOWN_ENTRY, get: (node) => entries.get(node), set, compute, same: sameEntry },
    forget(node) {
      entries.delete(node);
      facts.delete(node);
    },
    forgetFacts: (node) => void facts.delete(node),
  };
}

/** All that is known about who is given the function says that it is called with the GIL held. */
const isCalledHeld = ({ rows }: Handover): boolean =>
  rows.length > 0 && rows.every(({ entry, thread }) => entry === 'held' && thread === 'foreign');

function sameEntry(a: Entry, b: Entry): boolean {
  return (
    a === b ||
    (a.set === b.set &&
      a.called === b.called &&
      a.onlyInChild === b.onlyInChild &&
      knownKey(a.known) === knownKey(b.known) &&
      sameReason(a.reason, b.reason))
  );
}

function sameReason(a: EntryReason, b: EntryReason): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'binding') return b.kind === 'binding' && a.by.caller === b.by.caller && a.by.instr === b.by.instr;
  if (a.kind === 'callers') return b.kind === 'callers' && sameSite(a.site, b.site);
  if (a.kind === 'callback') return b.kind === 'callback' && sameCallback(a.callback, b.callback);
  if (a.kind === 'callback-held')
    return b.kind === 'callback-held' && a.by.caller === b.by.caller && a.by.instr === b.by.instr;
  if (a.kind === 'slot') return b.kind === 'slot' && a.slot === b.slot;
  if (a.kind === 'ensures') return b.kind === 'ensures' && a.byHelper === b.byHelper;
  return true;
}

/** Where a name in an initialiser stands moves with every edit, and is not told. */
function sameCallback(a: Callback, b: Callback): boolean {
  if (a.evidence.kind !== b.evidence.kind) return false;
  if (a.evidence.kind === 'sibling' && b.evidence.kind === 'sibling' && a.evidence.node !== b.evidence.node)
    return false;
  if ('at' in a.by || 'at' in b.by)
    return 'at' in a.by && 'at' in b.by && a.by.path === b.by.path && a.by.member === b.by.member;
  return a.by.caller === b.by.caller && a.by.instr === b.by.instr;
}

const sameSite = (a: CallSite, b: CallSite): boolean => a.caller === b.caller && a.call === b.call;
