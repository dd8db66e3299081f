// What the name in a call means here. A definition in the file wins over the catalog: a static `compress()` is not zlib's.
// Then the catalog, where a short generic name needs an `#include` of its header as evidence.
import { type Catalog, hasEvidence } from '../catalog/catalog.js';
import { nullConstants } from '../catalog/tokens.js';
import type { ApiFunction, BlockingCall, NonBlocking } from '../catalog/types.js';
import type { Call, FunctionIr } from '../ir/ir.js';
import type { FileUnit } from './unit.js';

export type Target =
  /** Functions of the file; more than one where `#if` arms define the name twice. */
  | { readonly kind: 'internal'; readonly functions: readonly number[] }
  /** A parameter of the calling function, by index. */
  | { readonly kind: 'parameter'; readonly index: number }
  | { readonly kind: 'blocking'; readonly row: BlockingCall; readonly certain: boolean }
  | { readonly kind: 'api'; readonly row: ApiFunction }
  /** A function-like macro of the file, as the calls in its body. */
  | { readonly kind: 'macro'; readonly targets: readonly Target[] }
  /** Named like Python API, but in no row: a newer version's, or the project's own. */
  | { readonly kind: 'api-like'; readonly name: string }
  | { readonly kind: 'unknown' };

export interface Resolver {
  target(caller: FunctionIr, call: Call): Target;
  /** The functions of the file with a name. */
  named(name: string): readonly number[];
}

const UNKNOWN: Target = { kind: 'unknown' };
const API_LIKE = /^_?Py[A-Z][A-Za-z0-9]*_[A-Z]\w*$/;

export function createResolver(file: FileUnit, catalog: Catalog): Resolver {
  const byName = new Map<string, number[]>();
  for (const [index, { ir }] of file.functions.entries()) {
    const list = byName.get(ir.name);
    if (list === undefined) byName.set(ir.name, [index]);
    else list.push(index);
  }
  const byShorterName = new Map<string, number[]>();
  for (const [index, { ir }] of file.functions.entries())
    for (const name of ir.otherNames ?? []) byShorterName.set(name, [...(byShorterName.get(name) ?? []), index]);
  /** Functions with a full name; failing that, those of one full name that go by a shorter one. */
  const named = (name: string): readonly number[] => {
    const full = byName.get(name);
    if (full !== undefined) return full;
    const shorter = byShorterName.get(name) ?? [];
    return new Set(shorter.map((index) => file.functions[index]?.ir.name)).size === 1 ? shorter : [];
  };
  const byCallee = new Map<string, Target>();
  const byCall = new Map<Call, Target>();

  const lookUp = (name: string, within: readonly string[] = []): Target => {
    const functions = named(name);
    if (functions.length > 0) return { kind: 'internal', functions };
    const called = file.functionMacros.get(name);
    if (called !== undefined) {
      if (within.includes(name)) return UNKNOWN;
      return { kind: 'macro', targets: called.map((inner) => lookUp(followAliases(inner, file), [...within, name])) };
    }
    const row = catalog.blocking(name);
    if (row !== undefined) return { kind: 'blocking', row, certain: hasEvidence(row, file.includes) };
    const api = catalog.api(name);
    if (api !== undefined) return { kind: 'api', row: api };
    if (API_LIKE.test(name) && catalog.stateOp(name) === undefined) return { kind: 'api-like', name };
    return UNKNOWN;
  };

  const resolve = (caller: FunctionIr, callee: string): Target => {
    const parameter = caller.parameters.findIndex(({ name }) => name === callee);
    if (parameter >= 0) return { kind: 'parameter', index: parameter };
    let target = byCallee.get(callee);
    if (target === undefined) {
      target = lookUp(followAliases(callee, file));
      byCallee.set(callee, target);
    }
    return target;
  };

  /** C++: the first of the candidates that means something; functions first, of several those that take the arguments. */
  const resolveCandidates = (caller: FunctionIr, call: Call, names: readonly string[]): Target => {
    const parameter = caller.parameters.findIndex(({ name }) => name === call.callee);
    if (parameter >= 0 && call.receiver === undefined) return { kind: 'parameter', index: parameter };
    let first: Target = UNKNOWN;
    for (const name of names) {
      const target = lookUp(followAliases(name, file));
      if (target.kind === 'internal') return { kind: 'internal', functions: fitting(target.functions, call) };
      if (first.kind === 'unknown') first = target;
    }
    return first;
  };

  const fitting = (functions: readonly number[], call: Call): readonly number[] => {
    if (functions.length < 2) return functions;
    const fit = functions.filter((index) => {
      const parameters = file.functions[index]?.ir.parameters ?? [];
      const least = parameters.filter(({ optional, variadic }) => !optional && !variadic).length;
      const most = parameters.some(({ variadic }) => variadic) ? Number.POSITIVE_INFINITY : parameters.length;
      return call.args.length >= least && call.args.length <= most;
    });
    return fit.length > 0 ? fit : functions;
  };

  return {
    named,
    target(caller, call) {
      if (call.callee === undefined) return UNKNOWN;
      let target = byCall.get(call);
      if (target === undefined) {
        target =
          call.candidates === undefined
            ? resolve(caller, call.callee)
            : resolveCandidates(caller, call, call.candidates);
        byCall.set(call, target);
      }
      return target;
    },
  };
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

/** Whether the arguments written at a call make it return at once. */
export function returnsAtOnce(condition: NonBlocking | undefined, call: Call): boolean {
  if (condition === undefined || !('arg' in condition)) return false;
  const text = call.args[condition.arg]?.text ?? '';
  if ('is' in condition) return condition.is.includes(text);
  if ('isNot' in condition) return text !== '' && /^[A-Z_]\w*$/.test(text) && !condition.isNot.includes(text);
  if ('lacksFlag' in condition)
    return /^[A-Z0-9_|\s()]+$/.test(text) && !text.split(/[|\s()]+/).includes(condition.lacksFlag);
  if ('hasFlag' in condition) return text.split(/[|\s()]+/).includes(condition.hasFlag);
  if ('isNonNull' in condition) return text !== '' && !isNull(text);
  if ('isZeroStruct' in condition) return call.args[condition.arg]?.zeroed === true;
  return false;
}
