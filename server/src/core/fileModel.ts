// From a text to what the analysis works on. Functions are lowered one by one and kept by the hash of their text and of
// the file's macros, so a keystroke costs one function; the kept ones are those that the last text used, and no more.
import { textKey } from './base/hash.js';
import { LineIndex } from './base/lineIndex.js';
import type { Catalog } from './catalog/catalog.js';
import { methodFlagPattern, methodTable } from './catalog/entryTables.js';
import { type Located, locate } from './flow/facts.js';
import type { FileUnit, FunctionUnit, TableEntry } from './interproc/unit.js';
import type { FunctionIr } from './ir/ir.js';
import { type CppPlace, placeIn } from './lower/cpp/context.js';

export type { CppDeclarations };

import { type CppDeclarations, mergeDeclarations, readDeclarations } from './lower/cpp/index.js';
import { lowerFunction } from './lower/lowerFunction.js';
import { type Define, type MacroMeanings, macroMeanings, readDefine } from './lower/names.js';
import { cutItems, type Item } from './syntax/cut.js';
import { cutCppItems } from './syntax/cutCpp.js';
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
  /** C++: what other files may want to know of this one. */
  readonly declarations: CppDeclarations | undefined;
  /** What to keep for the next text of the same file. */
  readonly kept: Kept;
}

interface Lowered {
  readonly ir: FunctionIr;
  readonly instrs: readonly Located[];
  readonly isAlternate: boolean;
}

/** Readings of a function by the hash of its text and of its surroundings. */
export type Kept = ReadonlyMap<string, readonly Lowered[]>;

export interface ModelInput {
  readonly parsers: Parsers;
  readonly catalog: Catalog;
  /** What other C++ files of the project declare. */
  readonly outside?: readonly CppDeclarations[];
}

export function languageOf(path: string, text: string): Language {
  if (/\.(?:cc|cpp|cxx|c\+\+|hh|hpp|hxx|ipp|inl|mm)$/i.test(path)) return 'cpp';
  if (/\.h$/i.test(path) && /^\s*(?:class\s+\w+|namespace\b|template\s*<|using\s+\w+\s*=)/m.test(text)) return 'cpp';
  return 'c';
}

/** What a C++ file declares for others to know; undefined for C. */
export function declarationsOf(path: string, text: string, catalog: Catalog): CppDeclarations | undefined {
  if (languageOf(path, text) === 'c') return undefined;
  const tokens = tokenize(text);
  return readDeclarations(text, cutCppItems(text, tokens), tokens, catalog);
}

export function modelOf(path: string, text: string, input: ModelInput, before: Kept): FileModel {
  const tokens = tokenize(text);
  const language = languageOf(path, text);
  const items = language === 'cpp' ? cutCppItems(text, tokens) : cutItems(text, tokens);
  const surroundings = readSurroundings(items);
  const declarations = language === 'cpp' ? readDeclarations(text, items, tokens, input.catalog) : undefined;
  const index = declarations && mergeDeclarations([declarations, ...(input.outside ?? [])]);
  const meanings = macroMeanings(surroundings.defines, surroundings.includes, input.catalog);
  const environment = textKey(`${language}\n${surroundings.text}\n${index?.text ?? ''}`);
  const kept = new Map<string, readonly Lowered[]>();
  const functions: FunctionUnit[] = [];
  let functionCount = 0;
  for (const item of items) {
    if (item.kind !== 'function') continue;
    functionCount++;
    const around = index === undefined ? '' : `${item.scope?.join('::')}:${item.inClass}:`;
    const key = `${environment}:${around}${textKey(text.slice(item.start, item.end))}`;
    const place = index && placeIn(index, item.scope ?? [], item.name ?? '', item.inClass === true, key);
    const lowered = kept.get(key) ?? before.get(key) ?? lowerItem(text, item, tokens, meanings, input, language, place);
    kept.set(key, lowered);
    for (const { ir, instrs, isAlternate } of lowered)
      functions.push({ ir, instrs, base: item.start, conditions: item.conditions, isAlternate });
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
      includes: surroundings.includes,
      aliases: surroundings.aliases,
      functionMacros: surroundings.functionMacros,
    },
    suppressions: readSuppressions(text, tokens, lines),
    functionCount,
    declarations,
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
  place: CppPlace | undefined,
): readonly Lowered[] {
  const bodyAt = (tokens.start[item.brace] ?? item.start) - item.start;
  const lowered: Lowered[] = [];
  let isAlternate = false;
  readItem(text, item, tokens, meanings, input.parsers[language], language === 'c', (reading) => {
    for (const ir of lowerFunction(reading, bodyAt, meanings, input.catalog, place))
      lowered.push({ ir, instrs: locate(ir), isAlternate });
    isAlternate = true;
  });
  return lowered;
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

/** The name that a function has where it is named in a scope, the innermost one first. */
function fullName(written: string, scope: readonly string[] = [], names: ReadonlySet<string>): string | undefined {
  for (let depth = scope.length; depth > 0; depth--) {
    const name = [...scope.slice(0, depth), written].join('::');
    if (names.has(name)) return name;
  }
  return names.has(written) ? written : undefined;
}

/** Names of functions of the file in initialisers, and in macros that expand to rows of a method table. */
function tableEntries(
  text: string,
  items: readonly Item[],
  tokens: Tokens,
  functions: readonly FunctionUnit[],
  catalog: Catalog,
): readonly TableEntry[] {
  const names = new Set(functions.flatMap(({ ir }) => [ir.name, ...(ir.otherNames ?? [])]));
  const entries: TableEntry[] = [];
  for (const item of items) {
    if (item.kind === 'declaration') {
      for (const { name: written, type, at } of namesInInitialiser(text, item, tokens)) {
        const name = fullName(written, item.scope, names);
        if (name !== undefined)
          entries.push({ functionName: name, table: type, isEntry: catalog.isEntryTable(type), at });
      }
    } else if (item.directive?.name === 'define' && methodFlagPattern.test(item.directive.rest)) {
      for (const match of text.slice(item.start, item.end).matchAll(/[A-Za-z_]\w*/g))
        if (names.has(match[0]))
          entries.push({ functionName: match[0], table: methodTable, isEntry: true, at: item.start + match.index });
    }
  }
  return entries;
}
