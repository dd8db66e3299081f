// What the macros mean at one place of a file: the project's `#define`s first, then the catalog.
// Easy to get wrong: an answer depends on other files, so whoever keeps a result keeps the names that were asked for
// (`recording`), and compares their fingerprints before it is used again.
import { textKey } from '../base/hash.js';
import type { Catalog } from '../catalog/catalog.js';
import { attributeCalls, attributeNames, attributeWords, statementWrapper } from '../catalog/tokens.js';
import type { RegionMacro } from '../catalog/types.js';
import type { Range } from '../syntax/conditionals.js';
import type { Language, TreeParser } from '../syntax/flatTree.js';
import type { Names } from '../syntax/lens/names.js';
import type { MacroScope } from '../syntax/macroIndex.js';
import { certainValue, isForUsualVersion, type MacroDefinition } from '../syntax/macros.js';
import { isKnown, PLAIN, type Shape, shapeOf, wordsOf } from './shape.js';
import { readTemplate, type Template, withoutPasting } from './template.js';

/** How a use of a name is lowered. */
export type MacroMeaning =
  /** A macro of the project whose body is lowered in its place; several definitions are alternatives. */
  | { readonly kind: 'body'; readonly definitions: readonly MacroDefinition[]; readonly shape: Shape }
  /** A macro that only the catalog knows. */
  | { readonly kind: 'row'; readonly row: RegionMacro }
  /** Leaves the function. */
  | { readonly kind: 'exit' };

export interface MacroMeanings extends Names {
  /** Undefined where a name is no macro, or one that does nothing about the GIL or the flow. */
  meaning(name: string): MacroMeaning | undefined;
  /** The name that an object-like macro stands for in the end, where that is a name that matters. */
  alias(name: string): string;
  /**
   * The body of a macro as a tree; undefined also where it has not been parsed yet. Parsing overwrites the tree that is
   * being lowered, so it waits for `readWanted`, behind which the function is lowered again.
   * @param argument the text given for a parameter, asked for where the body pastes it
   */
  template(definition: MacroDefinition, argument: (parameter: string) => string): Template | undefined;
  /** Parses the bodies that were asked for in vain. Returns whether there were any. */
  readWanted(): boolean;
  /** What a macro that is not lowered in its place calls, or stands for. */
  callsOf(name: string): MacroCalls | undefined;
  /** Looks like a macro that releases or takes the GIL, and nobody knows what it does. */
  isUnknownRegion(name: string): boolean;
  /** What the one definition of an object-like macro is, as text. */
  body(name: string): string | undefined;
  /** What `#if` is told of a name, where the file itself decides that; null where it is not defined. */
  value(name: string): Range | null | undefined;
  /** Equal for equal meanings of a name, all that its definitions lean on included. */
  fingerprint(name: string): string;
}

export interface MacroCalls {
  readonly isFunctionLike: boolean;
  /** Names that are called in the body, or the one name that an alias stands for. */
  readonly names: readonly string[];
}

export interface Readers {
  readonly parser: TreeParser;
  readonly language: Language;
}

const attributes = new Set([...attributeCalls, ...attributeNames]);
/** A name before or behind the braces of a macro's body. */
const WRAPPER = /\b[A-Za-z_]\w*\b(?=\s*\{)|(?<=\}\s*)\b[A-Za-z_]\w*\b/g;
const MAX_DEPTH = 40;
const MOST_IN_CLOSURE = 400;
const ALIAS = /^\(?\s*([A-Za-z_$][\w$]*)\s*\)?;?$/;

