// From a text to what the analysis works on. Functions are lowered one by one and kept by the hash of their text, so a
// keystroke costs one function; the kept ones are those that the last text used, and no more.
// Easy to get wrong: a kept function holds only as long as the names that its lowering asked for mean what they meant.
import { textKey } from './base/hash.js';
import { LineIndex } from './base/lineIndex.js';
import type { Steps } from './base/steps.js';
import { changeBetween } from './base/textChange.js';
import type { Catalog } from './catalog/catalog.js';
import { contractsOfFile, type FileContracts } from './fileContracts.js';
import { namesInTables } from './fileTables.js';
import { locate } from './flow/facts.js';
import { contractKey } from './interproc/contracts.js';
import type { FileUnit, FunctionUnit, PlacedUnit } from './interproc/unit.js';
import { itemsAlike, itemsBefore, type Lowered, type LoweredItem } from './keptItems.js';
import { type CalledMacros, calledMacros } from './lower/calledMacros.js';
import { type CppPlace, placeIn } from './lower/cpp/context.js';
import { type CppDeclarations, mergeDeclarations, readDeclarations } from './lower/cpp/index.js';
import { lowerFunction } from './lower/lowerFunction.js';
import { type MacroMeanings, macroMeanings, recording } from './lower/names.js';
import { type Decide, readDirective } from './syntax/conditionals.js';
import { type Cut, type CutBefore, cutItems, type Item, NO_CUT } from './syntax/cut.js';
import { cutCppItems } from './syntax/cutCpp.js';
import { type DeadArms, deadArms } from './syntax/deadArms.js';
import { fileTokens } from './syntax/fileTokens.js';
import type { Language, Parsers } from './syntax/flatTree.js';
import type { Names } from './syntax/lens/names.js';
import { type MacroScope, singleFile } from './syntax/macroIndex.js';
import { directiveTexts, readMacros } from './syntax/macros.js';
import { readItem } from './syntax/parseItem.js';
import { readSuppressions, type Suppression } from './syntax/suppressions.js';
import type { Tokens } from './syntax/tokens.js';

export interface FileModel {
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly unit: FileUnit;
  /** Functions and declarations in the order of the text; those that the configuration leaves out as well. */
  readonly items: readonly Item[];
  readonly suppressions: readonly Suppression[];
  readonly contracts: FileContracts;
  /** How many functions the text defines; two readings of one are one function. */
  readonly functionCount: number;
  /** What the lens has to know of the macros at the end of the file. */
  readonly names: Names;
  /** C++: what other files may want to know of this one. */
  readonly declarations: CppDeclarations | undefined;
  /** What to keep for the next text of the same file. */
  readonly kept: Kept;
}

/** What may be used again for the next text of a file. All of it follows from the text that it is of. */
export interface Kept {
  readonly text: string;
  readonly lines: LineIndex;
  /** Of C. */
  readonly cut: Cut;
  /** What its names meant. */
  readonly scope: MacroScope | undefined;
  /** In the order of the text. */
  readonly functions: readonly LoweredItem[];
}

export const NOTHING_KEPT: Kept = {
  text: '',
  lines: new LineIndex(''),
  cut: NO_CUT,
  scope: undefined,
  functions: [],
};

export interface ModelInput {
  readonly parsers: Parsers;
  readonly catalog: Catalog;
  /** Which `#if` conditions the configuration decides. */
  readonly decide: Decide;
  /** What the macros of a file mean, given the texts of its directives; without it the file stands alone. */
  readonly macros?: (path: string, directives: readonly string[]) => MacroScope;
  /** What other C++ files declare that a file sees. */
  readonly outside?: (path: string) => readonly CppDeclarations[];
}

export function languageOf(path: string, text: string): Language {
  if (/\.(?:cc|cpp|cxx|c\+\+|hh|hpp|hxx|ipp|inl|mm)$/i.test(path)) return 'cpp';
  if (/\.h$/i.test(path) && /^\s*(?:class\s+\w+|namespace\b|template\s*<|using\s+\w+\s*=)/m.test(text)) return 'cpp';
  return 'c';
}

/** What a C++ file declares for others to know; undefined for C. */
export function declarationsOf(path: string, text: string, catalog: Catalog): CppDeclarations | undefined {
  if (languageOf(path, text) === 'c') return undefined;
  const tokens = fileTokens(text);
  return readDeclarations(text, cutCppItems(text, tokens), tokens, catalog);
}

/** Of C++ nothing is taken from a cut before, nor is there anything to take. */
export const cut = (text: string, tokens: Tokens, language: Language, before?: CutBefore): Cut =>
  language === 'cpp' ? { items: cutCppItems(text, tokens), open: [] } : cutItems(text, tokens, before);

