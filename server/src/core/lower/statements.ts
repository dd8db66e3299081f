// Statements: one table from the grammar's node types to the function that lowers them.
// A node type that is not in the table is lowered as an expression, so a new grammar loses nothing silently.
import { isObjectType } from '../catalog/tokens.js';
import type { Point } from '../ir/ir.js';
import { lowerCase, lowerIf, lowerPreprocessorIf, lowerSwitch } from './branches.js';
import { type Lowering, shownStatement, spanOf, spelledAt, stripped, textOfNode } from './context.js';
import { lowerThrow, lowerTry } from './cpp/exceptions.js';
import { useGuardMacro } from './cpp/guardMacros.js';
import { declareObject, passingObject } from './cpp/objects.js';
import { lowerExpression, lowerInto } from './expressions.js';
import { defineLabel, lowerBreak, lowerContinue, lowerGoto } from './jumps.js';
import { lowerDo, lowerFor, lowerRangeFor, lowerWhile } from './loops.js';
import { withinBraces } from './regions.js';
import { leaveScopes, withinScope } from './scopes.js';

type Lowerer = (ctx: Lowering, node: number) => void;

const LOWERERS: Readonly<Record<string, Lowerer>> = {
  compound_statement: (ctx, node) => {
    if (ctx.frame?.borrowed.has(ctx.view.start(node)) === true) {
      lowerStatements(ctx, node);
      return;
    }
    if (ctx.frame !== undefined) ctx.frame.depth++;
    const outer = ctx.builder.guards;
    const wasChild = ctx.inChild;
    withinBraces(ctx, () => withinScope(ctx, node, () => lowerStatements(ctx, node)));
    ctx.builder.setGuards(outer);
    ctx.inChild = wasChild;
    if (ctx.frame !== undefined) ctx.frame.depth--;
  },
  expression_statement: lowerExpressionStatement,
  declaration: lowerDeclaration,
  if_statement: lowerIf,
  switch_statement: lowerSwitch,
  case_statement: lowerCase,
  while_statement: lowerWhile,
  do_statement: lowerDo,
  for_statement: lowerFor,
  for_range_loop: lowerRangeFor,
  return_statement: lowerReturn,
  co_return_statement: lowerReturn,
  throw_statement: lowerThrow,
  goto_statement: lowerGoto,
  labeled_statement: lowerLabel,
  break_statement: lowerBreak,
  continue_statement: lowerContinue,
  preproc_if: lowerPreprocessorIf,
  preproc_ifdef: lowerPreprocessorIf,
  preproc_include: nothing,
  preproc_def: nothing,
  preproc_function_def: nothing,
  preproc_call: nothing,
  type_definition: nothing,
  struct_specifier: nothing,
  union_specifier: nothing,
  enum_specifier: nothing,
  comment: nothing,
  try_statement: lowerTry,
  seh_try_statement: lowerTry,
  ERROR: lowerDamage,
};

function nothing(): void {}

/** Nodes that are no statements of their own: what is in them is. */
const TRANSPARENT = new Set([
  'compound_statement',
  'case_statement',
  'labeled_statement',
  'preproc_if',
  'preproc_ifdef',
  'preproc_include',
  'preproc_def',
  'preproc_function_def',
  'preproc_call',
  'comment',
  'ERROR',
  'type_definition',
]);

/** @param place where the statement stands, so that it is known what may go in front of it */
export function lowerStatement(ctx: Lowering, node: number, place: Point['place'] = 'alone'): void {
  if (node < 0) return;
  const kind = ctx.view.kind(node);
  const lower = LOWERERS[kind];
  if (
    ctx.frame === undefined &&
    kind.length > 2 &&
    !TRANSPARENT.has(kind) &&
    (lower !== undefined || kind.endsWith('_statement'))
  )
    ctx.builder.emit({ op: 'point', span: spanOf(ctx, node), place });
  if (lower === undefined) lowerExpression(ctx, node, { kind: 'dropped' });
  else lower(ctx, node);
}

/** All children of a node, in order. */
export function lowerStatements(ctx: Lowering, node: number): void {
  const { next } = ctx.view.tree;
  const stop = next[node] ?? 0;
  let isDamaged = false;
  for (let at = node + 1; at < stop; at = next[at] ?? stop) {
    const kind = ctx.view.kind(at);
    isDamaged ||= kind === 'ERROR';
    if (isDamaged && kind === 'compound_statement') lowerPerhaps(ctx, at);
    else lowerStatement(ctx, at, 'block');
  }
}

