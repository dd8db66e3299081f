// How a region is written in this file: with the macros that the file itself uses, or with the guard object of a library
// for C++.
// Easy to get wrong: a macro with arguments cannot be repeated elsewhere, and one that opens no brace declares its
// variable in the block around.
import type { FixSite } from './site.js';

export interface RegionWords {
  readonly open: readonly string[];
  readonly close: readonly string[];
  /** What stands inside is one step further right. */
  readonly indents: boolean;
}

const DEFAULT = 'Py_';
/** Without the start of the name: a pattern that begins with the fixed part is found many times as fast. */
const PAIRED = /BEGIN_ALLOW_THREADS\b(\s*[(;])?/g;
const LONGEST_PREFIX = 64;
/** The guard object of the libraries for bindings. */
export const GUARD = 'gil_scoped_release';

/** Each finding of a file asks the same. */
const known = new WeakMap<FixSite['file'], RegionWords>();

export function regionWords({ text, language, file }: FixSite): RegionWords {
  let words = known.get(file);
  if (words === undefined) {
    words = wordsIn(text, language);
    known.set(file, words);
  }
  return words;
}

function wordsIn(text: string, language: FixSite['language']): RegionWords {
  const scope = language === 'cpp' ? guardScope(text) : undefined;
  if (scope !== undefined) return { open: ['{', `${scope}::${GUARD} release;`], close: ['}'], indents: true };
  const counts = new Map<string, { plain: number; semicolons: number }>();
  for (const { index, 1: behind = '' } of text.matchAll(PAIRED)) {
    const prefix = /\w*$/.exec(text.slice(Math.max(0, index - LONGEST_PREFIX), index))?.[0] ?? '';
    const count = counts.get(prefix) ?? { plain: 0, semicolons: 0 };
    counts.set(prefix, count);
    if (behind.endsWith('(')) count.plain = Number.NEGATIVE_INFINITY;
    else if (behind.endsWith(';')) count.semicolons++;
    else count.plain++;
  }
  const own = [...counts]
    .map(([prefix, { plain, semicolons }]) => ({ prefix, plain, semicolons, total: plain + semicolons }))
    .filter(({ prefix, total }) => total > 0 && text.includes(`${prefix}END_ALLOW_THREADS`))
    .sort((a, b) => Number(a.prefix === DEFAULT) - Number(b.prefix === DEFAULT) || b.total - a.total);
  const [best] = own;
  const prefix = best?.prefix ?? DEFAULT;
  const behind = best !== undefined && best.semicolons > best.plain ? ';' : '';
  return {
    open: [`${prefix}BEGIN_ALLOW_THREADS${behind}`],
    close: [`${prefix}END_ALLOW_THREADS${behind}`],
    indents: false,
  };
}

/** The namespace of the library's guard, as the file writes it. */
export function guardScope(text: string): string | undefined {
  for (const library of ['pybind11', 'nanobind']) {
    if (!text.includes(library)) continue;
    const alias = new RegExp(`namespace\\s+(\\w+)\\s*=\\s*:{0,2}${library}\\s*;`).exec(text)?.[1];
    if (alias !== undefined) return alias;
    const usual = library === 'pybind11' ? 'py' : 'nb';
    return new RegExp(`\\b${usual}::`).test(text) ? usual : library;
  }
  return undefined;
}
