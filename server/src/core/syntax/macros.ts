// The `#define`s of one file: what was defined, under which `#if` arms, and what is in force at a place in the file.
// Easy to get wrong: two arms of one `#if` are alternatives, while a second definition outside of them replaces the
// first; `#ifndef X` around a definition of X is a fallback, and `#ifndef GUARD` around a whole header is nothing.
import { ANY, evaluate, exactly, type Range, readDirective, usualValues } from './conditionals.js';
import { fileTokens } from './fileTokens.js';
import type { Tokens } from './tokens.js';

/** An arm of an `#if` around a definition. */
interface Arm {
  /** Which `#if` of the file. */
  readonly id: number;
  readonly index: number;
  /** What is tested; empty for `#else`. */
  readonly condition: string;
  /** What the arms before it test. */
  readonly earlier: readonly string[];
  readonly shown: string;
}

export interface MacroDefinition {
  readonly name: string;
  /** Undefined for an object-like macro. The last one is `...` where any number may follow. */
  readonly parameters: readonly string[] | undefined;
  /** Without comments; lines that a backslash joins stay lines. */
  readonly body: string;
  readonly arms: readonly Arm[];
}

interface MacroEvent {
  /** How many directives stand before it in the file. */
  readonly at: number;
  /** Undefined for `#undef`. */
  readonly definition: MacroDefinition | undefined;
  readonly arms: readonly Arm[];
  /** Stands in `#ifndef` of its own name. */
  readonly isFallback: boolean;
  /** Whatever the build is, the name is defined behind it, or not defined behind an `#undef`. */
  readonly isCertain: boolean;
}

export interface FileMacros {
  /** All that the rest depends on, as one text. */
  readonly key: string;
  readonly events: ReadonlyMap<string, readonly MacroEvent[]>;
  /** As written, without quotes. */
  readonly includes: ReadonlySet<string>;
  /** Where a name that is defined more than once, or that an `#if` asks for, changes its meaning, in order. */
  readonly changes: readonly number[];
}

/** A position behind all directives of a file. */
export const END_OF_FILE = Number.POSITIVE_INFINITY;

const read = new WeakMap<Tokens, readonly string[]>();

/** The texts of all directives of a file; the same list for the same tokens. */
export function directiveTexts(text: string, tokens = fileTokens(text)): readonly string[] {
  let found = read.get(tokens);
  if (found === undefined) {
    const { directives, start, end } = tokens;
    found = directives.map((t) => text.slice(start[t], end[t]).trim());
    read.set(tokens, found);
  }
  return found;
}

const LITERAL_OR_COMMENT = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*/g;

/** A definition as text: comments removed, continuation lines kept as lines. */
const plainText = (directive: string): string =>
  directive
    .replace(/\\\r?\n/g, '\n')
    .replace(LITERAL_OR_COMMENT, (match) => (match[0] === '/' ? ' ' : match))
    .replace(/[^\S\n]+/g, ' ')
    .trim();

interface Conditional {
  readonly id: number;
  index: number;
  condition: string;
  earlier: readonly string[];
  shown: string;
  isGuard: boolean;
}

const keys = new WeakMap<readonly string[], string>();

export function macrosKey(directives: readonly string[]): string {
  let key = keys.get(directives);
  if (key === undefined) {
    key = directives.join('\n');
    keys.set(directives, key);
  }
  return key;
}

export function readMacros(directives: readonly string[]): FileMacros {
  const events = new Map<string, MacroEvent[]>();
  const includes = new Set<string>();
  const stack: Conditional[] = [];
  const tested = new Set<string>();
  let conditionals = 0;
  let guard: string | undefined;
  const add = (name: string, at: number, definition: Omit<MacroDefinition, 'arms'> | undefined): void => {
    const around = stack.filter(({ isGuard }) => !isGuard);
    if (around.some(({ condition }) => condition === '0')) return;
    const isFallback = around.some(({ condition }) => condition === `!defined(${name})`);
    const arms = around
      .filter(({ condition }) => condition !== `!defined(${name})` && condition !== `defined(${name})`)
      .map(({ id, index, condition, earlier, shown }) => ({ id, index, condition, earlier, shown }));
    const isCertain = around.every(({ condition }) => condition === `!defined(${name})`);
    const event = { at, definition: definition && { ...definition, arms }, arms, isFallback, isCertain };
    const list = events.get(name);
    if (list === undefined) events.set(name, [event]);
    else list.push(event);
  };

  for (const [at, text] of directives.entries()) {
    const before = guard;
    guard = undefined;
    const word = /^#\s*(\w*)/.exec(text)?.[1] ?? '';
    if (word === 'define') {
      const define = readDefine(plainText(text));
      if (define === undefined) continue;
      const top = stack.at(-1);
      if (before === define.name && define.body === '' && top !== undefined) top.isGuard = true;
      add(define.name, at, define);
    } else if (word === 'undef') {
      const name = /^#\s*undef\s+(\w+)/.exec(text)?.[1];
      if (name !== undefined) add(name, at, undefined);
    } else if (word === 'include' || word === 'import' || word === 'include_next') {
      const path = /^#\s*\w+\s*["<]([^">]*)[">]/.exec(text)?.[1];
      if (path !== undefined) includes.add(path);
    } else {
      const directive = readDirective(text);
      const top = stack.at(-1);
      if (directive.name === 'if' || directive.name === 'elif')
        for (const [name] of directive.rest.matchAll(/[A-Za-z_]\w*/g)) tested.add(name);
      if (directive.name === 'if') {
        const condition = sameSpelling(directive.rest);
        guard = /^!defined\((\w+)\)$/.exec(condition)?.[1];
        stack.push({ id: conditionals++, index: 0, condition, earlier: [], shown: directive.shown, isGuard: false });
      } else if (top !== undefined && (directive.name === 'elif' || directive.name === 'else')) {
        if (directive.name === 'else') top.shown = `#else of ${top.shown}`;
        else top.shown = directive.shown;
        top.earlier = [...top.earlier, top.condition];
        top.condition = directive.name === 'else' ? '' : sameSpelling(directive.rest);
        top.index++;
      } else if (directive.name === 'endif') stack.pop();
    }
  }
  const changes = [...events].flatMap(([name, list]) =>
    list.length > 1 || tested.has(name) ? list.map(({ at }) => at) : [],
  );
  return { key: macrosKey(directives), events, includes, changes: changes.sort((a, b) => a - b) };
}

