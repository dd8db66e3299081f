// Regions as they stand in the source, for the rules that ask what a region is for: those whose two ends are statements
// of one block that do nothing else, and whether what is between can be understood as simple statements.
// Easy to get wrong: what is simple is a list of what may stand there, not of what may not. A directive between, a name
// that a macro gives another meaning, or a class of C++ with operators of its own, and nobody can say.
import type { Span } from '../base/span.js';
import { stateTypes } from '../catalog/tokens.js';
import type { Acquire, Block, RegionShape, Release } from '../ir/ir.js';
import type { TreeView } from '../syntax/tree.js';
import { type Lowering, textOfNode, wordAt } from './context.js';
import { wordsOf } from './shape.js';

/** Bodies that are bigger than this are no helpers that come back at once. */
const MOST_NODES = 400;

const SIMPLE = new Set(
  `expression_statement declaration init_declarator pointer_declarator array_declarator abstract_pointer_declarator
  type_descriptor primitive_type type_identifier sized_type_specifier type_qualifier storage_class_specifier
  struct_specifier union_specifier enum_specifier
  if_statement else_clause compound_statement switch_statement case_statement break_statement return_statement
  assignment_expression binary_expression unary_expression update_expression pointer_expression field_expression
  subscript_expression parenthesized_expression cast_expression conditional_expression comma_expression
  sizeof_expression call_expression argument_list initializer_list initializer_pair field_designator
  subscript_designator compound_literal_expression
  identifier field_identifier number_literal char_literal character string_literal string_content escape_sequence
  concatenated_string true false null comment
  if else switch case default break return sizeof const volatile static struct union enum unsigned signed long short
  register`.split(/\s+/),
);

const NAMED = /^[a-z_]\w+$/i;
const DIRECTIVE = /^[ \t]*#/m;

