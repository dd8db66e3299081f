// What a value in the configuration may be. A shape reads a value and says what is wrong with it, and it describes
// itself as JSON schema: one description for both, so that the editor's completion and the messages cannot differ.
// Easy to get wrong: a shape that finds a mistake reports it once and gives undefined, and the rest still counts.
import type { Span } from '../base/span.js';
import { nearest } from './nearest.js';
import type { ConfigNode, ConfigProblem, TableNode } from './toml.js';

export type JsonSchema = Readonly<Record<string, unknown>>;
export type Report = (span: Span, message: string, rule?: ConfigProblem['rule']) => void;

export interface Shape<T> {
  readonly schema: JsonSchema;
  /** Completes "expected …". */
  readonly expected: string;
  /** @param name how the reader calls the value: the key before the equals sign */
  read(node: ConfigNode, name: string, report: Report): T | undefined;
}

/** A value with its place. */
export interface Placed<T> {
  readonly value: T;
  readonly span: Span;
}

export interface Entry<T> {
  readonly shape: Shape<T>;
  readonly doc: string;
  readonly required: boolean;
}
type Entries = Readonly<Record<string, Entry<unknown>>>;
/** Every entry of a table that was there and right. */
export type TableOf<E> = { readonly [K in keyof E]?: E[K] extends Entry<infer T> ? T : never };

export const optional = <T>(shape: Shape<T>, doc: string): Entry<T> => ({ shape, doc, required: false });
export const required = <T>(shape: Shape<T>, doc: string): Entry<T> => ({ shape, doc, required: true });

const quoted = (value: string): string => JSON.stringify(value);
const listed = (values: readonly string[]): string => values.map(quoted).join(', ');

function shown(node: ConfigNode): string {
  switch (node.kind) {
    case 'text':
      return node.value.length > 60 ? 'a long text' : quoted(node.value);
    case 'number':
    case 'flag':
      return String(node.value);
    case 'date':
      return 'a date';
    case 'list':
      return 'a list';
    case 'table':
      return 'a table';
  }
}

const wrong = (node: ConfigNode, name: string, expected: string, report: Report): undefined => {
  report(node.span, `\`${name}\` is ${shown(node)}; expected ${expected}`);
  return undefined;
};

/** A text that a function accepts: it gives the value, or undefined for a text that is no such thing. */
export function text<T = string>(
  expected = 'a text',
  accept: (value: string) => T | undefined = (value) => value as T,
  schema: JsonSchema = {},
): Shape<T> {
  return {
    schema: { type: 'string', ...schema },
    expected,
    read(node, name, report) {
      const value = node.kind === 'text' ? accept(node.value) : undefined;
      return value ?? wrong(node, name, expected, report);
    },
  };
}

export const matching = (expected: string, pattern: RegExp): Shape<string> =>
  text(expected, (value) => (pattern.test(value) ? value : undefined), { pattern: pattern.source });

export function oneOf<const T extends string>(values: readonly T[]): Shape<T> {
  const expected = `one of ${listed(values)}`;
  return {
    schema: { enum: values },
    expected,
    read(node, name, report) {
      const found = node.kind === 'text' ? values.find((value) => value === node.value) : undefined;
      if (found !== undefined) return found;
      const meant = node.kind === 'text' ? nearest(node.value, values) : undefined;
      const hint = meant === undefined ? '' : ` (did you mean ${quoted(meant)}?)`;
      return wrong(node, name, `${expected}${hint}`, report);
    },
  };
}

export const integer = (least: number | undefined): Shape<number> => {
  const expected = least === undefined ? 'a whole number' : `a whole number from ${least}`;
  return {
    schema: { type: 'integer', ...(least === undefined ? {} : { minimum: least }) },
    expected,
    read: (node, name, report) =>
      node.kind === 'number' && Number.isSafeInteger(node.value) && node.value >= (least ?? -Infinity)
        ? node.value
        : wrong(node, name, expected, report),
  };
};

export const flag: Shape<boolean> = {
  schema: { type: 'boolean' },
  expected: 'true or false',
  read: (node, name, report) => (node.kind === 'flag' ? node.value : wrong(node, name, 'true or false', report)),
};

export const onlyTrue: Shape<true> = {
  schema: { const: true },
  expected: 'true',
  read: (node, name, report) => (node.kind === 'flag' && node.value ? true : wrong(node, name, 'true', report)),
};

/** The first shape that fits the kind of the value. */
export const either = <A, B>(first: Shape<A>, second: Shape<B>): Shape<A | B> => {
  const expected = `${first.expected} or ${second.expected}`;
  return {
    schema: { anyOf: [first.schema, second.schema] },
    expected,
    read: (node, name, report) =>
      first.read(node, name, () => undefined) ??
      second.read(node, name, () => undefined) ??
      wrong(node, name, expected, report),
  };
};

