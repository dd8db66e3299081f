// From a text to what the analysis works on. Functions are lowered one by one and kept by the hash of their text, so a
// keystroke costs one function; the kept ones are those that the last text used, and no more.
// Easy to get wrong: a kept function holds only as long as the names that its lowering asked for mean what they meant.
import { textKey } from './base/hash.js';
import { LineIndex } from './base/lineIndex.js';
import type { Catalog } from './catalog/catalog.js';
import { methodFlagPattern, methodTable } from './catalog/entryTables.js';
import { locate } from './flow/facts.js';
import type { FileUnit, FunctionUnit, PlacedUnit, StoredName, TableEntry } from './interproc/unit.js';
import { type CalledMacros, calledMacros } from './lower/calledMacros.js';
import { lowerFunction } from './lower/lowerFunction.js';
import { type MacroMeanings, macroMeanings, recording } from './lower/names.js';
import { type Decide, readDirective } from './syntax/conditionals.js';
import { cutItems, type Item } from './syntax/cut.js';
import { type DeadArms, deadArms } from './syntax/deadArms.js';
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

/** A function as it was lowered. Its units stay the same objects over edits elsewhere. */
interface Lowered {
  readonly units: readonly FunctionUnit[];
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
  /** Which `#if` conditions the configuration decides. */
  readonly decide: Decide;
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
  const dead = deadArms(text, tokens, input.decide);
  const items = cutItems(text, tokens).filter(({ start }) => !dead.has(start));
  const directives = directivesOf(text, tokens, dead);
  const language = languageOf(path, text);
  const scope = input.macros?.(path, directives.texts) ?? singleFile(readMacros(directives.texts));
  const kept = new Map<string, Lowered>();
  const functions: PlacedUnit[] = [];
  const called = calledMacros();
  let functionCount = 0;
  for (const item of items) {
    if (item.kind !== 'function') continue;
    functionCount++;
    const key = `${language}:${item.conditions.join(':')}:${textKey(text.slice(item.start, item.end))}`;
    const meanings = meaningsAt(scope, directives.before(item.firstToken), language, input);
    const known = kept.get(key) ?? before.get(key);
    const lowered = checked(known, meanings) ?? lowerItem(text, item, tokens, meanings, input, language);
    kept.set(key, lowered);
    for (const unit of lowered.units) {
      functions.push({ unit, base: item.start });
      called.add(unit.ir.calledMacros, meanings);
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
      ...namesInTables(path, text, items, tokens, input.catalog),
      includes: scope.own.includes,
      aliases: called.aliases,
      functionMacros: called.functionMacros,
      surroundings: surroundingsKey(language, scope, called),
    },
    suppressions: readSuppressions(text, tokens, lines),
    functionCount,
    names: meaningsAt(scope, directives.texts.length, language, input),
    kept,
  };
}

/** The directives of a file in order, and how many of them stand before a token. */
function directivesOf(
  text: string,
  tokens: Tokens,
  dead: DeadArms,
): { texts: readonly string[]; before(token: number): number } {
  const texts: string[] = [];
  const at: number[] = [];
  for (let t = 0; t < tokens.count; t++) {
    if (tokens.kind[t] !== Tok.directive || dead.has(tokens.start[t] ?? -1)) continue;
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
  const conditions = openConditions(item, input.decide);
  const units: FunctionUnit[] = [];
  const names = new Set<string>();
  const asking = recording(meanings, names);
  do {
    units.length = 0;
    readItem(
      text,
      item,
      tokens,
      asking,
      input.parsers[language],
      language === 'c',
      (reading) => {
        const ir = lowerFunction(reading, bodyAt, asking, input.catalog, input.decide);
        units.push({ ir, instrs: locate(ir), conditions, isAlternate: units.length > 0 });
      },
      input.decide,
    );
  } while (meanings.readWanted());
  const asked = [...names].join(' ');
  return { units, asked, meant: meantBy(asked, meanings), checked: meanings };
}

/** The conditions around an item that are not certain. */
const openConditions = ({ conditions }: Item, decide: Decide): readonly string[] =>
  conditions.filter((shown) => {
    const opener = /^#else of (.*)$/.exec(shown)?.[1];
    return opener === undefined
      ? decide(readDirective(shown).rest) !== true
      : decide(readDirective(opener).rest) !== false;
  });

/** All that decides what a name in the file means, as one text. */
const surroundingsKey = (language: Language, scope: MacroScope, called: CalledMacros): string =>
  textKey(
    JSON.stringify([language, [...scope.own.includes], [...called.aliases].sort(), [...called.functionMacros].sort()]),
  );

/** Whether a file asked for one of these names, so that another meaning of it may change the file's functions. */
export function asksFor(model: FileModel, names: ReadonlySet<string>): boolean {
  for (const { asked } of model.kept.values()) for (const name of asked.split(' ')) if (names.has(name)) return true;
  for (const macros of [model.unit.aliases, model.unit.functionMacros])
    for (const name of macros.keys()) if (names.has(name)) return true;
  return false;
}

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
  let group = 0;
  for (const item of items) {
    if (item.kind === 'declaration') {
      group++;
      for (const { name, type, member, isValue, at } of namesInInitialiser(text, item, tokens)) {
        if (catalog.isEntryTable(type)) tables.push({ functionName: name, table: type, path, at });
        else if (isValue) stored.push({ functionName: name, member, group, path, at });
      }
    } else if (item.directive?.name === 'define' && methodFlagPattern.test(item.directive.rest)) {
      for (const match of text.slice(item.start, item.end).matchAll(/[A-Za-z_]\w*/g))
        tables.push({ functionName: match[0], table: methodTable, path, at: item.start + match.index });
    }
  }
  return { tables, stored };
}
