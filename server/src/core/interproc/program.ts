// The whole program: files come and go, and the facts about all functions follow. Only what a change can reach is worked
// out again. Order: exit effects and needs bottom-up, entry states top-down, waits bottom-up.
// Easy to get wrong: each stage rests on the ones before it, so what they changed is dirty for the next one as well.
import { finish, type Steps } from '../base/steps.js';
import type { Catalog } from '../catalog/catalog.js';
import { isModuleInit } from '../catalog/entryTables.js';
import type { FlowFacts } from '../flow/facts.js';
import { Gil } from '../flow/lattice.js';
import { changesGil, type Instr } from '../ir/ir.js';
import { callbackOf } from './callbacks.js';
import { type Calls, createCallGraph } from './calls.js';
import { createDeciders, type Deciders } from './constants.js';
import { type Contracts, createContracts } from './contracts.js';
import { createEffects, type Effects } from './effects.js';
import { createEnsuring } from './ensuring.js';
import { createEntries, type Entries, type SlotEntry } from './entries.js';
import { type Includes, includesOf, sameReach } from './includes.js';
import { linkOf, type NameLink } from './link.js';
import { createNeeds, type Needs } from './needs.js';
import type { FunctionNode } from './node.js';
import { openEntries } from './openEntries.js';
import { run } from './passes.js';
import { createPhases } from './phases.js';
import type { Store } from './pointers.js';
import { createQuick, type Quick } from './quick.js';
import { besideChanged } from './siblings.js';
import { createSources } from './sources.js';
import { createSwitching } from './switching.js';
import type { FileUnit, FunctionUnit, StoredName, TableEntry } from './unit.js';
import { createWaits, type Waits } from './waits.js';

/** One function with everything a rule may ask about it. */
export interface FunctionFacts {
  readonly node: FunctionNode;
  readonly unit: FunctionUnit;
  readonly flow: FlowFacts;
}

/** What rules and views read. Valid until the next change of a file. */
export interface ProgramFacts {
  readonly calls: Calls;
  readonly entries: Entries;
  readonly needs: Needs;
  readonly waits: Waits;
  readonly effects: Effects;
  readonly contracts: Contracts;
  readonly deciders: Deciders;
  /** The functions that a name stands for in a file. */
  functions(path: string, name: string): readonly FunctionNode[];
  /** Uses Python, or has its objects in the signature: the last place where a region can go. */
  isAware(node: FunctionNode): boolean;
  /** Waits on behalf of its callers. */
  isTransparent(node: FunctionNode): boolean;
  /** A call that surely comes back at once. */
  readonly isQuick: Quick['at'];
  /** May be entered in another state than the one that is known. */
  isOpen(node: FunctionNode): boolean;
  /** Whether the GIL may be lost or waited for at an instruction. */
  mayLose(node: FunctionNode, instr: Instr): boolean;
  /**
   * The same object for as long as its unit, flow and entry, the targets of its calls, and the bodies and summaries of
   * those and of whom they call stay.
   */
  ofFunction(node: FunctionNode): FunctionFacts;
  /** The functions of a file in the order of its text. */
  nodes(path: string): readonly FunctionNode[];
}

export interface Program {
  setFile(file: FileUnit): void;
  removeFile(path: string): void;
  /** Everything, brought up to date. */
  facts(): ProgramFacts;
  /** Brings everything up to date; nothing may be asked or changed until the last step. */
  settle(): Steps;
}