/** Items that are wrong are left out. */
export const list = <T>(item: Shape<T>): Shape<readonly T[]> => {
  const expected = `a list, each item ${item.expected}`;
  return {
    schema: { type: 'array', items: item.schema },
    expected,
    read(node, name, report) {
      if (node.kind !== 'list') return wrong(node, name, expected, report);
      return node.items.map((child) => item.read(child, name, report)).filter((value) => value !== undefined);
    },
  };
};

/** A list that counts only where all its items are right. */
export const wholeList = <T>(item: Shape<T>): Shape<readonly T[]> =>
  into(list(item), (values, node) =>
    node.kind === 'list' && node.items.length === values.length ? values : undefined,
  );

/** What a value means. `convert` reports what is wrong with it as a whole, and gives undefined then. */
export const into = <A, B>(
  shape: Shape<A>,
  convert: (value: A, node: ConfigNode, report: Report) => B | undefined,
): Shape<B> => ({
  schema: shape.schema,
  expected: shape.expected,
  read(node, name, report) {
    const value = shape.read(node, name, report);
    return value === undefined ? undefined : convert(value, node, report);
  },
});

/** Keys that the user chooses; `keys.read` judges one, and reports what is wrong with it. */
export const map = <K extends string, T>(
  keys: { readonly schema: JsonSchema; read(key: string, span: Span, report: Report): K | undefined },
  value: Shape<T>,
  properties: JsonSchema = {},
): Shape<ReadonlyMap<K, T>> => ({
  schema: { type: 'object', ...properties, ...keys.schema, additionalProperties: value.schema },
  expected: 'a table',
  read(node, name, report) {
    if (node.kind !== 'table') return wrong(node, name, 'a table', report);
    const found = new Map<K, T>();
    for (const [key, entry] of node.entries) {
      const known = keys.read(key, entry.key, report);
      const read = known === undefined ? undefined : value.read(entry.value, key, report);
      if (known !== undefined && read !== undefined) found.set(known, read);
    }
    return found;
  },
});

/** Known keys. With `whole` the table counts only where all its values are right: half a row would mean something else. */
export const table = <const E extends Entries>(
  entries: E,
  { whole, requireAny = [] }: { readonly whole: boolean; readonly requireAny?: readonly string[] },
): Shape<TableOf<E>> => ({
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      Object.entries(entries).map(([key, { shape, doc }]) => [key, { description: doc, ...shape.schema }]),
    ),
    ...requiredSchema(entries, requireAny),
  },
  expected: 'a table',
  read(node, name, report) {
    if (node.kind !== 'table') return wrong(node, name, 'a table', report);
    let right = true;
    const found: Record<string, unknown> = {};
    for (const [key, { key: span, value: child }] of node.entries) {
      const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
      if (entry === undefined) {
        reportUnknown(key, span, name, Object.keys(entries), report);
        continue;
      }
      const value = entry.shape.read(child, key, report);
      if (value === undefined) right = false;
      else found[key] = value;
    }
    if (!hasAllRequired(node, name, entries, requireAny, report) || (whole && !right)) return undefined;
    return found as TableOf<E>;
  },
});

function requiredSchema(entries: Entries, requireAny: readonly string[]): JsonSchema {
  const names = Object.keys(entries).filter((key) => entries[key]?.required === true);
  return {
    ...(names.length > 0 ? { required: names } : {}),
    ...(requireAny.length > 0 ? { anyOf: requireAny.map((key) => ({ required: [key] })) } : {}),
  };
}

function hasAllRequired(
  node: TableNode,
  name: string,
  entries: Entries,
  requireAny: readonly string[],
  report: Report,
): boolean {
  const missing = Object.keys(entries).filter((key) => entries[key]?.required === true && !node.entries.has(key));
  for (const key of missing)
    report(node.span, `\`${name}\` has no \`${key}\`; expected ${entries[key]?.shape.expected ?? 'a value'}`);
  const any = requireAny.length === 0 || requireAny.some((key) => node.entries.has(key));
  if (!any) report(node.span, `\`${name}\` has none of ${requireAny.map((key) => `\`${key}\``).join(', ')}`);
  return missing.length === 0 && any;
}

function reportUnknown(key: string, span: Span, name: string, known: readonly string[], report: Report): void {
  const meant = nearest(key, known);
  const where = name === '' ? '' : ` in \`${name}\``;
  report(
    span,
    meant === undefined
      ? `there is no key \`${key}\`${where}; expected one of ${known.map((k) => `\`${k}\``).join(', ')}`
      : `there is no key \`${key}\`${where}; did you mean \`${meant}\`?`,
  );
}

/** The same shape, with the place of the value. */
export const placed = <T>(shape: Shape<T>): Shape<Placed<T>> => into(shape, (value, { span }) => ({ value, span }));
