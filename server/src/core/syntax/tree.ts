// Reading a flat tree: small helpers that keep index arithmetic out of the callers.
import type { FlatTree, Grammar } from './flatTree.js';

/** A parsed text with its grammar. Nodes are indexes; -1 stands for "none". */
export class TreeView {
  readonly tree: FlatTree;
  /** The kind of error nodes: always the last one of a grammar. */
  readonly errorKind: number;
  readonly #grammar: Grammar;
  readonly #kinds: readonly string[];
  readonly #fields: readonly string[];

  constructor(tree: FlatTree, grammar: Grammar) {
    this.tree = tree;
    this.#grammar = grammar;
    this.errorKind = grammar.kinds.length - 1;
    this.#kinds = grammar.kinds;
    this.#fields = grammar.fields;
  }

  /** A view of a copy, which the next parse does not overwrite. */
  kept(): TreeView {
    const { count, kind, field, start, end, next, missing } = this.tree;
    const tree = {
      count,
      kind: kind.slice(0, count),
      field: field.slice(0, count),
      start: start.slice(0, count),
      end: end.slice(0, count),
      next: next.slice(0, count),
      missing: [...missing],
    };
    return new TreeView(tree, this.#grammar);
  }

  kind(node: number): string {
    return this.#kinds[this.tree.kind[node] ?? 0] ?? '';
  }

  start(node: number): number {
    return this.tree.start[node] ?? 0;
  }

  end(node: number): number {
    return this.tree.end[node] ?? 0;
  }

  /** The first child, or -1. */
  firstChild(node: number): number {
    return node + 1 < (this.tree.next[node] ?? 0) ? node + 1 : -1;
  }

  /** The child in a field, or -1. */
  child(node: number, field: string): number {
    const stop = this.tree.next[node] ?? 0;
    for (let at = node + 1; at < stop; at = this.tree.next[at] ?? stop)
      if (this.#fields[this.tree.field[at] ?? 0] === field) return at;
    return -1;
  }

  field(node: number): string {
    return this.#fields[this.tree.field[node] ?? 0] ?? '';
  }

  /** All children in order, punctuation included. */
  children(node: number): number[] {
    const found: number[] = [];
    const stop = this.tree.next[node] ?? 0;
    for (let at = node + 1; at < stop; at = this.tree.next[at] ?? stop) found.push(at);
    return found;
  }

  /** Children that are no punctuation and no comment. */
  named(node: number): number[] {
    return this.children(node).filter((at) => isNamed(this.kind(at)));
  }
}

/** Anonymous tokens carry their own text as kind: punctuation, and keywords such as `if`. */
const KEYWORD_KINDS = new Set([
  'if',
  'else',
  'for',
  'while',
  'do',
  'switch',
  'case',
  'default',
  'return',
  'goto',
  'break',
  'continue',
  'sizeof',
]);
const isNamed = (kind: string): boolean => /^[A-Za-z_]/.test(kind) && kind !== 'comment' && !KEYWORD_KINDS.has(kind);
