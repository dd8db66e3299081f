// TOML text to a tree in which every key and every value knows its place, since a message without one is of no use.
// Easy to get wrong: tables may be opened in any order and by dotted keys, so the tree is built by path. The library has
// refused texts that define a key twice before that.
import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import type { Span } from '../base/span.js';

export type ConfigNode =
  | { readonly kind: 'text'; readonly span: Span; readonly value: string }
  | { readonly kind: 'number'; readonly span: Span; readonly value: number }
  | { readonly kind: 'flag'; readonly span: Span; readonly value: boolean }
  | { readonly kind: 'date'; readonly span: Span }
  | ListNode
  | TableNode;

export interface ListNode {
  readonly kind: 'list';
  readonly span: Span;
  readonly items: readonly ConfigNode[];
}

export interface TableNode {
  readonly kind: 'table';
  readonly span: Span;
  readonly entries: ReadonlyMap<string, { readonly key: Span; readonly value: ConfigNode }>;
}

/** What is wrong in a configuration, and where. */
export interface ConfigProblem {
  readonly span: Span;
  readonly message: string;
  /** The rule that this belongs to, where it is one. */
  readonly rule: 'unknown-suppression' | undefined;
}

export type TomlText =
  | { readonly kind: 'tree'; readonly root: TableNode }
  | { readonly kind: 'broken'; readonly problem: ConfigProblem };

export function readToml(text: string): TomlText {
  try {
    const [top] = parseTOML(text, { tomlVersion: '1.0' }).body;
    return { kind: 'tree', root: treeOf(top, text.length) };
  } catch (error) {
    // Nesting without end exhausts the stack; that is a mistake in the text as well.
    const at = error instanceof ParseError ? Math.min(error.index, text.length) : 0;
    const why = error instanceof ParseError ? error.message.replace(/\.$/, '') : 'the nesting is too deep';
    const span = { start: at, end: Math.min(at + 1, text.length) };
    return {
      kind: 'broken',
      problem: { span, message: `this is not TOML, so the whole file is ignored: ${why}`, rule: undefined },
    };
  }
}

interface OpenTable {
  readonly kind: 'table';
  readonly span: Span;
  readonly entries: Map<string, { readonly key: Span; readonly value: OpenNode }>;
}
interface OpenList {
  readonly kind: 'list';
  readonly span: Span;
  readonly items: OpenNode[];
}
type OpenNode = OpenTable | OpenList | Exclude<ConfigNode, TableNode | ListNode>;
type Key = AST.TOMLBare | AST.TOMLQuoted;

const spanOf = (node: { readonly range: readonly [number, number] }): Span => ({
  start: node.range[0],
  end: node.range[1],
});
const nameOf = (key: Key): string => (key.type === 'TOMLBare' ? key.name : key.value);
const newTable = (span: Span): OpenTable => ({ kind: 'table', span, entries: new Map() });

function treeOf(top: AST.TOMLTopLevelTable, length: number): TableNode {
  const root = newTable({ start: 0, end: length });
  for (const part of top.body) {
    if (part.type === 'TOMLKeyValue') {
      put(root, part);
      continue;
    }
    // A table is shown by its heading: its body may be a hundred lines long.
    const heading = {
      start: part.range[0],
      end: (part.key.range[1] ?? part.range[0]) + (part.kind === 'array' ? 2 : 1),
    };
    const table = open(root, part.key.keys, heading, part.kind === 'array');
    for (const entry of part.body) put(table, entry);
  }
  return root;
}

function put(table: OpenTable, { key, value }: AST.TOMLKeyValue): void {
  const last = key.keys.at(-1);
  if (last === undefined) return;
  const holder = open(table, key.keys.slice(0, -1), spanOf(key), false);
  holder.entries.set(nameOf(last), { key: spanOf(last), value: nodeOf(value) });
}

/** The table at a path, made where it is not there; of a list of tables the last one, or a new one where asked for. */
function open(root: OpenTable, keys: readonly Key[], span: Span, append: boolean): OpenTable {
  let at = root;
  for (const [index, key] of keys.entries()) {
    const known = at.entries.get(nameOf(key))?.value;
    const appends = append && index === keys.length - 1;
    const made = newTable(span);
    let next = known?.kind === 'list' ? known.items.at(-1) : known;
    if (appends && known?.kind === 'list') {
      known.items.push(made);
      next = made;
    } else if (next?.kind !== 'table') {
      next = made;
      at.entries.set(nameOf(key), { key: spanOf(key), value: appends ? { kind: 'list', span, items: [made] } : made });
    }
    if (next.kind === 'table') at = next;
  }
  return at;
}

function nodeOf(node: AST.TOMLContentNode): OpenNode {
  const span = spanOf(node);
  if (node.type === 'TOMLArray') return { kind: 'list', span, items: node.elements.map(nodeOf) };
  if (node.type === 'TOMLInlineTable') {
    const table = newTable(span);
    for (const entry of node.body) put(table, entry);
    return table;
  }
  switch (node.kind) {
    case 'string':
      return { kind: 'text', span, value: node.value };
    case 'integer':
    case 'float':
      return { kind: 'number', span, value: node.value };
    case 'boolean':
      return { kind: 'flag', span, value: node.value };
    default:
      return { kind: 'date', span };
  }
}