/** @param at how many directives of the file stand before the place */
export function macroMeanings(scope: MacroScope, at: number, catalog: Catalog, readers: Readers): MacroMeanings {
  const shapes = new Map<string, Shape>();
  const meanings = new Map<string, MacroMeaning | undefined>();
  const prints = new Map<string, string>();
  const wanted: { readonly body: string; readonly known: Map<string, Template | undefined> }[] = [];
  const templates = new Map<MacroDefinition, Map<string, Template | undefined>>();
  /** Definitions for versions of Python other than the usual one are left out where one for that is there. */
  const definitionsOf = (name: string): readonly MacroDefinition[] => {
    const all = scope.definitions(name, at);
    if (all.length < 2) return all;
    const usual = all.filter(isForUsualVersion);
    return usual.length > 0 ? usual : all;
  };

  const rowOf = (name: string): RegionMacro | undefined => {
    const row = catalog.regionMacro(name);
    return row?.header === undefined || scope.own.includes.has(row.header) ? row : undefined;
  };

  /** Names whose shape is being found out, outermost first. */
  const within: string[] = [];
  /** How far out a circle led that was met since the last answer; an answer found inside it is not the whole one. */
  let circleAt = Number.POSITIVE_INFINITY;

  /** The shape of a name; where it has several definitions, of the one that does most. */
  const shape = (name: string): Shape | undefined => {
    const known = shapes.get(name);
    if (known !== undefined) return known;
    const definitions = definitionsOf(name);
    if (definitions.length === 0) return scope.isDecided(name) ? undefined : shapeOfRow(rowOf(name));
    const circle = within.indexOf(name);
    if (circle >= 0 || within.length > MAX_DEPTH) {
      circleAt = Math.min(circleAt, Math.max(circle, 0));
      return PLAIN; // Inside itself a macro is a plain name.
    }
    within.push(name);
    const all = definitions.map((definition) => shapeOf(definition, catalog, shape));
    within.pop();
    const result = all.find(({ changesGil }) => changesGil) ?? all.find(({ matters }) => matters) ?? all[0] ?? PLAIN;
    if (circleAt >= within.length) {
      circleAt = Number.POSITIVE_INFINITY;
      shapes.set(name, result);
    }
    return result;
  };

  const readMeaning = (name: string): MacroMeaning | undefined => {
    if (catalog.exitMacro(name) !== undefined && catalog.regionMacro(name) === undefined) return { kind: 'exit' };
    const definitions = definitionsOf(name);
    if (definitions.length === 0 && !scope.isDecided(name)) {
      const row = rowOf(name);
      if (row !== undefined) return { kind: 'row', row };
      return catalog.exitMacro(name) === undefined ? undefined : { kind: 'exit' };
    }
    if (isKnown(name, catalog)) return undefined;
    const whole = shape(name);
    if (whole?.matters !== true) return undefined;
    // An arm that does nothing about the GIL next to one that does belongs to builds without threads.
    const full = definitions.filter((definition) => {
      const own = shapeOf(definition, catalog, shape);
      circleAt = Number.POSITIVE_INFINITY;
      return whole.changesGil ? own.changesGil : own.matters;
    });
    return full.length === 0 ? undefined : { kind: 'body', definitions: full, shape: whole };
  };

  const meaning = (name: string): MacroMeaning | undefined => {
    if (!meanings.has(name)) meanings.set(name, readMeaning(name));
    return meanings.get(name);
  };

  const isRegion = (name: string): boolean => {
    const found = meaning(name);
    if (found?.kind === 'row') return found.row.effects.length > 0;
    return found?.kind === 'body' && found.shape.changesGil && found.shape.balance !== 0;
  };

  /** A name that stands for `do` or `while (0)`: the grammar has to see that. */
  const wrapperOf = (name: string): string | undefined =>
    statementWrapper(name) ??
    definitionsOf(name).find(({ body, parameters }) => parameters === undefined && /^(?:do|while\s*\(0\))$/.test(body))
      ?.body;

  const self: MacroMeanings = {
    meaning,
    isMacro: (name) =>
      definitionsOf(name).length > 0 ||
      catalog.regionMacro(name) !== undefined ||
      catalog.exitMacro(name) !== undefined,
    isRegionMacro: isRegion,
    isAttribute: (name) => attributes.has(name) || isAttributeMacro(definitionsOf(name)),
    alias(name) {
      let current = name;
      for (let turns = 0; turns < MAX_DEPTH; turns++) {
        const found = meaning(current);
        if (found?.kind !== 'body' || found.definitions.length > 1) break;
        const [only] = found.definitions;
        const target = only?.parameters === undefined ? ALIAS.exec(only?.body ?? '')?.[1] : undefined;
        if (target === undefined || target === current) break;
        current = target;
      }
      return current;
    },
    template(definition, argument) {
      const body = withoutPasting(definition, argument).replace(WRAPPER, (word) => wrapperOf(word) ?? word);
      let known = templates.get(definition);
      if (known === undefined) {
        known = new Map();
        templates.set(definition, known);
      }
      if (!known.has(body)) wanted.push({ body, known });
      return known.get(body);
    },
    readWanted() {
      if (wanted.length === 0) return false;
      for (const { body, known } of wanted.splice(0))
        if (!known.has(body)) known.set(body, readTemplate(body, self, readers.parser, readers.language));
      return true;
    },
    callsOf(name) {
      const definitions = definitionsOf(name);
      const last = definitions.at(-1);
      if (last === undefined || isKnown(name, catalog)) return undefined;
      if (last.parameters === undefined) {
        const target = ALIAS.exec(last.body)?.[1];
        return target === undefined ? undefined : { isFunctionLike: false, names: [target] };
      }
      return { isFunctionLike: true, names: [...new Set(definitions.flatMap(calledIn))] };
    },
    isUnknownRegion: (name) =>
      catalog.looksLikeRegion(name) &&
      definitionsOf(name).length === 0 &&
      !scope.isDecided(name) &&
      !self.isMacro(name),
    body(name) {
      const [only, other] = definitionsOf(name);
      return other === undefined ? only?.body : undefined;
    },
    value: (name) => certainValue(scope.own, name, at),
    fingerprint(name) {
      let print = prints.get(name);
      if (print === undefined) {
        print = printOf(name, definitionsOf, scope);
        const row = catalog.regionMacro(name);
        if (row?.header !== undefined) print += scope.own.includes.has(row.header) ? '+' : '-';
        const value = certainValue(scope.own, name, at);
        if (value !== undefined) print += value === null ? ' gone for certain' : ` ${value.least}..${value.most}`;
        prints.set(name, print);
      }
      return print;
    },
  };
  return self;
}