/** A step for each function that is lowered. */
export function* modelInSteps(path: string, text: string, input: ModelInput, before: Kept): Steps<FileModel> {
  const change = changeBetween(before.text, text);
  const tokens = fileTokens(text);
  const dead = deadArms(text, tokens, input.decide);
  const language = languageOf(path, text);
  const whole = cut(text, tokens, language, { cut: before.cut, change });
  const all = whole.items;
  const items = dead.isEmpty ? all : all.filter(({ start }) => !dead.has(start));
  const directives = directivesOf(text, tokens, dead);
  const scope = input.macros?.(path, directives.texts) ?? singleFile(readMacros(directives.texts));
  const declarations = language === 'cpp' ? readDeclarations(text, items, tokens, input.catalog) : undefined;
  const index = declarations && mergeDeclarations([declarations, ...(input.outside?.(path) ?? [])]);
  const around = index && textKey(index.text);
  const kept: LoweredItem[] = [];
  const functions: PlacedUnit[] = [];
  const called = calledMacros();
  const itemBefore = itemsBefore(before.functions, change);
  const itemAlike = itemsAlike(before.functions);
  for (const item of items) {
    if (item.kind !== 'function') continue;
    const known = itemBefore(item);
    const stands = surroundingsOf(item, known, around);
    const meanings = meaningsAt(scope, directives.before(item.firstToken), language, input);
    let now: LoweredItem;
    if (known?.stands === stands && scope === before.scope) now = { ...known, item };
    else {
      const hash = known?.hash ?? textKey(text.slice(item.start, item.end));
      const place =
        index && placeIn(index, item.scope ?? [], item.name ?? '', item.inClass === true, `${stands}:${hash}`);
      let lowered = checked(itemAlike(stands, hash), meanings);
      if (lowered === undefined) {
        lowered = lowerItem(text, item, tokens, meanings, input, language, place);
        yield;
      }
      now = { item, stands, hash, lowered };
    }
    kept.push(now);
    for (const unit of now.lowered.units) {
      functions.push({ unit, base: item.start });
      called.add(unit.ir.calledMacros, meanings);
    }
  }
  const lines = new LineIndex(text, { lines: before.lines, change });
  const contracts = contractsOfFile(path, text, all, tokens, dead);
  return {
    path,
    text,
    lines,
    unit: {
      path,
      functions,
      ...namesInTables(path, text, items, tokens, functions, input.catalog),
      includes: scope.own.includes,
      aliases: called.aliases,
      functionMacros: called.functionMacros,
      contracts: contracts.comments,
      surroundings: surroundingsKey(language, scope, called, contractKey(contracts.comments)),
    },
    items: all,
    contracts,
    suppressions: readSuppressions(text, tokens, lines),
    functionCount: kept.length,
    names: meaningsAt(scope, directives.texts.length, language, input),
    declarations,
    kept: { text, lines, cut: language === 'c' ? whole : NO_CUT, scope, functions: kept },
  };
}

/** @param around what C++ files that it sees declare, as a text; undefined in C */
function surroundingsOf(item: Item, known: LoweredItem | undefined, around: string | undefined): string {
  if (around !== undefined) return `${around}:${item.scope?.join('::')}:${item.inClass}:${item.conditions.join(':')}`;
  return item.conditions === known?.item.conditions ? known.stands : item.conditions.join(':');
}

/** The directives of a file in order, and how many of them stand before a token. */
function directivesOf(
  text: string,
  tokens: Tokens,
  dead: DeadArms,
): { texts: readonly string[]; before(token: number): number } {
  const all = directiveTexts(text, tokens);
  const lives = (t: number): boolean => !dead.has(tokens.start[t] ?? -1);
  const living = dead.isEmpty ? tokens.directives : tokens.directives.filter(lives);
  let count = 0;
  return {
    texts: dead.isEmpty ? all : all.filter((_, i) => lives(tokens.directives[i] ?? -1)),
    /** Asked for ever later tokens. */
    before(token) {
      while ((living[count] ?? token) < token) count++;
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
  place: CppPlace | undefined,
): Lowered {
  const bodyAt = (tokens.start[item.brace] ?? item.start) - item.start;
  const conditions = openConditions(item, input.decide);
  const units: FunctionUnit[] = [];
  const names = new Set<string>();
  const asking = recording(meanings, names);
  do {
    units.length = 0;
    let isAlternate = false;
    readItem(
      text,
      item,
      tokens,
      asking,
      input.parsers[language],
      language === 'c',
      (reading) => {
        for (const ir of lowerFunction(reading, bodyAt, asking, input.catalog, input.decide, place))
          units.push({ ir, instrs: locate(ir), conditions, isAlternate });
        isAlternate = true;
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
const surroundingsKey = (language: Language, scope: MacroScope, called: CalledMacros, contracts: string): string =>
  textKey(
    JSON.stringify([
      language,
      [...scope.own.includes],
      [...called.aliases].sort(),
      [...called.functionMacros].sort(),
      contracts,
    ]),
  );

/** Whether a file asked for one of these names, so that another meaning of it may change the file's functions. */
export function asksFor(model: FileModel, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  for (const { lowered } of model.kept.functions)
    for (const name of lowered.asked.split(' ')) if (names.has(name)) return true;
  for (const macros of [model.unit.aliases, model.unit.functionMacros])
    for (const name of macros.keys()) if (names.has(name)) return true;
  return false;
}