/** A block whose head may have been lost with what was not understood: nobody knows whether it runs. */
function lowerPerhaps(ctx: Lowering, node: number): void {
  const { builder } = ctx;
  const [inside, behind] = [builder.block(), builder.block()];
  builder.edge(inside);
  builder.edge(behind);
  builder.moveTo(inside);
  lowerStatement(ctx, node);
  builder.edge(behind);
  builder.moveTo(behind);
}

function lowerExpressionStatement(ctx: Lowering, node: number): void {
  const inner = ctx.view.firstChild(node);
  if (inner < 0) return;
  if (ctx.cpp !== undefined) {
    if (passingObject(ctx, ctx.cpp, inner)) return;
    const isName = ctx.view.kind(inner) === 'identifier';
    if (isName && useGuardMacro(ctx, ctx.cpp, spelledAt(ctx, inner), inner)) return;
  }
  lowerExpression(ctx, inner, { kind: 'dropped' });
}

function lowerDeclaration(ctx: Lowering, node: number): void {
  const { view } = ctx;
  const type = view.child(node, 'type');
  const typeName = type < 0 ? '' : stripped(textOfNode(ctx, type)).replace(/^struct /, '');
  const isStatic = /^static\b/.test(textOfNode(ctx, node));
  for (const child of view.children(node)) {
    if (view.field(child) !== 'declarator') continue;
    const initialized = view.kind(child) === 'init_declarator';
    const declarator = initialized ? view.child(child, 'declarator') : child;
    const name = declaredName(ctx, declarator);
    const pointer = declarator >= 0 && view.kind(declarator) === 'pointer_declarator';
    if (name !== '') {
      if (ctx.frame !== undefined && ctx.frame.depth > 0) ctx.frame.hidden.add(name);
      else if (!isStatic) ctx.locals.add(name);
      if (pointer && isObjectType(typeName)) ctx.objects.add(name);
    }
    const value = initialized ? view.child(child, 'value') : -1;
    const target = nameNode(ctx, declarator);
    if (ctx.cpp !== undefined) {
      declareObject(ctx, ctx.cpp, { written: typeName, at: child, declarator, target, value, isStatic });
      continue;
    }
    if (!initialized) continue;
    if (
      value >= 0 &&
      view.kind(value) === 'initializer_list' &&
      /^\{[\s{},.\w=]*\}$/.test(textOfNode(ctx, value)) &&
      !/[1-9]|=\s*[A-Za-z]/.test(textOfNode(ctx, value))
    )
      ctx.zeroed.add(name);
    if (target >= 0) lowerInto(ctx, child, target, value);
    else lowerExpression(ctx, value);
  }
}

const NAMES = new Set(['identifier', 'field_identifier', 'qualified_identifier', 'destructor_name', 'operator_name']);

/** The identifier inside a declarator, or -1. */
export function nameNode(ctx: Lowering, declarator: number): number {
  const { view } = ctx;
  for (let at = declarator; at >= 0; ) {
    const kind = view.kind(at);
    if (NAMES.has(kind)) return at;
    const inner = view.child(at, 'declarator');
    at =
      inner >= 0
        ? inner
        : (view
            .named(at)
            .find((child) => view.kind(child).endsWith('declarator') || view.kind(child) === 'identifier') ?? -1);
  }
  return -1;
}

const declaredName = (ctx: Lowering, declarator: number): string => {
  const node = nameNode(ctx, declarator);
  return node < 0 ? '' : textOfNode(ctx, node);
};

function lowerReturn(ctx: Lowering, node: number): void {
  const { view, builder } = ctx;
  for (const child of view.children(node)) lowerExpression(ctx, child);
  const shown = shownStatement(ctx, node);
  leaveScopes(ctx, 0, node, /^return\s+(\w+)$/.exec(shown.spelled)?.[1]);
  builder.emit({ op: 'exit', kind: 'return', ...shown });
  builder.cut();
}

function lowerLabel(ctx: Lowering, node: number): void {
  const { view } = ctx;
  const label = view.child(node, 'label');
  defineLabel(ctx, label < 0 ? '' : textOfNode(ctx, label));
  for (const child of view.children(node)) if (child !== label) lowerStatement(ctx, child);
}

/** What the grammar could not read is lowered as far as it goes; the function counts as incomplete. */
function lowerDamage(ctx: Lowering, node: number): void {
  ctx.unknown.push({ span: spanOf(ctx, node), reason: 'the syntax is not understood' });
  lowerStatements(ctx, node);
}
