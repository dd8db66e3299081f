// What the name in a call means at the place where it is written. A definition in the file wins over everything: a static
// `compress()` is not zlib's. Then the catalog's Python API, the rest of the program, and the catalog's other rows, where
// a short generic name needs an `#include` of its header as evidence, by way of headers of the program too.
// Easy to get wrong: a header sees the statics of the files that include it, as the bodies in them do.
import { sharedFolders } from '../base/includePaths.js';
import { type Catalog, hasEvidence, isGenericName } from '../catalog/catalog.js';
import { nullConstants } from '../catalog/tokens.js';
import type { ApiFunction, BlockingCall, NonBlocking } from '../catalog/types.js';
import type { Call } from '../ir/ir.js';
import { type Contract, type Contracts, type ContractTerms, describesCall } from './contracts.js';
import { type Includes, isBeside } from './includes.js';
import type { FunctionNode } from './node.js';
import type { FileUnit } from './unit.js';

export type Target =
  /** Functions of the program; more than one where `#if` arms or files define the name twice. */
  | { readonly kind: 'internal'; readonly nodes: readonly FunctionNode[] }
  /** A call through a pointer: the functions that were seen to be put there. There may be others. */
  | {
      readonly kind: 'pointer';
      readonly nodes: readonly FunctionNode[];
      readonly rows: readonly BlockingCall[];
      /** A parameter or a local variable: whatever goes into it is called. Others are told apart by name alone. */
      readonly exact: boolean;
    }
  | { readonly kind: 'blocking'; readonly row: BlockingCall; readonly certain: boolean }
  | { readonly kind: 'api'; readonly row: ApiFunction }
  /** A function-like macro of the file, as the calls in its body. */
  | { readonly kind: 'macro'; readonly targets: readonly Target[] }
  /** Named like Python API, but in no row: a newer version's, or the project's own. */
  | { readonly kind: 'api-like'; readonly name: string }
  /** In no file of the program; a contract at its declaration says what it does. */
  | { readonly kind: 'declared'; readonly contract: ContractTerms }
  | { readonly kind: 'unknown' };

export const UNKNOWN: Target = { kind: 'unknown' };
const API_LIKE = /^_?Py[A-Z][A-Za-z0-9]*_[A-Z]\w*$/;

/** The definitions of the program by name, as one file sees them. */
export interface Definitions {
  /** In the file itself. */
  own(path: string, name: string): readonly FunctionNode[];
  /** Anywhere, statics included. */
  anywhere(name: string): readonly FunctionNode[];
}

export interface NameLink {
  /** What a name means in a file when it is called. */
  called(name: string): Target;
  /** The functions that a name stands for where it is not called. */
  functions(name: string): readonly FunctionNode[];
  /** Whether the file includes a header, through others of the program too. */
  sees(header: string): boolean;
  /** All names that the meaning of a name depends on: through aliases and the bodies of macros as well. */
  leansOn(name: string): Iterable<string>;
}

