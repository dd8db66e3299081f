// The facts about one file that the rules and the views read: all of the interprocedural analysis, wired in one place.
// Order: exit effects bottom-up, needs on demand, entry states top-down, waits on demand.
import type { Catalog } from '../catalog/catalog.js';
import { isModuleInit } from '../catalog/entryTables.js';
import type { FlowFacts } from '../flow/facts.js';
import { Gil } from '../flow/lattice.js';
import { changesGil } from '../ir/ir.js';
import { effectsOf } from './effects.js';
import { callGraph, type Entries, entriesOf } from './entries.js';
import { type Locks, locksOf } from './locks.js';
import { type Needs, needsOf } from './needs.js';
import { createResolver, type Resolver } from './resolve.js';
import { switchingOf } from './switching.js';
import type { FileUnit, FunctionUnit } from './unit.js';
import { type Waits, waitsOf } from './waits.js';

export interface FileFacts {
  readonly file: FileUnit;
  readonly resolver: Resolver;
  readonly entries: Entries;
  readonly needs: Needs;
  readonly waits: Waits;
  readonly locks: Locks;
  /** Uses Python, or has its objects in the signature: the last place where a region can go. */
  isAware(functionIndex: number): boolean;
  /** Waits on behalf of its callers. */
  isTransparent(functionIndex: number): boolean;
}

/** One function with everything a rule may ask about it. */
export interface FunctionFacts {
  readonly index: number;
  readonly unit: FunctionUnit;
  readonly flow: FlowFacts;
}

export function analyseFile(file: FileUnit, catalog: Catalog): FileFacts {
  const resolver = createResolver(file, catalog);
  const calls = callGraph(file, resolver);
  const effects = effectsOf(file, resolver, calls);
  const needs = needsOf(file, resolver, effects.ofCall);
  const entered = new Set(file.tables.filter(({ isEntry }) => isEntry).map(({ functionName }) => functionName));
  const bound = boundFunctions(file, resolver);
  const aware = file.functions.map(
    (unit, index) =>
      bound.has(index) || entered.has(unit.ir.name) || isModuleInit(unit.ir.name) || usesPython(unit, resolver),
  );
  const isAware = (index: number): boolean => aware[index] ?? false;
  const entries = entriesOf({ file, catalog, resolver, needs, calls, effectOf: effects.ofCall, isAware });
  const isTransparent = (index: number): boolean => {
    if (!isAware(index)) return true;
    const { set } = entries.of(index);
    return set === Gil.either || (set === Gil.unreached && !file.functions[index]?.ir.hasObjects);
  };
  return {
    file,
    resolver,
    entries,
    needs,
    waits: waitsOf(file, resolver, effects.ofCall, isTransparent),
    locks: locksOf(file, resolver, switchingOf(file, resolver)),
    isAware,
    isTransparent,
  };
}

export const functionFacts = (facts: FileFacts, index: number, unit: FunctionUnit): FunctionFacts => ({
  index,
  unit,
  flow: facts.entries.facts(index),
});

/** Functions that a library for C++ binds to Python. */
function boundFunctions(file: FileUnit, resolver: Resolver): ReadonlySet<number> {
  const bound = new Set<number>();
  for (const { instrs } of file.functions)
    for (const { instr } of instrs)
      if (instr.op === 'call' && instr.binds !== undefined)
        for (const { name } of instr.args)
          if (name !== undefined) for (const index of resolver.named(name)) bound.add(index);
  return bound;
}

function usesPython(unit: FunctionUnit, resolver: Resolver): boolean {
  if (unit.ir.hasObjects) return true;
  return unit.instrs.some(({ instr }) => {
    if (changesGil(instr)) return true;
    if (instr.op !== 'call') return false;
    const target = resolver.target(unit.ir, instr);
    return target.kind === 'api' && target.row.gil === 'required' && target.row.access === undefined;
  });
}
