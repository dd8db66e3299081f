// The state that each function is entered with, top-down: method tables and slots, module init, thread starts, and the
// calls in the file. Where nobody in the file calls a function, the state is inferred from what its body can stand:
// code that uses the API at once is entered with the GIL held, or it would not work at all.
import { components } from '../base/graph.js';
import type { Catalog } from '../catalog/catalog.js';
import { callsItsArguments } from '../catalog/cplusplus.js';
import { isModuleInit } from '../catalog/entryTables.js';
import { type FlowFacts, flowOf } from '../flow/facts.js';
import { Gil, type GilSet, join } from '../flow/lattice.js';
import { FROM_ENTRY } from '../flow/state.js';
import type { CallEffect } from '../flow/transfer.js';
import { type Call, changesGil, type FunctionIr } from '../ir/ir.js';
import type { Needs } from './needs.js';
import type { Resolver } from './resolve.js';
import type { FileUnit, FunctionUnit, TableEntry } from './unit.js';

export type EntryReason =
  | { readonly kind: 'table'; readonly entry: TableEntry }
  | { readonly kind: 'module-init' }
  /** Bound to Python by a library for C++. */
  | { readonly kind: 'binding'; readonly caller: number; readonly call: Call }
  /** Started or called back by somebody who does not hold the GIL. */
  | { readonly kind: 'callback'; readonly registrar: string; readonly caller: number; readonly call: Call }
  | { readonly kind: 'callers'; readonly caller: number; readonly call: Call }
  | { readonly kind: 'inferred' }
  | { readonly kind: 'unknown' };

export interface Entry {
  /** Unreached where nothing is known: the function has whatever state its caller has. */
  readonly set: GilSet;
  readonly reason: EntryReason;
  /** What the calls in the file have, whatever the body can stand. */
  readonly called: GilSet;
  /** Every call of the function is made in a process just forked. */
  readonly onlyInChild: boolean;
}

export interface CallSite {
  readonly caller: number;
  readonly call: Call;
  readonly index: number;
}

export interface Entries {
  of(functionIndex: number): Entry;
  /** The flow of the function for its entry state. */
  facts(functionIndex: number): FlowFacts;
  callers(functionIndex: number): readonly CallSite[];
}

export interface EntryInput {
  readonly file: FileUnit;
  readonly catalog: Catalog;
  readonly resolver: Resolver;
  readonly needs: Needs;
  readonly calls: readonly (readonly number[])[];
  readonly effectOf: (caller: FunctionIr, call: Call) => CallEffect;
  readonly isAware: (functionIndex: number) => boolean;
}

