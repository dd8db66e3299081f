// From a text to what the analysis works on. Functions are lowered one by one and kept by the hash of their text, so a
// keystroke costs one function; the kept ones are those that the last text used, and no more.
// Easy to get wrong: a kept function holds only as long as the names that its lowering asked for mean what they meant.
import { textKey } from './base/hash.js';
import { LineIndex } from './base/lineIndex.js';
import type { Catalog } from './catalog/catalog.js';
import { methodFlagPattern, methodTable } from './catalog/entryTables.js';
import { type Located, locate } from './flow/facts.js';
import type { FileUnit, FunctionUnit, TableEntry } from './interproc/unit.js';
import type { FunctionIr } from './ir/ir.js';
import { calledMacros } from './lower/calledMacros.js';
import { lowerFunction } from './lower/lowerFunction.js';
import { type MacroMeanings, macroMeanings, recording } from './lower/names.js';
import { cutItems, type Item } from './syntax/cut.js';
import type { Language, Parsers } from './syntax/flatTree.js';
import type { Names } from './syntax/lens/names.js';
import { type MacroScope, singleFile } from './syntax/macroIndex.js';
import { readMacros } from './syntax/macros.js';
import { readItem } from './syntax/parseItem.js';
import { readSuppressions, type Suppression } from './syntax/suppressions.js';
import { namesInInitialiser } from './syntax/tables.js';
import { Tok, type Tokens, tokenize } from './syntax/tokens.js';

export interface FileModel {
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly unit: FileUnit;
  readonly suppressions: readonly Suppression[];
  /** How many functions the text defines; two readings of one are one function. */
  readonly functionCount: number;
  /** What the lens has to know of the macros at the end of the file. */
  readonly names: Names;
  /** What to keep for the next text of the same file. */
  readonly kept: Kept;
}

interface Lowered {
  readonly readings: readonly { readonly ir: FunctionIr; readonly instrs: readonly Located[] }[];
  /** The names that the lowering asked for, and what they meant. */
  readonly asked: string;
  readonly meant: string;
  /** The meanings that the entry was last found to agree with. */
  readonly checked: MacroMeanings;
}

/** Functions by the hash of their text. */
export type Kept = ReadonlyMap<string, Lowered>;

export interface ModelInput {
  readonly parsers: Parsers;
  readonly catalog: Catalog;
  /** What the macros of a file mean, given the texts of its directives; without it the file stands alone. */
  readonly macros?: (path: string, directives: readonly string[]) => MacroScope;
}

export function languageOf(path: string, text: string): Language {
  if (/\.(?:cc|cpp|cxx|c\+\+|hh|hpp|hxx|ipp|inl|mm)$/i.test(path)) return 'cpp';
  if (/\.h$/i.test(path) && /^\s*(?:class\s+\w+|namespace\b|template\s*<|using\s+\w+\s*=)/m.test(text)) return 'cpp';
  return 'c';
}

export function modelOf(path: string, text: string, input: ModelInput, before: Kept): FileModel {
  const tokens = tokenize(text);
  const items = cutItems(text, tokens);
  const directives = directivesOf(text, tokens);
  const language = languageOf(path, text);
  const scope = input.macros?.(path, directives.texts) ?? singleFile(readMacros(directives.texts));
  const kept = new Map<string, Lowered>();
  const functions: FunctionUnit[] = [];
  const called = calledMacros();
  let functionCount = 0;
  for (const item of items) {
    if (item.kind !== 'function') continue;
    functionCount++;
    const key = `${language}:${textKey(text.slice(item.start, item.end))}`;
    const meanings = meaningsAt(scope, directives.before(item.firstToken), language, input);
    const known = kept.get(key) ?? before.get(key);
    const lowered = checked(known, meanings) ?? lowerItem(text, item, tokens, meanings, input, language);
    kept.set(key, lowered);
    for (const [reading, { ir, instrs }] of lowered.readings.entries()) {
      functions.push({ ir, instrs, base: item.start, conditions: item.conditions, isAlternate: reading > 0 });
      called.add(ir.calledMacros, meanings);
    }
  }
  const lines = new LineIndex(text);
  return {
    path,
    text,
    lines,
    unit: {
      path,
      functions,
      tables: tableEntries(text, items, tokens, functions, input.catalog),
      includes: scope.own.includes,
      aliases: called.aliases,
      functionMacros: called.functionMacros,
    },
    suppressions: readSuppressions(text, tokens, lines),
    functionCount,
    names: meaningsAt(scope, directives.texts.length, language, input),
    kept,
  };
}

