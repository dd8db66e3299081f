// From a text to what the analysis works on. Functions are lowered one by one and kept by the hash of their text and of
// the file's macros, so a keystroke costs one function; the kept ones are those that the last text used, and no more.
import { textKey } from './base/hash.js';
import { LineIndex } from './base/lineIndex.js';
import { finish, type Steps } from './base/steps.js';
import type { Catalog } from './catalog/catalog.js';
import { methodFlagPattern, methodTable } from './catalog/entryTables.js';
import { locate } from './flow/facts.js';
import type { FileUnit, FunctionUnit, PlacedUnit, StoredName, TableEntry } from './interproc/unit.js';
import { lowerFunction } from './lower/lowerFunction.js';
import { type Define, type MacroMeanings, macroMeanings, readDefine } from './lower/names.js';
import { cutItems, type Item } from './syntax/cut.js';
import type { Language, Parsers } from './syntax/flatTree.js';
import { readItem } from './syntax/parseItem.js';
import { readSuppressions, type Suppression } from './syntax/suppressions.js';
import { namesInInitialiser } from './syntax/tables.js';
import { type Tokens, tokenize } from './syntax/tokens.js';

export interface FileModel {
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly unit: FileUnit;
  readonly suppressions: readonly Suppression[];
  /** How many functions the text defines; two readings of one are one function. */
  readonly functionCount: number;
  /** What to keep for the next text of the same file. */
  readonly kept: Kept;
}

/** Readings of a function by the hash of its text and of its surroundings: units stay the same objects over edits. */
export type Kept = ReadonlyMap<string, readonly FunctionUnit[]>;

export interface ModelInput {
  readonly parsers: Parsers;
  readonly catalog: Catalog;
}

export function languageOf(path: string, text: string): Language {
  if (/\.(?:cc|cpp|cxx|c\+\+|hh|hpp|hxx|ipp|inl|mm)$/i.test(path)) return 'cpp';
  if (/\.h$/i.test(path) && /^\s*(?:class\s+\w+|namespace\b|template\s*<|using\s+\w+\s*=)/m.test(text)) return 'cpp';
  return 'c';
}

export const modelOf = (path: string, text: string, input: ModelInput, before: Kept): FileModel =>
  finish(modelInSteps(path, text, input, before));

/** The same, with a step for each function that is lowered. */
export function* modelInSteps(path: string, text: string, input: ModelInput, before: Kept): Steps<FileModel> {
  const tokens = tokenize(text);
  const items = cutItems(text, tokens);
  const surroundings = readSurroundings(items);
  const language = languageOf(path, text);
  const meanings = macroMeanings(surroundings.defines, surroundings.includes, input.catalog);
  const environment = textKey(`${language}\n${surroundings.text}`);
  const kept = new Map<string, readonly FunctionUnit[]>();
  const functions: PlacedUnit[] = [];
  let functionCount = 0;
  for (const item of items) {
    if (item.kind !== 'function') continue;
    functionCount++;
    const key = `${environment}:${item.conditions.join(':')}:${textKey(text.slice(item.start, item.end))}`;
    let units = kept.get(key) ?? before.get(key);
    if (units === undefined) {
      units = lowerItem(text, item, tokens, meanings, input, language);
      yield;
    }
    kept.set(key, units);
    for (const unit of units) functions.push({ unit, base: item.start });
  }
  const lines = new LineIndex(text);
  return {
    path,
    text,
    lines,
    unit: {
      path,
      functions,
      ...namesInTables(path, text, items, tokens, input.catalog),
      includes: surroundings.includes,
      aliases: surroundings.aliases,
      functionMacros: surroundings.functionMacros,
      surroundings: environment,
    },
    suppressions: readSuppressions(text, tokens, lines),
    functionCount,
    kept,
  };
}

function lowerItem(
  text: string,
  item: Item,
  tokens: Tokens,
  meanings: MacroMeanings,
  input: ModelInput,
  language: Language,
): readonly FunctionUnit[] {
  const bodyAt = (tokens.start[item.brace] ?? item.start) - item.start;
  const units: FunctionUnit[] = [];
  readItem(text, item, tokens, meanings, input.parsers[language], language === 'c', (reading) => {
    const ir = lowerFunction(reading, bodyAt, meanings, input.catalog);
    units.push({ ir, instrs: locate(ir), conditions: item.conditions, isAlternate: units.length > 0 });
  });
  return units;
}

interface Surroundings {
  readonly defines: ReadonlyMap<string, Define>;
  readonly includes: ReadonlySet<string>;
  readonly aliases: ReadonlyMap<string, string>;
  readonly functionMacros: ReadonlyMap<string, readonly string[]>;
  /** All of it as one text, for the hash. */
  readonly text: string;
}

function readSurroundings(items: readonly Item[]): Surroundings {
  const defines = new Map<string, Define>();
  const includes = new Set<string>();
  const aliases = new Map<string, string>();
  const functionMacros = new Map<string, readonly string[]>();
  let all = '';
  for (const { directive } of items) {
    if (directive?.name === 'include') {
      includes.add(directive.rest.replace(/^["<]|[">].*$/g, ''));
      all += `${directive.rest}\n`;
    } else if (directive?.name === 'define') {
      all += `${directive.rest}\n`;
      const define = readDefine(directive.rest);
      if (define === undefined) continue;
      const [name, { parameters, body }] = define;
      defines.set(name, define[1]);
      if (parameters !== undefined) functionMacros.set(name, calledIn(body, parameters));
      else if (/^[A-Za-z_]\w*$/.test(body)) aliases.set(name, body);
    }
  }
  return { defines, includes, aliases, functionMacros, text: all };
}

/** Names that are followed by a parenthesis in a macro's body, its own parameters aside. */
const calledIn = (body: string, parameters: readonly string[]): readonly string[] =>
  [...body.matchAll(/\b([A-Za-z_]\w*)\s*\(/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => !parameters.includes(name));

/** Names in initialisers of tables that CPython reads, in macros that expand to rows of a method table, and in members. */
function namesInTables(
  path: string,
  text: string,
  items: readonly Item[],
  tokens: Tokens,
  catalog: Catalog,
): { readonly tables: readonly TableEntry[]; readonly stored: readonly StoredName[] } {
  const tables: TableEntry[] = [];
  const stored: StoredName[] = [];
  for (const item of items) {
    if (item.kind === 'declaration') {
      for (const { name, type, member, at } of namesInInitialiser(text, item, tokens)) {
        if (catalog.isEntryTable(type)) tables.push({ functionName: name, table: type, path, at });
        else if (member !== undefined) stored.push({ functionName: name, member });
      }
    } else if (item.directive?.name === 'define' && methodFlagPattern.test(item.directive.rest)) {
      for (const match of text.slice(item.start, item.end).matchAll(/[A-Za-z_]\w*/g))
        tables.push({ functionName: match[0], table: methodTable, path, at: item.start + match.index });
    }
  }
  return { tables, stored };
}
