// Look-up by name over all rows. One catalog is built per project, since a project may add rows of its own.
// Easy to get wrong: a row of the project beats a built-in one of the same name.
import { blockingByLibrary, blockingCalls } from './blocking/index.js';
import { callbackRegistrars, callbackSlots } from './callbacks.js';
import { entryTables, typeSlotPattern } from './entryTables.js';
import { exitMacros, noReturnCalls } from './exits.js';
import { plainCalls } from './plainCalls.js';
import { libraryPlatforms, type Platform } from './platforms.js';
import { pythonApi } from './pythonApi/index.js';
import { quickCalls, quickForLittleData } from './quickCalls.js';
import { looksLikeRegion, regionMacros } from './regionMacros.js';
import { scopeGuards } from './scopeGuards.js';
import { stateOps } from './stateOps.js';
import type {
  ApiFunction,
  BlockingCall,
  CallbackRegistrar,
  CallbackSlot,
  ExitMacro,
  RegionMacro,
  ScopeGuard,
  StateOp,
} from './types.js';

export { hasEvidence, headerFamily, isGenericName } from './evidence.js';

export interface Catalog {
  blocking(name: string): BlockingCall | undefined;
  api(name: string): ApiFunction | undefined;
  stateOp(name: string): StateOp | undefined;
  regionMacro(name: string): RegionMacro | undefined;
  /** Whether a macro of this name is likely to release or take the GIL. */
  looksLikeRegion(name: string): boolean;
  /** One row for each argument of the registrar that is called back. */
  callbacks(registrar: string): readonly CallbackRegistrar[];
  /** The hooks that are assigned to a variable or member of this name: one for each structure that has it. */
  callbackSlots(name: string): readonly CallbackSlot[];
  exitMacro(name: string): ExitMacro | undefined;
  isNoReturn(name: string): boolean;
  /** Neither waits nor knows of Python nor calls anybody back. */
  isPlain(name: string): boolean;
  /** Comes back at once: whatever it is given, or where its last argument says that there is little to do. */
  isQuick(name: string, last: string): boolean;
  /** Whether an initialiser of this type lists functions that are entered with the GIL held. */
  isEntryTable(typeName: string): boolean;
  /** Whether a member with this name belongs to a structure of CPython, which calls what is stored there. */
  isTypeSlot(member: string): boolean;
  scopeGuard(typeName: string): ScopeGuard | undefined;
}

/** Rows that a project adds. */
export interface CatalogRows {
  readonly blocking?: readonly BlockingCall[];
  readonly api?: readonly ApiFunction[];
  readonly stateOps?: readonly StateOp[];
  readonly regionMacros?: readonly RegionMacro[];
  readonly callbacks?: readonly CallbackRegistrar[];
  readonly scopeGuards?: readonly ScopeGuard[];
  /** The systems that the project is for; empty for all. Rows of other systems are left out. */
  readonly platforms?: readonly Platform[];
}

/** A size that is written down: a number, or that of a type or a variable. */
const LITTLE = /^(?:\d{1,4}|sizeof ?\(?[\w* .>-]+\)?)$/;

const none: readonly CallbackRegistrar[] = [];
const noSlots: readonly CallbackSlot[] = [];

export const createCatalog = (added: CatalogRows = {}): Catalog => {
  const blocking = byName(
    blockingOn(added),
    added.blocking?.filter((row) => isFor(row.platforms, added)),
  );
  const api = byName(pythonApi, added.api);
  const operations = byName(stateOps, added.stateOps);
  const regions = byName(regionMacros, added.regionMacros);
  const exits = byName(exitMacros);
  const slots = grouped(callbackSlots, ({ slot }) => slot);
  const guards = new Map([...scopeGuards, ...(added.scopeGuards ?? [])].map((row) => [row.type, row]));
  const registrars = byRegistrar(added.callbacks);
  const noReturn = new Set(noReturnCalls);
  const plain = new Set(plainCalls);
  const quick = new Set(quickCalls);
  const quickForLittle = new Set(quickForLittleData);
  const tables = new Set(entryTables);
  return {
    blocking: (name) => blocking.get(name),
    api: (name) => api.get(name),
    stateOp: (name) => operations.get(name),
    regionMacro: (name) => regions.get(name),
    looksLikeRegion,
    callbacks: (registrar) => registrars.get(registrar) ?? none,
    callbackSlots: (name) => slots.get(name) ?? noSlots,
    exitMacro: (name) => exits.get(name),
    isNoReturn: (name) => noReturn.has(name),
    isPlain: (name) => plain.has(name),
    isQuick: (name, last) => quick.has(name) || (quickForLittle.has(name) && LITTLE.test(last)),
    isEntryTable: (typeName) => tables.has(typeName.replace(/^struct\s+/, '')),
    isTypeSlot: (member) => typeSlotPattern.test(member),
    scopeGuard: (typeName) => guards.get(typeName),
  };
};

const isFor = (platforms: readonly Platform[] | undefined, { platforms: wanted = [] }: CatalogRows): boolean =>
  platforms === undefined || wanted.length === 0 || platforms.some((platform) => wanted.includes(platform));

/** The built-in rows that can be true in the project; what it says is API is no blocking call there. */
function blockingOn(added: CatalogRows): readonly BlockingCall[] {
  // Nothing is left out for most projects, and their first findings need not wait for a look at every row.
  if (added.platforms === undefined && added.api === undefined) return blockingCalls;
  const api = new Set(added.api?.map(({ name }) => name));
  return Object.entries(blockingByLibrary)
    .filter(([library]) => isFor(libraryPlatforms[library], added))
    .flatMap(([, rows]) => rows)
    .filter((row) => isFor(row.platforms, added) && !api.has(row.name));
}

const byName = <Row extends { readonly name: string }>(
  builtIn: readonly Row[],
  added: readonly Row[] = [],
): ReadonlyMap<string, Row> => {
  const map = new Map<string, Row>();
  for (const row of builtIn) map.set(row.name, row);
  for (const row of added) map.set(row.name, row);
  return map;
};

/** The project's rows for a registrar replace all built-in ones of that registrar. */
const byRegistrar = (added: readonly CallbackRegistrar[] = []): ReadonlyMap<string, readonly CallbackRegistrar[]> =>
  new Map([...grouped(callbackRegistrars, registrarOf), ...grouped(added, registrarOf)]);

const registrarOf = ({ registrar }: CallbackRegistrar): string => registrar;

const grouped = <Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> => {
  const map = new Map<string, Row[]>();
  for (const row of rows) {
    const group = map.get(keyOf(row));
    if (group === undefined) map.set(keyOf(row), [row]);
    else group.push(row);
  }
  return map;
};
