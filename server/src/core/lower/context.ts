// What the lowering of one function carries along. The functions in this folder take it first and change only it.
import type { Span } from '../base/span.js';
import type { Catalog } from '../catalog/catalog.js';
import type { ScopeGuard } from '../catalog/types.js';
import type { Call, Imbalance, Place, Spelling } from '../ir/ir.js';
import type { Decide } from '../syntax/conditionals.js';
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

/** An argument of a macro's use. */
export interface MacroArgument {
  /** As the reader of the using function sees it: the arguments of outer macros are put in. */
  readonly text: string;
  /** Its nodes, and where they belong: more than one for statements. */
  readonly ctx: Lowering;
  readonly nodes: readonly number[];
}

/** The body of a macro that is being lowered in the place of its use. */
export interface MacroFrame {
  /** The outermost macro, as written in the function, and where. */
  readonly name: string;
  readonly span: Span;
  /** The whole use, arguments included. */
  readonly whole: Span;
  readonly spelling: Spelling;
  readonly arguments: ReadonlyMap<string, MacroArgument>;
  /** The names of all macros around, this one last. */
  readonly within: readonly string[];
  /** Braces in the body that are the surrounding code's. */
  readonly borrowed: ReadonlySet<number>;
  /** Variables that the macro declares between braces of its own. */
  readonly hidden: Set<string>;
  /** How many braces of its own are open. */
  depth: number;
}

export interface Lowering {
  /** Set while the body of a macro is lowered: then view and text are the body's. */
  readonly frame: MacroFrame | undefined;
  readonly view: TreeView;
  /** The item's original text. */
  readonly text: string;
  readonly hiddenJumps: ReadonlySet<number>;
  readonly catalog: Catalog;
  readonly macros: MacroMeanings;
  /** Which `#if` conditions the configuration decides. */
  readonly decide: Decide;
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
  /** Variables that were given what somebody else owns. */
  readonly lent: Set<string>;
  /** Variables that hold what `fork()` gave back. */
  readonly forked: Set<string>;
  /** Loops over data around the place of now, outermost first. */
  readonly dataLoops: { isNested: boolean }[];
  inChild: boolean;
  /** An argument of a macro is being lowered where the macro evaluates it: a jump in it is taken. */
  inArgument: boolean;
  readonly counts: { guards: number; expansions: number; expanding: number };
  /** Macros that look as if they changed the GIL, and that nobody knows. */
  readonly unknownMacros: { readonly name: string; readonly span: Span }[];
  /** Macros that were called and not lowered in their place. */
  readonly calledMacros: Set<string>;
}

/** Where a node stands in the function; everything in a macro's body stands at the macro's name. */
export const spanOf = (ctx: Lowering, node: number): Span =>
  ctx.frame?.span ?? { start: ctx.view.start(node), end: ctx.view.end(node) };

/** Where a call stands, its arguments included. */
export const wholeOf = (ctx: Lowering, node: number): Span => ctx.frame?.whole ?? spanOf(ctx, node);

/** The original text of a node, with a macro's arguments in the place of its parameters. */
export function textOfNode(ctx: Lowering, node: number): string {
  const text = ctx.text.slice(ctx.view.start(node), ctx.view.end(node));
  return ctx.frame === undefined ? text : substituted(text, ctx.frame.arguments);
}

/** Parentheses around a parameter go away where a plain name takes its place. */
export function substituted(text: string, given: ReadonlyMap<string, MacroArgument>): string {
  if (given.size === 0) return text;
  return text.replace(
    /"(?:\\.|[^"\\\n])*"|(^|[^\w)\s]\s*|^\s*)\(\s*([A-Za-z_]\w*)\s*\)|[A-Za-z_]\w*/g,
    (match, before: string | undefined, inner: string | undefined) => {
      if (inner === undefined) return given.get(match)?.text ?? match;
      const argument = given.get(inner);
      if (argument === undefined) return match;
      return /^&?[\w.>-]+$/.test(argument.text)
        ? `${before ?? ''}${argument.text}`
        : `${before ?? ''}(${argument.text})`;
    },
  );
}

/** What a finding shows of the code at a node: of a macro its name. */
export const spelledAt = (ctx: Lowering, node: number): string => ctx.frame?.name ?? wordAt(ctx, ctx.view.start(node));

/** What a finding shows of a statement: all of it but the semicolon, or the macro that it is in. */
export function shownStatement(ctx: Lowering, node: number): { readonly span: Span; readonly spelled: string } {
  if (ctx.frame !== undefined) return { span: ctx.frame.span, spelled: ctx.frame.name };
  const spelled = textOfNode(ctx, node).replace(/\s*;$/, '');
  const start = ctx.view.start(node);
  return { span: { start, end: start + spelled.length }, spelled };
}

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
  return { text: plain, local: ctx.locals.has(plain) && ctx.frame?.hidden.has(plain) !== true };
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