/** `! defined X` and `!defined(X)` are one condition. */
const sameSpelling = (condition: string): string =>
  condition.replace(/\bdefined\s*\(?\s*(\w+)\s*\)?/g, 'defined($1)').replace(/!\s+/g, '!');

function readDefine(text: string): Omit<MacroDefinition, 'arms'> | undefined {
  const match = /^#\s*define\s+([A-Za-z_$][\w$]*)(\(([^)]*)\))?\s*([\s\S]*)$/.exec(text);
  if (match === null) return undefined;
  const parameters =
    match[2] === undefined
      ? undefined
      : (match[3] ?? '')
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== '');
  return { name: match[1] ?? '', parameters, body: match[4] ?? '' };
}

const VERSION = /^PY_(?:VERSION_HEX|MAJOR_VERSION|MINOR_VERSION)$/;

/** Whether no `#if` around a definition asks for a version of Python that is not the usual one. */
export const isForUsualVersion = ({ arms }: MacroDefinition): boolean =>
  arms.every(({ condition, earlier }) => {
    const tested = [...earlier, condition].join(' ').match(/[A-Za-z_]\w*/g) ?? [];
    if (tested.length === 0 || !tested.every((name) => VERSION.test(name) || /^0[xX]|^x[0-9a-fA-F]+$/.test(name)))
      return true;
    const holds = (test: string): boolean => evaluate(test, usualValues);
    return !earlier.some(holds) && (condition === '' || holds(condition));
  });

/** Which state of the file's definitions a position is in: equal numbers, equal answers. */
export function versionAt({ changes }: FileMacros, at: number): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The definitions of a name that are in force at a position; several are alternatives under different conditions.
 * A name that is defined once is defined everywhere; undefined where the file says nothing about the name.
 */
export function definitionsAt(macros: FileMacros, name: string, at: number): readonly MacroDefinition[] | undefined {
  const events = macros.events.get(name);
  if (events === undefined) return undefined;
  const before = events.length === 1 ? events : events.filter((event) => event.at < at);
  const seen = before.length > 0 ? before : events.slice(0, 1);
  let live: readonly MacroDefinition[] = [];
  for (const { definition, arms, isFallback } of seen) {
    if (isFallback && live.some((known) => contains(known.arms, arms))) continue;
    const kept = live.filter((known) => areExclusive(known.arms, arms) || !contains(arms, known.arms));
    live = definition === undefined ? kept : [...kept, definition];
  }
  return live;
}

/** What `#if` is told of a name by the file itself, whatever the build is; undefined where it is a matter of the build. */
export function certainValue(macros: FileMacros, name: string, at: number): Range | null | undefined {
  const last = macros.events
    .get(name)
    ?.filter((event) => event.at < at)
    .at(-1);
  if (last?.isCertain !== true) return undefined;
  if (last.definition === undefined) return null;
  const isNumber = !last.isFallback && /^\d+$/.test(last.definition.body);
  return isNumber ? exactly(Number(last.definition.body)) : ANY;
}

/** Whether every arm around the first is around the second too. */
const contains = (outer: readonly Arm[], inner: readonly Arm[]): boolean =>
  outer.every(({ id, index }) => inner.some((arm) => arm.id === id && arm.index === index));

const areExclusive = (a: readonly Arm[], b: readonly Arm[]): boolean =>
  a.some(({ id, index }) => b.some((arm) => arm.id === id && arm.index !== index));
