// Look-up by name over all rows. One catalog is built per project, since a project may add rows of its own.
// Easy to get wrong: a row of the project beats a built-in one of the same name.
import { blockingCalls } from './blocking/index.js';
import { callbackRegistrars, callbackSlots } from './callbacks.js';
import { entryTables } from './entryTables.js';
import { exitMacros, noReturnCalls } from './exits.js';
import { plainCalls } from './plainCalls.js';
import { pythonApi } from './pythonApi/index.js';
import { regionMacros } from './regionMacros.js';
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
  /** One row for each argument of the registrar that is called back. */
  callbacks(registrar: string): readonly CallbackRegistrar[];
  /** The hook that is assigned to this variable or member. */
  callbackSlot(name: string): CallbackSlot | undefined;
  exitMacro(name: string): ExitMacro | undefined;
  isNoReturn(name: string): boolean;
  /** Neither waits nor knows of Python nor calls anybody back. */
  isPlain(name: string): boolean;
  /** Whether an initialiser of this type lists functions that are entered with the GIL held. */
  isEntryTable(typeName: string): boolean;
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
}

const none: readonly CallbackRegistrar[] = [];

export const createCatalog = (added: CatalogRows = {}): Catalog => {
  const blocking = byName(blockingCalls, added.blocking);
  const api = byName(pythonApi, added.api);
  const operations = byName(stateOps, added.stateOps);
  const regions = byName(regionMacros, added.regionMacros);
  const exits = byName(exitMacros);
  const slots = new Map(callbackSlots.map((row) => [row.slot, row]));
  const guards = new Map([...scopeGuards, ...(added.scopeGuards ?? [])].map((row) => [row.type, row]));
  const registrars = byRegistrar(added.callbacks);
  const noReturn = new Set(noReturnCalls);
  const plain = new Set(plainCalls);
  const tables = new Set(entryTables);
  return {
    blocking: (name) => blocking.get(name),
    api: (name) => api.get(name),
    stateOp: (name) => operations.get(name),
    regionMacro: (name) => regions.get(name),
    callbacks: (registrar) => registrars.get(registrar) ?? none,
    callbackSlot: (name) => slots.get(name),
    exitMacro: (name) => exits.get(name),
    isNoReturn: (name) => noReturn.has(name),
    isPlain: (name) => plain.has(name),
    isEntryTable: (typeName) => tables.has(typeName.replace(/^struct\s+/, '')),
    scopeGuard: (typeName) => guards.get(typeName),
  };
};

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
  new Map([...grouped(callbackRegistrars), ...grouped(added)]);

const grouped = (rows: readonly CallbackRegistrar[]): ReadonlyMap<string, readonly CallbackRegistrar[]> => {
  const map = new Map<string, CallbackRegistrar[]>();
  for (const row of rows) {
    const group = map.get(row.registrar);
    if (group === undefined) map.set(row.registrar, [row]);
    else group.push(row);
  }
  return map;
};