/** Whether the nodes from one up to another are nothing but simple statements. */
function isSimple(ctx: Lowering, from: number, stop: number): boolean {
  const { view, macros } = ctx;
  if (ctx.cpp !== undefined || from >= stop || stop - from > MOST_NODES) return false;
  if (DIRECTIVE.test(ctx.text.slice(view.start(from), view.end(stop - 1)))) return false;
  for (let node = from; node < stop; node++) {
    const kind = view.kind(node);
    if (NAMED.test(kind) && !SIMPLE.has(kind)) return false;
    // Something is missing there: the statement is still being typed.
    if (NAMED.test(kind) && ctx.text.slice(view.start(node), view.end(node)).trim() === '') return false;
    if (kind === 'expression_statement' && view.kind(view.firstChild(node)) === 'identifier') return false;
    // Types can be macros as well, and those can be anything.
    if (kind !== 'identifier' && kind !== 'type_identifier') continue;
    const name = wordAt(ctx, view.start(node));
    if (macros.meaning(name) !== undefined || /\w\s*\(|[{};]/.test(macros.body(name) ?? '')) return false;
    if (macros.callsOf(name)?.isFunctionLike === true) return false;
  }
  return true;
}

/** A stub is no body to go by: in another build there is one that does the work. */
const STUB = /^\{(?:\s|\(void\)\s*\w+;|return\s*\(?[-\w]*\)?\s*;)*\}$/;

export const isBareBody = (ctx: Lowering, body: number): boolean =>
  isSimple(ctx, body + 1, ctx.view.tree.next[body] ?? 0) && !STUB.test(withoutComments(textOfNode(ctx, body)));

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');

interface End {
  readonly node: number;
  readonly instr: Release | Acquire;
}

export function regionShapes(ctx: Lowering, body: number, blocks: readonly Block[]): readonly RegionShape[] {
  const { view } = ctx;
  const instrs = blocks.flatMap((block) => block.instrs);
  const ends = instrs.filter((instr): instr is Release | Acquire => instr.op === 'release' || instr.op === 'acquire');
  const found: RegionShape[] = [];
  /** A statement that is one end of a region and nothing else; null where it holds such an end. */
  const endAt = (node: number): End | null | undefined => {
    const span = { start: view.start(node), end: view.end(node) };
    const [instr, other] = ends.filter((each) => isWithin(each.span, span));
    if (instr === undefined) return undefined;
    const isAlone =
      other === undefined &&
      instrs.every(
        (each) =>
          each === instr ||
          each.op === 'point' ||
          each.op === 'assign' ||
          each.op === 'use' ||
          !isWithin(each.span, span),
      );
    return isAlone && isStatement(view.kind(node)) && isUnderstood(ctx, instr) ? { node, instr } : null;
  };
  const lookThrough = (block: number): void => {
    let begin: (End & { readonly instr: Release }) | undefined;
    let before: { readonly begin: End; readonly end: End } | undefined;
    for (const child of view.children(block)) {
      const end = endAt(child);
      if (end === undefined) continue;
      const { instr } = end ?? {};
      if (instr?.op === 'release') {
        begin = { node: child, instr };
        if (before === undefined || !isNothing(ctx, before.end.node, child) || !areAlike(before.begin.instr, instr))
          before = undefined;
        continue;
      }
      if (end !== null && begin !== undefined && instr?.op === 'acquire' && belongTogether(begin.instr, instr)) {
        const last = found.at(-1);
        if (before !== undefined && last !== undefined && before.end.instr.spelled === instr.spelled)
          found[found.length - 1] = { ...last, next: begin.instr.span };
        const isBare = isSimple(ctx, view.tree.next[begin.node] ?? 0, child);
        found.push({
          begin: begin.instr.span,
          end: instr.span,
          isBare,
          loop: loopAround(view, begin.node, body),
          next: undefined,
        });
        before = { begin, end };
      } else before = undefined;
      begin = undefined;
    }
  };
  const stop = view.tree.next[body] ?? 0;
  for (let node = body; node < stop; node++) if (isBlock(view.kind(node))) lookThrough(node);
  return found;
}

const LOOPS: ReadonlySet<string> = new Set(['for_statement', 'while_statement', 'do_statement']);

/** The innermost loop around a node; `do … while (0)` is none. */
function loopAround(view: TreeView, inner: number, body: number): Span | undefined {
  let innermost: Span | undefined;
  for (let node = body; node < inner; node++) {
    if (!LOOPS.has(view.kind(node)) || (view.tree.next[node] ?? 0) <= inner) continue;
    const [condition = -1] = view.named(view.child(node, 'condition'));
    const isOnce = view.kind(node) === 'do_statement' && /^(?:number_literal|false)$/.test(view.kind(condition));
    if (!isOnce) innermost = { start: view.start(node), end: view.end(node) };
  }
  return innermost;
}

const isWithin = (inner: Span, outer: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;
const isStatement = (kind: string): boolean => kind === 'expression_statement' || kind === 'declaration';
const isBlock = (kind: string): boolean =>
  kind === 'compound_statement' || kind === 'case_statement' || kind.startsWith('preproc_');

const areAlike = (one: Release | Acquire, other: Release): boolean =>
  one.spelled === other.spelled && one.op === 'release' && one.saves?.text === other.saves?.text;

function belongTogether(begin: Release, end: Acquire): boolean {
  const { spelling, saves } = begin;
  if (begin.maybe || begin.discarded || end.ifSaved || spelling === 'inside' || spelling !== end.spelling) return false;
  return saves?.local === true && saves.text === end.from?.text;
}

/** Whether the macro or call that is written there does nothing but release the GIL or take it. */
function isUnderstood({ macros, catalog }: Lowering, instr: Release | Acquire): boolean {
  const place = instr.op === 'release' ? instr.saves : instr.from;
  const isKnown = (name: string, depth: number): boolean => {
    if (catalog.stateOp(name) !== undefined) return true;
    const meaning = macros.meaning(name);
    if (meaning?.kind === 'row') return true;
    if (meaning?.kind !== 'body' || depth > 4) return false;
    return meaning.definitions.every((definition) =>
      wordsOf(definition).every(
        (word) =>
          word === '{' ||
          word === '}' ||
          word === place?.text ||
          stateTypes.includes(word) ||
          definition.parameters?.includes(word) === true ||
          isKnown(word, depth + 1),
      ),
    );
  };
  return isKnown(instr.spelled, 0);
}

/** Nothing but blanks and comments between two statements. */
function isNothing({ view, text }: Lowering, before: number, behind: number): boolean {
  const between = text.slice(view.end(before), view.start(behind));
  return /^[\s;]*$/.test(withoutComments(between));
}