/** The directives of a file in order, and how many of them stand before a token. */
function directivesOf(text: string, tokens: Tokens): { texts: readonly string[]; before(token: number): number } {
  const texts: string[] = [];
  const at: number[] = [];
  for (let t = 0; t < tokens.count; t++) {
    if (tokens.kind[t] !== Tok.directive) continue;
    texts.push(text.slice(tokens.start[t], tokens.end[t]));
    at.push(t);
  }
  let count = 0;
  return {
    texts,
    /** Asked for ever later tokens. */
    before(token) {
      while (count < at.length && (at[count] ?? 0) < token) count++;
      return count;
    },
  };
}

/** Meanings are kept with the scope: they hold what was parsed of the macros. */
const meaningsOf = new WeakMap<MacroScope, Map<string, MacroMeanings>>();

function meaningsAt(scope: MacroScope, at: number, language: Language, input: ModelInput): MacroMeanings {
  let known = meaningsOf.get(scope);
  if (known === undefined) {
    known = new Map();
    meaningsOf.set(scope, known);
  }
  const key = `${language}:${scope.version(at)}`;
  let meanings = known.get(key);
  if (meanings === undefined) {
    meanings = macroMeanings(scope, at, input.catalog, { parser: input.parsers[language], language });
    known.set(key, meanings);
  }
  return meanings;
}

/** What is known of a function, where all the names that it asked for still mean the same. */
function checked(known: Lowered | undefined, meanings: MacroMeanings): Lowered | undefined {
  if (known === undefined || known.checked === meanings) return known;
  return meantBy(known.asked, meanings) === known.meant ? { ...known, checked: meanings } : undefined;
}

/** The meanings of names that are joined by blanks, as one text. */
function meantBy(names: string, meanings: MacroMeanings): string {
  let all = '';
  for (const name of names.split(' ')) {
    const print = meanings.fingerprint(name);
    if (print !== '') all += `${name} ${print}\n`;
  }
  return all;
}

function lowerItem(
  text: string,
  item: Item,
  tokens: Tokens,
  meanings: MacroMeanings,
  input: ModelInput,
  language: Language,
): Lowered {
  const bodyAt = (tokens.start[item.brace] ?? item.start) - item.start;
  const readings: { ir: FunctionIr; instrs: readonly Located[] }[] = [];
  const names = new Set<string>();
  const asking = recording(meanings, names);
  do {
    readings.length = 0;
    readItem(text, item, tokens, asking, input.parsers[language], language === 'c', (reading) => {
      const ir = lowerFunction(reading, bodyAt, asking, input.catalog);
      readings.push({ ir, instrs: locate(ir) });
    });
  } while (meanings.readWanted());
  const asked = [...names].join(' ');
  return { readings, asked, meant: meantBy(asked, meanings), checked: meanings };
}

/** Names of functions of the file in initialisers, and in macros that expand to rows of a method table. */
function tableEntries(
  text: string,
  items: readonly Item[],
  tokens: Tokens,
  functions: readonly FunctionUnit[],
  catalog: Catalog,
): readonly TableEntry[] {
  const names = new Set(functions.map(({ ir }) => ir.name));
  const entries: TableEntry[] = [];
  for (const item of items) {
    if (item.kind === 'declaration') {
      for (const { name, type, at } of namesInInitialiser(text, item, tokens))
        if (names.has(name)) entries.push({ functionName: name, table: type, isEntry: catalog.isEntryTable(type), at });
    } else if (item.directive?.name === 'define' && methodFlagPattern.test(item.directive.rest)) {
      for (const match of text.slice(item.start, item.end).matchAll(/[A-Za-z_]\w*/g))
        if (names.has(match[0]))
          entries.push({ functionName: match[0], table: methodTable, isEntry: true, at: item.start + match.index });
    }
  }
  return entries;
}