/** The same answers; the names that were asked for are put into a set. */
export function recording(macros: MacroMeanings, asked: Set<string>): MacroMeanings {
  const noted = (name: string): string => {
    asked.add(name);
    return name;
  };
  return {
    meaning: (name) => macros.meaning(noted(name)),
    isMacro: (name) => macros.isMacro(noted(name)),
    isRegionMacro: (name) => macros.isRegionMacro(noted(name)),
    isAttribute: (name) => macros.isAttribute(noted(name)),
    alias: (name) => macros.alias(noted(name)),
    template: macros.template,
    readWanted: macros.readWanted,
    callsOf: (name) => macros.callsOf(noted(name)),
    isUnknownRegion: (name) => macros.isUnknownRegion(noted(name)),
    body: (name) => macros.body(noted(name)),
    value: (name) => macros.value(noted(name)),
    fingerprint: macros.fingerprint,
  };
}

const shapeOfRow = (row: RegionMacro | undefined): Shape | undefined => {
  if (row === undefined) return undefined;
  const balance = row.effects.reduce(
    (sum, effect) =>
      effect.startsWith('release') || effect === 'ensure'
        ? sum + 1
        : effect.startsWith('acquire') || effect === 'unensure'
          ? sum - 1
          : sum,
    0,
  );
  const changesGil = row.effects.length > 0 || row.argumentReleased !== undefined;
  return { matters: changesGil, changesGil, braces: row.braces, balance };
};

/** Empty, or nothing but attributes, in every definition. */
const isAttributeMacro = (definitions: readonly MacroDefinition[]): boolean =>
  definitions.length > 0 &&
  definitions.every(({ body, parameters }) => (body === '' ? parameters === undefined : isAttributeText(body)));

/** Words and groups in parentheses, the first word one that begins an attribute. */
const isAttributeText = (body: string): boolean =>
  body.length < 500 &&
  attributeWords.includes(/^\w*/.exec(body)?.[0] ?? '') &&
  /^[\w\s"',:()-]+$/.test(body) &&
  !/\)\s*\w+\s*\(/.test(body.replace(/\([^()]*\)/g, ''));

const called = new WeakMap<MacroDefinition, readonly string[]>();

/** Names that are followed by a parenthesis in a macro's body, its own parameters aside. */
function calledIn(definition: MacroDefinition): readonly string[] {
  let names = called.get(definition);
  if (names === undefined) {
    names = [...definition.body.matchAll(/\b([A-Za-z_]\w*)\s*\(/g)]
      .map((match) => match[1] ?? '')
      .filter((name) => definition.parameters?.includes(name) !== true);
    called.set(definition, names);
  }
  return names;
}

/** All definitions that a name leads to, in a fixed order, as one short text. */
function printOf(name: string, definitionsOf: (name: string) => readonly MacroDefinition[], scope: MacroScope): string {
  if (definitionsOf(name).length === 0 && !scope.isDecided(name) && !scope.isAmbiguous(name)) return '';
  const seen = new Set([name]);
  let all = '';
  for (const current of seen) {
    const definitions = definitionsOf(current);
    if (definitions.length > 0) all += `${current}\n`;
    else if (scope.isDecided(current)) all += `${current} is gone\n`;
    else if (scope.isAmbiguous(current)) all += `${current} is ambiguous\n`;
    for (const definition of definitions) {
      all += `${definition.parameters?.join() ?? ' '}\n${definition.body}\n`;
      for (const { id, index, condition } of definition.arms) all += `${id} ${index} ${condition}\n`;
      if (seen.size < MOST_IN_CLOSURE) for (const word of wordsOf(definition)) seen.add(word);
    }
  }
  return all === '' ? '' : textKey(all);
}