export function entriesOf(input: EntryInput): Entries {
  const { file, catalog, resolver, needs, effectOf } = input;
  const callers = callSites(input);
  const handedOver = functionArguments(input);
  const tables = new Map<number, TableEntry>();
  for (const entry of file.tables)
    for (const index of resolver.named(entry.functionName))
      if (entry.isEntry && !tables.has(index)) tables.set(index, entry);
  const entries = new Map<number, Entry>();
  const facts = new Map<number, FlowFacts>();

  const flow = (index: number, set: GilSet): FlowFacts => {
    const unit = file.functions[index];
    if (unit === undefined) throw new RangeError(`no function ${index}`);
    return flowOf(unit.ir, unit.instrs, set, (call) => effectOf(unit.ir, call));
  };
  const factsOf = (index: number): FlowFacts => {
    let known = facts.get(index);
    if (known === undefined) {
      known = flow(index, (entries.get(index)?.set ?? Gil.unreached) || Gil.either);
      facts.set(index, known);
    }
    return known;
  };
  const stateAtCall = (site: CallSite): GilSet => {
    if ((entries.get(site.caller)?.set ?? Gil.unreached) === Gil.unreached) {
      const { set, heldBy, releasedBy } = factsOf(site.caller).before(site.index);
      // With an unknown entry only what the caller itself did is known.
      return ((set & Gil.held && heldBy !== FROM_ENTRY ? Gil.held : 0) |
        (set & Gil.released && releasedBy !== FROM_ENTRY ? Gil.released : 0)) as GilSet;
    }
    return factsOf(site.caller).before(site.index).set;
  };

  const decide = (index: number): Entry => {
    const unit = file.functions[index];
    const entry = (set: GilSet, reason: EntryReason): Entry => ({
      set,
      reason,
      called: Gil.unreached,
      onlyInChild: false,
    });
    if (unit === undefined) return entry(Gil.unreached, { kind: 'unknown' });
    const table = tables.get(index);
    if (table !== undefined) return entry(Gil.held, { kind: 'table', entry: table });
    if (isModuleInit(unit.ir.name)) return entry(Gil.held, { kind: 'module-init' });
    const started = handedOver.get(index)?.find((hand) => hand.entry === 'released' && hand.thread === 'foreign');
    const sites = callers[index] ?? [];
    let set: GilSet = Gil.unreached;
    let reason: EntryReason = { kind: 'unknown' };
    for (const site of sites) {
      const at = stateAtCall(site);
      if (reason.kind === 'unknown' && at !== Gil.unreached)
        reason = { kind: 'callers', caller: site.caller, call: site.call };
      set = join(set, at);
    }
    for (const hand of handedOver.get(index) ?? [])
      for (const site of hand.calledAt ?? []) {
        set = join(set, stateAtCall(site));
        reason = { kind: 'callers', caller: site.caller, call: site.call };
      }
    const bound = handedOver.get(index)?.find((hand) => hand.binds !== undefined);
    if (bound?.binds === 'held') return entry(Gil.held, { kind: 'binding', caller: bound.caller, call: bound.call });
    if (bound?.binds === 'released')
      return entry(Gil.released, {
        kind: 'callback',
        registrar: bound.registrar,
        caller: bound.caller,
        call: bound.call,
      });
    // Nobody but the function that it is handed to can call a lambda: what it cannot stand is reported in itself.
    const released = handedOver.get(index)?.find(({ calledAt }) => calledAt !== undefined && calledAt.length > 0);
    if (unit.ir.isLambda === true && set === Gil.released && released !== undefined && sites.length === 0)
      return entry(set, {
        kind: 'callback',
        registrar: released.registrar,
        caller: released.caller,
        call: released.call,
      });
    if (started !== undefined) {
      const callback: EntryReason = {
        kind: 'callback',
        registrar: started.registrar,
        caller: started.caller,
        call: started.call,
      };
      return entry(join(set, Gil.released), callback);
    }
    const onlyInChild =
      unit.ir.isStatic &&
      sites.length > 0 &&
      sites.every((site) => site.call.inChild || entries.get(site.caller)?.onlyInChild === true);
    const required = input.isAware(index) ? requirement(index) : Gil.unreached;
    // What the body cannot stand is the caller's mistake and reported there.
    if (required !== Gil.unreached && (set & required || set === Gil.unreached))
      return { set: required, reason: set & required ? reason : { kind: 'inferred' }, called: set, onlyInChild };
    if (required !== Gil.unreached) return { set: required, reason: { kind: 'inferred' }, called: set, onlyInChild };
    // Objects in the signature prove nothing, but where nobody is seen to call it they are what there is to go by.
    if (set === Gil.unreached && unit.ir.hasObjects && !takesItself(unit))
      return { set: Gil.held, reason: { kind: 'inferred' }, called: set, onlyInChild };
    return { set, reason, called: set, onlyInChild };
  };

  /** The only state that the body can stand, or unreached where it can stand both. */
  const requirement = (index: number): GilSet => {
    const need = needs.of(index);
    if (need !== undefined && !need.reads && need.certainty !== 'maybe') return Gil.held;
    const unit = file.functions[index];
    if (unit?.ir.changesState) {
      const whenHeld = flow(index, Gil.held);
      const deadlocks = whenHeld.instrs.some(({ instr, index: at }) => {
        if (instr.op !== 'acquire' || instr.ifSaved) return false;
        const before = whenHeld.before(at);
        return before.set === Gil.held && before.heldBy === FROM_ENTRY;
      });
      if (deadlocks) return Gil.released;
    }
    return Gil.unreached;
  };

  /** Whether the function begins by taking the GIL whatever it was: it is made for callers that do not hold it. */
  const takesItself = (unit: FunctionUnit): boolean =>
    unit.instrs.find(({ instr }) => changesGil(instr) || instr.op === 'call')?.instr.op === 'ensure';

  const order = components(input.calls).reverse();
  for (const component of order)
    for (let round = 0; round < (component.length === 1 ? 1 : 2); round++)
      for (const index of component) {
        facts.delete(index);
        entries.set(index, decide(index));
      }
  for (const component of order) for (const index of component) facts.delete(index);

  return {
    of: (index) =>
      entries.get(index) ?? {
        set: Gil.unreached,
        reason: { kind: 'unknown' },
        called: Gil.unreached,
        onlyInChild: false,
      },
    facts: factsOf,
    callers: (index) => callers[index] ?? [],
  };

  interface Hand {
    readonly registrar: string;
    readonly entry: 'held' | 'released' | 'unknown';
    readonly thread: string;
    readonly caller: number;
    readonly call: Call;
    /** Where a function of the file calls the parameter that this one is passed for. */
    readonly calledAt?: readonly CallSite[];
    /** A library for C++ binds it to Python, which calls it in this state. */
    readonly binds?: Call['binds'];
  }

  /** Functions whose address is an argument of a call: of a registrar, or of a function of the file that calls it. */
  function functionArguments({ file: { functions } }: EntryInput): ReadonlyMap<number, readonly Hand[]> {
    const found = new Map<number, Hand[]>();
    const parameterCalls = callsThroughParameters(input);
    for (const [caller, { ir, instrs }] of functions.entries())
      for (const { instr, index: at } of instrs) {
        if (instr.op !== 'call' || instr.callee === undefined) continue;
        const rows = [instr.callee, ...(instr.candidates ?? [])].flatMap((name) => catalog.callbacks(name));
        for (const [position, argument] of instr.args.entries()) {
          if (argument.name === undefined || ir.parameters.some(({ name }) => name === argument.name)) continue;
          const handed = resolver.named(argument.name);
          if (handed.length === 0) continue;
          const row = rows.find(({ arg }) => arg === position);
          const target = resolver.target(ir, instr);
          const calledAt =
            target.kind === 'internal' ? target.functions.flatMap((index) => parameterCalls(index, position)) : [];
          const here = instr.candidates?.some((name) => callsItsArguments.test(name)) === true;
          if (here) calledAt.push({ caller, call: instr, index: at });
          if (row === undefined && calledAt.length === 0 && instr.binds === undefined) continue;
          for (const index of handed) {
            const list = found.get(index) ?? [];
            list.push({
              registrar: instr.callee,
              entry: row?.entry ?? 'unknown',
              thread: row?.thread ?? 'caller',
              caller,
              call: instr,
              calledAt,
              binds: instr.binds,
            });
            found.set(index, list);
          }
        }
      }
    return found;
  }
}

