// Expressions in evaluation order: calls, assignments, and the control flow inside them (`&&`, `||`, `?:`, statement
// expressions). Operands of `sizeof` are not evaluated, and neither is `assert(…)` in a release build.
import { unwindingCalls } from '../catalog/exits.js';
import { forkCalls, lockMakers, nullConstants } from '../catalog/tokens.js';
import { type Argument, resultOf } from '../ir/ir.js';
import { conditionText, opposite } from './condition.js';
import { type Lowering, spanOf, stripped, textOfNode, wholeOf, wordAt } from './context.js';
import { mayThrow } from './cpp/exceptions.js';
import { cppTarget, lowerAllocation, lowerSubscript, neverThrows } from './cpp/expressions.js';
import { useGuardMacro } from './cpp/guardMacros.js';
import { lambdaOf, lowerLambda, withLambda } from './cpp/lambdas.js';
import { assignHolder, callObject } from './cpp/objects.js';
import { assignWrapper, takesAway } from './cpp/wrappers.js';
import { lowerArgument, lowerMacroUse, noteCalledMacro, noteUnknownMacro } from './expand.js';
import { hiddenJump } from './jumps.js';
import { noteLent, noteLentInto, noteUse } from './lent.js';
import type { MacroMeaning } from './names.js';
import { lowerRegionMacro } from './regions.js';
import { forgetVariable } from './scopes.js';
import { lowerStatement } from './statements.js';
import { leave, lowerStateOp } from './stateOps.js';

/** Where the value of an expression goes: a call that hands out a thread state must know who keeps it. */
export type Use =
  | { readonly kind: 'dropped' }
  | { readonly kind: 'stored'; readonly text: string }
  | { readonly kind: 'used'; readonly isCompared?: true; readonly isTarget?: true };

const USED: Use = { kind: 'used' };
/** Nobody follows the pointer. */
const COMPARED: Use = { kind: 'used', isCompared: true };
/** It gets a value. */
const TARGET: Use = { kind: 'used', isCompared: true, isTarget: true };

const SKIPPED = new Set([
  'sizeof_expression',
  'alignof_expression',
  'offsetof_expression',
  'type_descriptor',
  'string_literal',
  'char_literal',
  'number_literal',
  'primitive_type',
  'type_identifier',
  'comment',
  'concatenated_string',
  'decltype',
]);

export function lowerExpression(ctx: Lowering, node: number, use: Use = USED): void {
  if (node < 0) return;
  const { view } = ctx;
  switch (view.kind(node)) {
    case 'call_expression':
      lowerCall(ctx, node, use);
      return;
    case 'assignment_expression':
      lowerAssignment(ctx, node);
      return;
    case 'parenthesized_expression':
    case 'cast_expression':
      for (const child of view.children(node)) lowerExpression(ctx, child, use);
      return;
    case 'binary_expression':
      lowerBinary(ctx, node);
      return;
    case 'unary_expression':
      lowerChildren(ctx, node, textOfNode(ctx, node).startsWith('!') ? COMPARED : USED);
      return;
    case 'pointer_expression':
      lowerChildren(ctx, node, textOfNode(ctx, node).startsWith('&') ? COMPARED : USED);
      return;
    case 'conditional_expression':
      lowerConditional(ctx, node);
      return;
    case 'update_expression':
      lowerExpression(ctx, view.child(node, 'argument'));
      assign(ctx, node, view.child(node, 'argument'), undefined, undefined);
      return;
    case 'compound_statement':
    case 'declaration':
      lowerStatement(ctx, node);
      return;
    case 'lambda_expression':
      if (ctx.cpp !== undefined) lowerLambda(ctx, ctx.cpp, node);
      return;
    case 'subscript_expression':
      lowerChildren(ctx, node);
      if (ctx.cpp !== undefined) lowerSubscript(ctx, ctx.cpp, node);
      return;
    case 'new_expression':
    case 'delete_expression':
      lowerChildren(ctx, node);
      if (ctx.cpp !== undefined) lowerAllocation(ctx, ctx.cpp, node);
      return;
    case 'identifier':
      lowerName(ctx, node, use);
      return;
    default:
      if (!SKIPPED.has(view.kind(node))) lowerChildren(ctx, node);
  }
}

/**
 * A bare name: a parameter of the macro that is being lowered, a macro itself, or a word that hides a jump.
 * What the catalog knows of macros without parentheses holds for statements: a region's end, a hidden `return`.
 */
