// What the lowering of one function carries along. The functions in this folder take it first and change only it.
import type { Span } from '../base/span.js';
import type { Catalog } from '../catalog/catalog.js';
import type { ScopeGuard } from '../catalog/types.js';
import type { Call, Imbalance, Place } from '../ir/ir.js';
import type { TreeView } from '../syntax/tree.js';
import type { Builder } from './builder.js';
import type { CppLowering } from './cpp/context.js';
import type { MacroMeanings } from './names.js';

/** A region begun and not ended yet, within one block of braces. */
export interface OpenRegion {
  readonly span: Span;
  readonly spelled: string;
  readonly condition: string | undefined;
  /** Begun in some of the arms of an `#if` only. */
  inSomeArms: boolean;
}

/** A C++ object whose life changes the GIL. */
export interface LiveGuard {
  readonly kind: 'guard';
  readonly name: string;
  readonly row: ScopeGuard;
  /** Kept in an object that may be empty, such as an `optional`. */
  readonly held: boolean;
  running: boolean;
}

/** A C++ object whose destructor is a call that counts. */
export interface LiveVariable {
  readonly kind: 'variable';
  readonly name: string;
  readonly destroy: Call;
}

export type LiveObject = LiveGuard | LiveVariable;

/** A `try` around the current place. */
export interface Try {
  /** The block that its handlers hang on. */
  readonly handlers: number;
  /** How many lists of objects there are around it. */
  readonly depth: number;
  entered: boolean;
}

/** Where `break` and `continue` lead, and where a `case` hangs. */
export interface Target {
  readonly breakTo: number;
  readonly continueTo: number | undefined;
  readonly switchHead: number | undefined;
  /** How many lists of open regions, and of guards, there are around the loop or switch. */
  readonly depth: number;
  hasDefault: boolean;
}

/** A label: the regions open at its definition tell which ones a `goto` leaves. */
export interface Label {
  readonly block: number;
  defined: boolean;
  open: readonly OpenRegion[];
  readonly jumps: { readonly leaves: Span[]; readonly open: readonly OpenRegion[] }[];
  /** Objects that live at the label, and jumps from where others live. */
  objects: readonly LiveObject[];
  readonly leaving: { readonly block: number; readonly node: number; readonly objects: readonly LiveObject[] }[];
}

export interface Lowering {
  readonly view: TreeView;
  /** The item's original text. */
  readonly text: string;
  readonly hiddenJumps: ReadonlySet<number>;
  readonly catalog: Catalog;
  readonly macros: MacroMeanings;
  readonly builder: Builder;
  readonly targets: Target[];
  readonly labels: Map<string, Label>;
  /** One list for each open block of braces, innermost last. */
  readonly regions: OpenRegion[][];
  /** Objects by block of braces, as `regions`. */
  readonly scopes: LiveObject[][];
  readonly tries: Try[];
  /** Only in C++. */
  readonly cpp: CppLowering | undefined;
  readonly imbalances: Imbalance[];
  readonly unknown: { readonly span: Span; readonly reason: string }[];
  /** Variables of this function that nobody else can read: no parameters, no statics. */
  readonly locals: Set<string>;
  readonly parameters: Set<string>;
  /** Structures that hold nothing but zeros, as far as the text so far tells. */
  readonly zeroed: Set<string>;
  readonly objects: Set<string>;
  /** Variables that hold what `fork()` gave back. */
  readonly forked: Set<string>;
  inChild: boolean;
  nextGuard: number;
}

export const spanOf = (ctx: Lowering, node: number): Span => ({ start: ctx.view.start(node), end: ctx.view.end(node) });

/** The original text of a node. */
export const textOfNode = (ctx: Lowering, node: number): string =>
  ctx.text.slice(ctx.view.start(node), ctx.view.end(node));

const WORD = /[A-Za-z_$@][\w$@]*/y;

/** The whole word at an offset of the original text: the lens may have taken the last letter of a node. */
export function wordAt(ctx: Lowering, offset: number): string {
  WORD.lastIndex = offset;
  return WORD.exec(ctx.text)?.[0] ?? '';
}

/** An expression as a place: blanks, casts, outer parentheses, `&` and `*` in front removed. */
export function placeOf(ctx: Lowering, text: string): Place | undefined {
  const plain = stripped(text);
  if (plain === '') return undefined;
  return { text: plain, local: ctx.locals.has(plain) };
}

/** Without casts, outer parentheses, and address-of or dereference in front. */
export function stripped(text: string): string {
  if (PLAIN.test(text)) return text;
  let plain = text.replace(/\s+/g, ' ').trim();
  for (let before = ''; before !== plain; ) {
    before = plain;
    plain = plain
      .replace(/^\((?:const |struct |unsigned )*[A-Za-z_]\w* ?\**\) ?(?=[A-Za-z_(&*])/, '')
      .replace(/^[&*] ?/, '');
    if (plain.startsWith('(') && plain.endsWith(')') && closesAtEnd(plain)) plain = plain.slice(1, -1).trim();
  }
  return plain.replace(/ ?(->|\.|\[|\]) ?/g, '$1');
}

const PLAIN = /^[\w.]+$/;

function closesAtEnd(text: string): boolean {
  for (let depth = 0, i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i === text.length - 1;
  }
  return false;
}