/** Where a function calls one of its parameters, itself or through a function of the file that it hands it on to. */
function callsThroughParameters({
  file,
  resolver,
}: EntryInput): (functionIndex: number, parameter: number) => readonly CallSite[] {
  const memo = new Map<string, readonly CallSite[]>();
  const find = (index: number, parameter: number): readonly CallSite[] => {
    const key = `${index}:${parameter}`;
    const known = memo.get(key);
    if (known !== undefined) return known;
    memo.set(key, []);
    const unit = file.functions[index];
    const name = unit?.ir.parameters[parameter]?.name ?? '';
    const sites: CallSite[] = [];
    if (unit !== undefined && name !== '')
      for (const { instr, index: at } of unit.instrs) {
        if (instr.op !== 'call') continue;
        const target = resolver.target(unit.ir, instr);
        if (target.kind === 'parameter' && target.index === parameter)
          sites.push({ caller: index, call: instr, index: at });
        if (target.kind !== 'internal') continue;
        for (const [position, argument] of instr.args.entries())
          if (argument.name === name) for (const callee of target.functions) sites.push(...find(callee, position));
      }
    memo.set(key, sites);
    return sites;
  };
  return find;
}

function callSites({ file, resolver }: EntryInput): CallSite[][] {
  const sites: CallSite[][] = file.functions.map(() => []);
  for (const [caller, { ir, instrs }] of file.functions.entries())
    for (const { instr, index } of instrs) {
      if (instr.op !== 'call') continue;
      const target = resolver.target(ir, instr);
      if (target.kind === 'internal')
        for (const callee of target.functions) sites[callee]?.push({ caller, call: instr, index });
    }
  return sites;
}

/** Who calls whom in the file, callee lists by caller; a function handed to a call counts as called by its taker. */
export function callGraph(file: FileUnit, resolver: Resolver): number[][] {
  return file.functions.map(({ ir, instrs }) => {
    const callees = new Set<number>();
    for (const { instr } of instrs) {
      if (instr.op !== 'call') continue;
      const target = resolver.target(ir, instr);
      if (target.kind === 'internal') for (const callee of target.functions) callees.add(callee);
      for (const { name } of instr.args)
        if (name !== undefined) for (const handed of resolver.named(name)) callees.add(handed);
    }
    return [...callees].sort((a, b) => a - b);
  });
}