function lowerName(ctx: Lowering, node: number, use: Use): void {
  const start = ctx.view.start(node);
  if (ctx.hiddenJumps.size > 0 && ctx.hiddenJumps.has(start)) {
    hiddenJump(ctx, node);
    return;
  }
  const name = wordAt(ctx, start);
  if (ctx.frame !== undefined && lowerArgument(ctx, name, use)) return;
  if (use.kind !== 'used' || use.isTarget !== true)
    noteUse(ctx, name, node, use.kind === 'used' && use.isCompared === true);
  const meaning = ctx.macros.meaning(name);
  if (meaning?.kind === 'body') lowerMacroUse(ctx, name, meaning, node, -1, use);
  else if (use.kind !== 'dropped') return;
  else if (meaning?.kind === 'exit') leave(ctx, node, 'return');
  else if (meaning?.kind === 'row' && meaning.row.effects.length > 0) {
    const span = ctx.frame?.span ?? { start, end: start + name.length };
    lowerRegionMacro(ctx, meaning.row, name, span, []);
  } else noteUnknownMacro(ctx, name, node);
}

function lowerChildren(ctx: Lowering, node: number, use: Use = USED): void {
  const { next } = ctx.view.tree;
  const stop = next[node] ?? 0;
  for (let at = node + 1; at < stop; at = next[at] ?? stop) lowerExpression(ctx, at, use);
}

/** Lowers a condition and leads to one block where it holds and to another where it does not. */
export function lowerCondition(ctx: Lowering, node: number, whenTrue: number, whenFalse: number): void {
  const { view, builder } = ctx;
  const kind = view.kind(node);
  if (kind === 'parenthesized_expression' || kind === 'condition_clause') {
    const inner = view.named(node);
    if (inner.length === 1 && inner[0] !== undefined) {
      lowerCondition(ctx, inner[0], whenTrue, whenFalse);
      return;
    }
  } else if (kind === 'binary_expression') {
    const operator = view.kind(view.child(node, 'operator'));
    if (operator === '&&' || operator === '||') {
      const rest = builder.block();
      const left = view.child(node, 'left');
      if (operator === '&&') lowerCondition(ctx, left, rest, whenFalse);
      else lowerCondition(ctx, left, whenTrue, rest);
      builder.moveTo(rest);
      lowerCondition(ctx, view.child(node, 'right'), whenTrue, whenFalse);
      return;
    }
  } else if (kind === 'unary_expression' && textOfNode(ctx, node).startsWith('!')) {
    lowerCondition(ctx, view.child(node, 'argument'), whenFalse, whenTrue);
    return;
  }
  lowerExpression(ctx, node, COMPARED);
  const { literal, constant } = conditionText(ctx, node);
  if (constant !== false) builder.edge(whenTrue, literal);
  if (constant !== true) builder.edge(whenFalse, literal === undefined ? undefined : opposite(literal));
}

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);

function lowerBinary(ctx: Lowering, node: number): void {
  const { view, builder } = ctx;
  const operator = view.kind(view.child(node, 'operator'));
  if (operator !== '&&' && operator !== '||') {
    const use = COMPARISONS.has(operator) ? COMPARED : USED;
    lowerExpression(ctx, view.child(node, 'left'), use);
    lowerExpression(ctx, view.child(node, 'right'), use);
    return;
  }
  const rest = builder.block();
  const done = builder.block();
  const left = view.child(node, 'left');
  if (operator === '&&') lowerCondition(ctx, left, rest, done);
  else lowerCondition(ctx, left, done, rest);
  builder.moveTo(rest);
  lowerExpression(ctx, view.child(node, 'right'));
  builder.edge(done);
  builder.moveTo(done);
}

const lowerConditional = (ctx: Lowering, node: number): void =>
  lowerArms(ctx, node, (arm) => lowerExpression(ctx, arm));

function lowerArms(ctx: Lowering, node: number, lower: (arm: number) => void): void {
  const { view, builder } = ctx;
  const [yes, no, done] = [builder.block(), builder.block(), builder.block()];
  lowerCondition(ctx, view.child(node, 'condition'), yes, no);
  builder.moveTo(yes);
  lower(view.child(node, 'consequence'));
  builder.edge(done);
  builder.moveTo(no);
  lower(view.child(node, 'alternative'));
  builder.edge(done);
  builder.moveTo(done);
}