/** The meanings of names in one file. Each is worked out once; a new link is made where they may have changed. */
export function linkOf(
  file: FileUnit,
  definitions: Definitions,
  includes: Includes,
  catalog: Catalog,
  contracts: Contracts,
): NameLink {
  const byName = new Map<string, Target>();
  const reached = new Set([...includes.reached(file.path), ...includes.reachedFrom(file.path)]);

  const own = (name: string): readonly FunctionNode[] => {
    const here = definitions.own(file.path, name);
    if (here.length > 0) return here;
    const all = definitions.anywhere(name);
    return all.length === 0 ? all : all.filter(({ path }) => reached.has(path));
  };
  const external = (name: string): readonly FunctionNode[] => {
    const all = definitions.anywhere(name).filter(({ unit }) => !unit.ir.isStatic);
    // Of two that cannot be linked into one program the stub is hardly the one that counts.
    const real = all.length < 2 ? all : all.filter(({ unit }) => !unit.ir.isEmpty);
    return nearest(file.path, real.length > 0 ? real : all);
  };
  const functions = (name: string): readonly FunctionNode[] => {
    const alias = followAliases(name, file);
    const near = own(alias);
    return near.length > 0 ? near : external(alias);
  };

  const lookUp = (name: string, within: readonly string[]): Target => {
    const near = own(name);
    if (near.length > 0) return { kind: 'internal', nodes: near };
    // What changes the state by definition is no ordinary call, whoever defines it.
    if (catalog.stateOp(name) !== undefined) return UNKNOWN;
    const called = file.functionMacros.get(name);
    if (called !== undefined) {
      if (within.includes(name)) return UNKNOWN;
      return { kind: 'macro', targets: called.map((inner) => lookUp(followAliases(inner, file), [...within, name])) };
    }
    const api = catalog.api(name);
    const row = catalog.blocking(name);
    const contract = contracts.ofName(file.path, name);
    // A contract beats a row, but for one that says the same: the row knows more.
    if (describesCall(contract) && !agrees(contract, api, row)) {
      const defined = external(name);
      return defined.length > 0
        ? { kind: 'internal', nodes: defined }
        : { kind: 'declared', contract: termsOf(contract) };
    }
    if (api !== undefined && row === undefined) return { kind: 'api', row: api };
    const certain = row !== undefined && hasEvidence(row, includes.names(file.path));
    const others = external(name);
    // A name that only one library has is described better by its row than by one of its implementations.
    const described =
      certain &&
      row.byBody !== true &&
      (!isGenericName(name) || others.every(({ path }) => !isBeside(path, file.path)));
    if (others.length > 0 && !described) return { kind: 'internal', nodes: others };
    if (row !== undefined) return { kind: 'blocking', row, certain };
    if (API_LIKE.test(name)) return { kind: 'api-like', name };
    return UNKNOWN;
  };

  const leansOn = (name: string): ReadonlySet<string> => {
    const found = new Set<string>([name]);
    for (const at of found) {
      const alias = file.aliases.get(at);
      if (alias !== undefined) found.add(alias);
      for (const inner of file.functionMacros.get(at) ?? []) found.add(inner);
    }
    return found;
  };

  return {
    leansOn,
    sees: (header) => [...includes.names(file.path)].some((name) => name === header || name.endsWith(`/${header}`)),
    called(name) {
      let target = byName.get(name);
      if (target === undefined) {
        const alias = followAliases(name, file);
        target = lookUp(alias, []);
        // An alias for a replacement that nobody defines: of a build that has the function itself.
        if (target.kind === 'unknown' && alias !== name) target = lookUp(name, []);
        byName.set(name, target);
      }
      return target;
    },
    functions,
  };
}

/** A link outlives edits that move the comments. */
const termsOf = ({ name, state, blocking, callbacks }: Contract): ContractTerms => ({
  name,
  state,
  blocking,
  callbacks,
});

const agrees = (contract: Contract, api: ApiFunction | undefined, row: BlockingCall | undefined): boolean => {
  const isHeld = contract.state === 'held';
  if (row !== undefined) return !isHeld && contract.blocking.length > 0;
  return api !== undefined && contract.blocking.length === 0 && (api.gil === 'required') === isHeld;
};

/** Of several definitions those that share most folders with the file: another program of the tree has its own. */
function nearest(path: string, nodes: readonly FunctionNode[]): readonly FunctionNode[] {
  if (nodes.length < 2) return nodes;
  const shared = nodes.map((node) => sharedFolders(path, node.path));
  const most = Math.max(...shared);
  return nodes.filter((_, i) => shared[i] === most);
}

function followAliases(name: string, file: FileUnit): string {
  const seen = new Set<string>();
  let at = name;
  for (let next = file.aliases.get(at); next !== undefined && !seen.has(at); next = file.aliases.get(at)) {
    seen.add(at);
    at = next;
  }
  return at;
}

const isNull = (text: string): boolean => nullConstants.includes(text) || text === '0';

/** Constants with `|` between them, and none of these. */
const lacksAll = (text: string, flags: readonly string[]): boolean =>
  /^[A-Z0-9_|\s()]+$/.test(text) && !text.split(/[|\s()]+/).some((flag) => flags.includes(flag));

/** What a call waits for where an argument says that it is something else than usual. */
const others = new WeakMap<BlockingCall, BlockingCall>();
export function rowAt(row: BlockingCall, call: Call): BlockingCall {
  const { otherwise } = row;
  if (otherwise?.is.includes(call.args[otherwise.arg]?.text ?? '') !== true) return row;
  let other = others.get(row);
  if (other === undefined) {
    other = { ...row, class: otherwise.class };
    others.set(row, other);
  }
  return other;
}

/** Whether the arguments written at a call make it return at once. */
export function returnsAtOnce(condition: NonBlocking | undefined, call: Call): boolean {
  if (condition === undefined || !('arg' in condition)) return false;
  const text = call.args[condition.arg]?.text ?? '';
  if ('is' in condition) return condition.is.includes(text);
  if ('isNot' in condition) return text !== '' && /^[A-Z_]\w*$/.test(text) && !condition.isNot.includes(text);
  if ('lacksFlag' in condition) return lacksAll(text, [condition.lacksFlag]);
  if ('lacksAll' in condition) return lacksAll(text, condition.lacksAll);
  if ('hasFlag' in condition) return text.split(/[|\s()]+/).includes(condition.hasFlag);
  if ('isNonNull' in condition) return text !== '' && !isNull(text);
  if ('isZeroStruct' in condition) return call.args[condition.arg]?.zeroed === true;
  return false;
}