export function createProgram(catalogOf: (path: string) => Catalog): Program {
  const sources = createSources();
  const calls = createCallGraph();
  const links = new Map<string, NameLink>();
  let includes: Includes = includesOf(new Map());
  const contracts = createContracts(sources.contracts, () => includes);

  const link = (path: string): NameLink => {
    let known = links.get(path);
    if (known === undefined) {
      const file = sources.file(path);
      if (file === undefined) throw new RangeError(`no file ${path}`);
      known = linkOf(file, sources.definitions, includes, catalogOf(path), contracts);
      links.set(path, known);
    }
    return known;
  };

  /** A static function is named in its own file, in one that includes it, or in one that it includes. */
  const table = (node: FunctionNode): TableEntry | undefined => {
    const places = sources.tables(node.unit.ir.name);
    if (places.size === 0) return undefined;
    const own = places.get(node.path);
    if (own !== undefined) return own;
    const related = [...includes.reachedFrom(node.path), ...includes.reached(node.path)].find((path) =>
      places.has(path),
    );
    if (related !== undefined) return places.get(related);
    if (node.unit.ir.isStatic) return undefined;
    // The name of a static function of that file means that one.
    const [other] = [...places.keys()]
      .filter((path) => sources.definitions.own(path, node.unit.ir.name).length === 0)
      .sort();
    return other === undefined ? undefined : places.get(other);
  };

  const effects = createEffects(calls, contracts);
  const deciders = createDeciders(calls);
  const needs = createNeeds(calls, effects, deciders, contracts);
  const switching = createSwitching(calls);
  const quick = createQuick(calls, contracts, catalogOf);
  /** Weak: each keystroke makes another function, and one that is gone must leave nothing behind. */
  const aware = new WeakMap<FunctionNode, boolean>();
  /** A library for C++ binds it to Python. */
  const isBound = (node: FunctionNode): boolean =>
    calls.handovers.of(node).some(({ instr }) => instr.op === 'call' && instr.binds !== undefined);
  const isAware = (node: FunctionNode): boolean => {
    let known = aware.get(node);
    if (known === undefined) {
      const state = contracts.ofFunction(node)?.state;
      const uses = state === 'held' || (state !== 'neutral' && usesPython(node, calls));
      known = isBound(node) || table(node) !== undefined || isModuleInit(node.unit.ir.name) || uses;
      aware.set(node, known);
    }
    return known;
  };
  const ensuring = createEnsuring(calls);
  /** The initialisers that mean this function: of its own file, or of any where it is no static. */
  const stored = (node: FunctionNode): readonly StoredName[] =>
    [...sources.stored(node.unit.ir.name)]
      .filter(([path]) => path === node.path || !node.unit.ir.isStatic)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, list]) => list);
  const together = ({ path, group }: StoredName): readonly FunctionNode[] =>
    (sources.file(path)?.stored ?? [])
      .filter((other) => other.group === group)
      .flatMap(({ functionName }) => link(path).functions(functionName));
  const slotEntry = ({ path, member }: StoredName): SlotEntry | undefined => {
    if (member === undefined) return undefined;
    const entry = contracts.ofSlot(path, member)?.callbacks[0]?.entry;
    return entry && { slot: member, entry };
  };
  const slot = (node: FunctionNode): SlotEntry | undefined => {
    const declared = stored(node).flatMap((name) => slotEntry(name) ?? []);
    return declared.find(({ entry }) => entry === 'released') ?? declared[0];
  };
  const isPublicApi = ({ path, unit }: FunctionNode): boolean =>
    !unit.ir.isStatic && !unit.ir.name.startsWith('_') && catalogOf(path).api(unit.ir.name) !== undefined;
  const phases = createPhases({ calls, table, stored, isPublicApi });
  const entries = createEntries({
    calls,
    needs,
    effects,
    deciders,
    ensuring,
    phases,
    table,
    isAware,
    contracts,
    slot,
    callback: (node, stateAt) =>
      callbackOf(node, {
        handovers: calls.handovers,
        ensuring,
        stored: (of) => stored(of).filter((name) => slotEntry(name) === undefined),
        together,
        stateAt,
      }),
  });
  const isTransparent = (node: FunctionNode): boolean => {
    if (!isAware(node)) return true;
    const contract = contracts.ofFunction(node);
    if (
      contract !== undefined &&
      contract.blocking.length > 0 &&
      contract.state !== 'held' &&
      table(node) === undefined
    )
      return true;
    const { set } = entries.of(node);
    return set === Gil.either || (set === Gil.unreached && !node.unit.ir.hasObjects);
  };
  const waits = createWaits(calls, effects, deciders, isTransparent, isAware, contracts);

  /** `.member = name` in initialisers. */
  const storesOutside = (): Store[] => {
    const stores: Store[] = [];
    for (const { path, functionName, member } of sources.allStored()) {
      const pointees = member === undefined ? [] : link(path).functions(functionName);
      if (member !== undefined && pointees.length > 0)
        stores.push({ into: { kind: 'member', name: member }, pointees });
    }
    return stores;
  };

  let open: ReadonlySet<FunctionNode> | undefined;
  const isOpen = (node: FunctionNode): boolean => {
    const isDescribed = ({ path, unit }: FunctionNode): boolean =>
      catalogOf(path).blocking(unit.ir.name) !== undefined || catalogOf(path).api(unit.ir.name) !== undefined;
    open ??= openEntries({
      nodes: sources.nodes(),
      calls,
      entries,
      needs,
      deciders,
      isKnownElsewhere: (of) => stored(of).length > 0 || isDescribed(of),
    });
    return open.has(node);
  };

  const ofFunctions = new Map<FunctionNode, FunctionFacts>();
  const ofFunction = (node: FunctionNode): FunctionFacts => {
    let known = ofFunctions.get(node);
    if (known === undefined) {
      known = { node, unit: node.unit, flow: entries.facts(node) };
      ofFunctions.set(node, known);
    }
    return known;
  };

  function* settle(): Steps {
    const changes = sources.takeChanges();
    if (changes === undefined) return;
    open = undefined;
    const moved = new Set<string>(changes.surroundings);
    if (changes.includesChanged) {
      const before = includes;
      includes = includesOf(sources.includeNames());
      links.clear();
      for (const path of sources.includeNames().keys()) if (!sameReach(path, before, includes)) moved.add(path);
    }
    for (const path of moved) links.delete(path);
    // Names that came or went may mean something else in any file that looked them up.
    if (changes.names.size > 0) links.clear();
    const nodes = sources.nodes();
    const relinked = new Set([...moved].flatMap((path) => sources.nodesOf(path)));
    for (const node of changes.contracts) if (!changes.removed.has(node)) relinked.add(node);
    for (const node of changes.removed)
      for (const { forget } of [effects, deciders, needs, ensuring, phases, entries, waits, switching, quick])
        forget(node);
    const { linked, touched } = yield* calls.update(
      {
        nodes,
        changed: changes.changed,
        removed: changes.removed,
        relinked,
        names: changes.names,
        stores:
          changes.storedChanged || changes.isReordered || changes.names.size > 0 || moved.size > 0
            ? storesOutside()
            : undefined,
      },
      { catalog: catalogOf, link, contracts },
    );
    const wasAware = new Map<FunctionNode, boolean | undefined>();
    for (const node of [...linked, ...touched, ...changes.tables]) {
      if (!wasAware.has(node)) wasAware.set(node, aware.get(node));
      aware.delete(node);
    }

    const { bottomUp, topDown } = calls;
    const withCallers = (some: Iterable<FunctionNode>, to: Set<FunctionNode>): void => {
      for (const node of some) {
        to.add(node);
        for (const caller of calls.callers(node)) to.add(caller);
      }
    };
    yield* run(bottomUp, linked, switching.pass);
    const turnedQuick = yield* run(bottomUp, linked, quick.pass);
    const decided = yield* run(bottomUp, linked, deciders.pass);
    const dirty = new Set(linked);
    withCallers(yield* run(bottomUp, linked, effects.pass), dirty);
    withCallers(decided, dirty);
    const flows = new Set(dirty);
    const needing = yield* run(bottomUp, dirty, needs.pass);
    const turned = yield* run(bottomUp, linked, ensuring.pass);
    const entered = new Set([...dirty, ...turned, ...needing, ...touched, ...changes.tables]);
    // What a function does about the GIL tells about those that go the same way.
    for (const node of turned)
      for (const { family } of calls.handovers.of(node))
        for (const sibling of calls.handovers.family(family)) entered.add(sibling);
    if (turned.size > 0 || changes.names.size > 0 || moved.size > 0) {
      const isAnother = ({ path, functionName }: StoredName): boolean =>
        moved.has(path) ||
        [...link(path).leansOn(functionName)].some((name) => changes.names.has(name)) ||
        link(path)
          .functions(functionName)
          .some((node) => turned.has(node));
      for (const { functionName } of besideChanged(sources.allStored(), isAnother))
        for (const node of sources.definitions.anywhere(functionName)) entered.add(node);
    }
    for (const node of flows) {
      entries.forgetFacts(node);
      for (const other of topDown.dependents(node)) entered.add(other);
    }
    const stage = changes.storedChanged ? nodes : [...linked, ...touched, ...changes.tables];
    const moment = yield* run(topDown, new Set(stage), phases.pass);
    for (const node of moment) entered.add(node);
    const entering = yield* run(topDown, entered, entries.pass);
    const waiting = new Set([...dirty, ...entering, ...touched, ...changes.tables]);
    // Whether a loop needs Python is a matter of the functions that it calls. Where nobody asked, nothing rests on it.
    const turnedAware = [...wasAware].filter(([node, was]) => was !== undefined && was !== isAware(node));
    for (const [node] of turnedAware) withCallers([node], waiting);
    const told = yield* run(bottomUp, waiting, waits.pass);
    const stale = new Set<FunctionNode>([...moment, ...changes.removed]);
    const aboutCallers = [...needing, ...entering, ...told, ...turnedQuick, ...turnedAware.map(([node]) => node)];
    withCallers([...flows, ...aboutCallers, ...changes.tables], stale);
    // A finding at a call may rest on what the called function calls.
    withCallers([...stale], stale);
    for (const node of stale) ofFunctions.delete(node);
  }

  const facts: ProgramFacts = {
    calls,
    entries,
    needs,
    waits,
    effects,
    contracts,
    deciders,
    functions: (path, name) => link(path).functions(name),
    isAware,
    isTransparent,
    isQuick: quick.at,
    isOpen,
    mayLose: switching.at,
    ofFunction,
    nodes: sources.nodesOf,
  };
  return {
    setFile: sources.setFile,
    removeFile: sources.removeFile,
    facts() {
      finish(settle());
      return facts;
    },
    settle,
  };
}

/** Whatever a contract of the function itself says. */
export function usesPython(node: FunctionNode, calls: Calls): boolean {
  if (node.unit.ir.hasObjects) return true;
  return node.unit.instrs.some(({ instr }) => {
    if (changesGil(instr)) return true;
    if (instr.op !== 'call') return false;
    const target = calls.target(node, instr);
    if (target.kind === 'declared') return target.contract.state === 'held';
    return target.kind === 'api' && target.row.gil === 'required' && target.row.access === undefined;
  });
}