function lowerAssignment(ctx: Lowering, node: number): void {
  const { view } = ctx;
  const [left, right] = [view.child(node, 'left'), view.child(node, 'right')];
  if (ctx.cpp !== undefined && assignHolder(ctx, left, right, node)) return;
  const operator = view.child(node, 'operator');
  const isPlain = operator >= 0 && view.kind(operator) === '=';
  lowerExpression(ctx, left, isPlain ? TARGET : USED);
  if (isPlain) {
    lowerInto(ctx, node, left, right);
    if (ctx.cpp !== undefined) assignWrapper(ctx, ctx.cpp, left);
    return;
  }
  lowerExpression(ctx, right);
  assign(ctx, node, left, undefined, undefined);
}

/** Lowers a value that goes into a variable; of `c ? a : b` each arm is an assignment of its own. */
export function lowerInto(ctx: Lowering, at: number, target: number, value: number): void {
  const { view } = ctx;
  let inner = value;
  while (inner >= 0 && view.kind(inner) === 'parenthesized_expression') inner = view.named(inner)[0] ?? -1;
  if (inner >= 0 && view.kind(inner) === 'conditional_expression') {
    lowerArms(ctx, inner, (arm) => lowerInto(ctx, at, target, arm));
    return;
  }
  lowerExpression(ctx, value, { kind: 'stored', text: stripped(textOfNode(ctx, target)) });
  assign(ctx, at, target, truthOf(ctx, value), value);
}

