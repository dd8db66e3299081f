// What the macros of one file mean: its own `#define`s first, then the catalog.
// Answers depend on the rest of the file, so a cached function is valid only with the macros it was lowered with.
import type { Catalog } from '../catalog/catalog.js';
import { stateGivers, stateTakers } from '../catalog/stateOps.js';
import { attributeCalls, attributeNames } from '../catalog/tokens.js';
import type { RegionEffect, RegionMacro } from '../catalog/types.js';
import type { Names } from '../syntax/lens/names.js';

export interface Define {
  readonly parameters: readonly string[] | undefined;
  readonly body: string;
}

/** How a macro's body leaves its place: to a label, given by name or as an argument, or out of the function. */
export interface MacroExit {
  readonly sometimes: boolean;
  readonly label?: string | number;
}

export interface MacroMeanings extends Names {
  region(name: string): RegionMacro | undefined;
  exit(name: string): MacroExit | undefined;
  /** What the file defines the name as. */
  body(name: string): string | undefined;
}

/** `#define` texts to a table; the last definition of a name wins, as at the end of the file. */
export function readDefine(rest: string): readonly [string, Define] | undefined {
  const match = /^([A-Za-z_$]\w*)(\(([^)]*)\))?\s*([\s\S]*)$/.exec(rest);
  if (match === null) return undefined;
  const parameters = match[2] === undefined ? undefined : (match[3] ?? '').split(',').map((name) => name.trim());
  return [match[1] ?? '', { parameters, body: match[4] ?? '' }];
}

const attributes = new Set([...attributeCalls, ...attributeNames]);
const MAX_DEPTH = 12;
const SAVED = new RegExp(`(?:\\(\\s*(\\w+)\\s*\\)|([\\w.>-]+))\\s*=\\s*(?:${stateGivers.join('|')})\\b`);
const RESTORED = new RegExp(`(?:${stateTakers.join('|')})\\s*\\(\\s*\\(?\\s*([\\w.>-]+)`);

/** Whether the state changes so far leave the GIL released. */
const released = (effects: readonly RegionEffect[]): boolean => {
  const last = effects.filter((effect) => effect !== 'declare').at(-1);
  return last === 'release' || last === 'release-maybe' || last === 'unensure';
};

export function macroMeanings(
  defines: ReadonlyMap<string, Define>,
  includes: ReadonlySet<string>,
  catalog: Catalog,
): MacroMeanings {
  const derived = new Map<string, RegionMacro | undefined>();

  const region = (name: string, depth = 0): RegionMacro | undefined => {
    const define = defines.get(name);
    if (define === undefined) {
      const row = catalog.regionMacro(name);
      return row?.header === undefined || includes.has(row.header) ? row : undefined;
    }
    if (!derived.has(name)) {
      derived.set(name, undefined); // A macro that names itself has no meaning of its own.
      if (depth < MAX_DEPTH) derived.set(name, derive(name, define, depth));
    }
    return derived.get(name);
  };

  /** The meaning of a body: the state changes that its words make, in order. */
  const derive = (name: string, define: Define, depth: number): RegionMacro | undefined => {
    const effects: RegionEffect[] = [];
    let saves: string | undefined;
    let savesArg: number | undefined;
    let found = false;
    let argumentReleased: number | undefined;
    const words = define.body.matchAll(/[A-Za-z_]\w*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g);
    for (const [word] of words) {
      const inner = word === name ? undefined : region(word, depth + 1);
      const operation = inner === undefined ? catalog.stateOp(word)?.op : undefined;
      if (inner !== undefined) {
        found = true;
        effects.push(...inner.effects);
        saves ??= inner.saves;
      } else if (define.parameters?.includes(word) === true && released(effects)) {
        argumentReleased ??= define.parameters.indexOf(word);
      } else if (
        operation === 'release' ||
        operation === 'acquire' ||
        operation === 'ensure' ||
        operation === 'unensure'
      ) {
        found = true;
        effects.push(operation);
      }
    }
    if (!found) return undefined;
    const saved = SAVED.exec(define.body) ?? RESTORED.exec(define.body);
    const place = saved?.[1] ?? saved?.[2];
    const parameter = place === undefined ? -1 : (define.parameters?.indexOf(place) ?? -1);
    const braces = balance(define.body, (word) => (word === name ? 0 : (region(word, depth + 1)?.braces ?? 0)));
    if (parameter >= 0) savesArg = parameter;
    else saves = place ?? saves;
    // A variable that the macro declares between braces of its own is gone behind it: the state is kept elsewhere.
    if (saves !== undefined && braces === 0 && new RegExp(`\\{[^}]*\\*\\s*${saves}\\b`).test(define.body))
      saves = undefined;
    return {
      name,
      effects: netEffects(effects),
      braces,
      ...(saves === undefined ? {} : { saves }),
      ...(savesArg === undefined ? {} : { savesArg }),
      ...(argumentReleased === undefined || netEffects(effects).length > 0 ? {} : { argumentReleased }),
    };
  };

  return {
    isMacro: (name) =>
      defines.has(name) || catalog.regionMacro(name) !== undefined || catalog.exitMacro(name) !== undefined,
    isRegionMacro: (name) => (region(name)?.effects.length ?? 0) > 0,
    isAttribute: (name) => attributes.has(name),
    region: (name) => region(name),
    body: (name) => defines.get(name)?.body,
    exit(name) {
      const define = defines.get(name);
      if (define === undefined) return catalog.exitMacro(name) === undefined ? undefined : { sometimes: false };
      const leaves = /\breturn\b|\bgoto\s+(\w+)/.exec(define.body);
      if (leaves === null) {
        const alias = /^\s*([A-Za-z_]\w*)\s*;?\s*$/.exec(define.body)?.[1] ?? '';
        return catalog.exitMacro(alias) === undefined ? undefined : { sometimes: false };
      }
      const sometimes = /\b(?:if|while|for|switch)\b|\?/.test(define.body.slice(0, leaves.index));
      const label = leaves[1];
      if (label === undefined) return { sometimes };
      const parameter = define.parameters?.indexOf(label) ?? -1;
      return { sometimes, label: parameter >= 0 ? parameter : label };
    },
  };
}

/** A release that the same macro takes back is no effect on the code around it. */
function netEffects(effects: readonly RegionEffect[]): readonly RegionEffect[] {
  const net: RegionEffect[] = [];
  for (const effect of effects) {
    const last = net.at(-1);
    const undone = (last === 'release' && effect === 'acquire') || (last === 'ensure' && effect === 'unensure');
    if (undone) net.pop();
    else if (effect !== 'declare') net.push(effect);
  }
  return net.length > 0 && effects.includes('declare') ? ['declare', ...net] : net;
}

function balance(body: string, bracesOf: (word: string) => number): number {
  let depth = 0;
  for (const [token] of body.matchAll(/[A-Za-z_]\w*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{}]/g))
    depth += token === '{' ? 1 : token === '}' ? -1 : bracesOf(token);
  return depth;
}
