// A syntax tree as columns of numbers, in preorder, whichever parser made it.
// Core code walks it by index: a node's children lie between its own index and `next[index]`.

export interface FlatTree {
  /** How many nodes there are; node 0 is the root. */
  readonly count: number;
  /** Node type, an index into `Grammar.kinds`. */
  readonly kind: Uint16Array;
  /** Field of the parent that the node stands in, an index into `Grammar.fields`; 0 for none. */
  readonly field: Uint8Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** Index of the first node behind this node's subtree. */
  readonly next: Uint32Array;
  /** Offsets where the parser inserted a token that the text lacks, in order. */
  readonly missing: readonly number[];
}

export interface Grammar {
  /** Names of the node types by id, `ERROR` included; anonymous tokens carry their own text. */
  readonly kinds: readonly string[];
  readonly fields: readonly string[];
}

export type Language = 'c' | 'cpp';

/** A parser of one language. Pure: the same text gives the same tree. */
export interface TreeParser {
  readonly grammar: Grammar;
  /** The tree is valid until the next call: the columns are reused. */
  parse(text: string): FlatTree;
}

export type Parsers = Readonly<Record<Language, TreeParser>>;