/** Records that a variable changes; `value` is the node it gets, where there is one. */
function assign(
  ctx: Lowering,
  at: number,
  target: number,
  truth: boolean | undefined,
  value: number | undefined,
): void {
  if (target < 0) return;
  const variable = stripped(textOfNode(ctx, target));
  const member = /^(\w+)[.[]/.exec(variable)?.[1];
  if (member !== undefined && truth !== false) ctx.zeroed.delete(member);
  const from = value === undefined || value < 0 ? undefined : plainName(textOfNode(ctx, value));
  const called =
    value === undefined || value < 0 ? undefined : /^(\w+) ?\(/.exec(stripped(textOfNode(ctx, value)))?.[1];
  const call = plainCall(ctx, value ?? -1);
  noteLent(ctx, variable, from, call < 0 ? undefined : calledName(ctx, ctx.view.child(call, 'function')));
  const updated = value === undefined ? { updates: true as const } : {};
  const result = call < 0 ? {} : { result: resultOf(wholeOf(ctx, call)) };
  const fresh = called !== undefined && lockMakers.includes(called) ? { freshLock: true as const } : {};
  ctx.builder.emit({ op: 'assign', span: spanOf(ctx, at), variable, truth, from, ...result, ...fresh, ...updated });
}

/** The call that an expression is, parentheses and casts aside; -1 where it is none. */
function plainCall(ctx: Lowering, node: number): number {
  const { view } = ctx;
  let at = node;
  for (let kind = at < 0 ? '' : view.kind(at); kind !== 'call_expression'; kind = at < 0 ? '' : view.kind(at)) {
    if (kind === 'parenthesized_expression') at = view.named(at)[0] ?? -1;
    else if (kind === 'cast_expression') at = view.child(at, 'value');
    else return -1;
  }
  return at;
}

const nulls = new Set([...nullConstants, '0', 'false', 'FALSE']);

/** What an expression is known to be: null or zero, not null, or neither. */
function truthOf(ctx: Lowering, node: number): boolean | undefined {
  if (node < 0) return undefined;
  const text = stripped(textOfNode(ctx, node));
  if (nulls.has(text)) return false;
  const called = /^(\w+)\(/.exec(text)?.[1];
  if (called !== undefined && ctx.catalog.stateOp(ctx.macros.alias(called))?.op === 'release') return true;
  return /^[1-9]\d*$|^true$/i.test(text) ? true : undefined;
}

const plainName = (text: string): string | undefined => /^[A-Za-z_]\w*(?:::~?\w+)*$/.exec(stripped(text))?.[0];

export function argumentsOf(ctx: Lowering, list: number): Argument[] {
  if (list < 0) return [];
  return ctx.view.named(list).map((node) => {
    const text = textOfNode(ctx, node).replace(/\s+/g, ' ');
    const name = text.length <= 100 ? plainName(text) : undefined;
    const zeroed = name !== undefined && text.startsWith('&') && ctx.zeroed.has(name);
    const argument = { text: text.length <= 100 ? text : '', name, ...(zeroed ? { zeroed } : {}) };
    return ctx.cpp === undefined ? argument : withLambda(argument, lambdaOf(ctx, ctx.cpp, node));
  });
}

function lowerCall(ctx: Lowering, node: number, use: Use): void {
  const { view, builder, catalog, macros } = ctx;
  const called = view.child(node, 'function');
  const list = view.child(node, 'arguments');
  const name = calledName(ctx, called);
  const named = name !== undefined;
  if (name === 'assert') return;
  if (ctx.cpp !== undefined && name !== undefined && useGuardMacro(ctx, ctx.cpp, name, node)) return;
  const meaning = name === undefined ? undefined : macros.meaning(name);
  if (name !== undefined && meaning !== undefined && lowerMacroCall(ctx, name, meaning, called, list, use)) return;
  if (ctx.cpp !== undefined) {
    if (callObject(ctx, called, list, node)) return;
    const taken = takesAway(ctx, called, list);
    if (taken !== undefined) forgetVariable(ctx, taken);
  }
  if (!named) lowerExpression(ctx, called);
  if (list >= 0) lowerChildren(ctx, list);
  const operation = name === undefined ? undefined : catalog.stateOp(name);
  const args = argumentsOf(ctx, list);
  if (operation !== undefined && lowerStateOp(ctx, operation, called, args, use)) return;
  for (const argument of args)
    if (argument.text.startsWith('&') && argument.name !== undefined)
      builder.emit({
        op: 'assign',
        span: spanOf(ctx, node),
        variable: argument.name,
        truth: undefined,
        from: undefined,
      });
  if (name !== undefined) noteLentInto(ctx, name, args);
  const throughMember =
    called >= 0 && view.kind(called) === 'field_expression' ? /\w+$/.exec(textOfNode(ctx, called)) : null;
  const target =
    ctx.cpp === undefined
      ? { span: spanOf(ctx, called), callee: name ?? plainName(textOfNode(ctx, called)) }
      : cppTarget(ctx, ctx.cpp, called, list);
  if (ctx.tries.length > 0 && !neverThrows(ctx, name)) mayThrow(ctx, node);
  builder.emit({
    op: 'call',
    ...target,
    ...(throughMember === null ? {} : { member: throughMember[0] }),
    whole: wholeOf(ctx, node),
    args,
    inChild: ctx.inChild,
  });
  if (name === undefined) return;
  noteCalledMacro(ctx, name, called);
  if (use.kind === 'stored' && forkCalls.includes(name)) ctx.forked.add(use.text);
  if (meaning?.kind === 'exit') leave(ctx, called, 'return');
  else if (catalog.isNoReturn(name)) leave(ctx, called, unwindingCalls.includes(name) ? 'unwind' : 'noreturn');
}

/** The name that is called; of a macro's parameter, the name that it stands for. */
function calledName(ctx: Lowering, called: number): string | undefined {
  const kind = called < 0 ? '' : ctx.view.kind(called);
  if (kind !== 'identifier' && kind !== 'qualified_identifier') return undefined;
  const text = textOfNode(ctx, called);
  if (ctx.frame !== undefined && !/^[\w:]+$/.test(text)) return undefined;
  return ctx.macros.alias(text);
}

/** A call of a macro that changes the GIL or leaves the function. Returns whether that is all there is to it. */
function lowerMacroCall(
  ctx: Lowering,
  name: string,
  meaning: MacroMeaning,
  called: number,
  list: number,
  use: Use,
): boolean {
  if (meaning.kind === 'body') return lowerMacroUse(ctx, name, meaning, called, list, use);
  if (meaning.kind === 'exit') return false;
  const { row } = meaning;
  if (row.argumentReleased !== undefined) {
    lowerArgumentReleased(ctx, name, called, list, row.argumentReleased);
    return true;
  }
  if (row.effects.length === 0) return false;
  lowerChildren(ctx, list);
  lowerRegionMacro(
    ctx,
    row,
    name,
    spanOf(ctx, called),
    argumentsOf(ctx, list).map((argument) => argument.text),
  );
  return true;
}

/** `RUN(expression)`: the macro releases the GIL, evaluates one argument, and takes the GIL back. */
function lowerArgumentReleased(ctx: Lowering, name: string, called: number, list: number, argument: number): void {
  const { builder } = ctx;
  const at = { span: spanOf(ctx, called), spelled: ctx.frame?.name ?? name, spelling: 'inside' } as const;
  const place = { text: `the state in ${name}`, local: true };
  for (const [i, node] of ctx.view.named(list).entries()) {
    if (i === argument) builder.emit({ op: 'release', ...at, saves: place, discarded: false, maybe: false });
    lowerExpression(ctx, node);
    if (i === argument) builder.emit({ op: 'acquire', ...at, from: place, ifSaved: false });
  }
}
