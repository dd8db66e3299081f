// Conditions as texts that can be compared: `x != NULL`, `!(x == 0)` and `x` are one condition.
// A condition whose value may change by itself (it calls something) is no literal at all.
import { alwaysTrueCalls, nullConstants, stateChecks } from '../catalog/tokens.js';
import { type Literal, resultOf } from '../ir/ir.js';
import { type Lowering, stripped, textOfNode, wholeOf } from './context.js';

/** What holds on the true edge; undefined where nothing can be said. `constant` is set for conditions known outright. */
export interface ConditionText {
  readonly literal: Literal | undefined;
  readonly constant: boolean | undefined;
}

const nulls = new Set([...nullConstants, '0', 'false', 'FALSE']);
const OPPOSITE: Readonly<Record<string, string>> = { '>=': '<', '<=': '>', '!=': '==' };
const UNSTABLE = new Set(['call_expression', 'update_expression', 'assignment_expression', 'compound_statement']);

export function conditionText(ctx: Lowering, node: number): ConditionText {
  return read(ctx, node, true);
}

function read(ctx: Lowering, node: number, holds: boolean): ConditionText {
  const { view } = ctx;
  const kind = view.kind(node);
  if (kind === 'parenthesized_expression' || kind === 'condition_clause') {
    const inner = view.named(node);
    return inner.length === 1 && inner[0] !== undefined ? read(ctx, inner[0], holds) : none;
  }
  if (kind === 'unary_expression' && textOfNode(ctx, node).startsWith('!')) {
    const argument = view.child(node, 'argument');
    return argument < 0 ? none : read(ctx, argument, !holds);
  }
  if (kind === 'number_literal' || kind === 'true' || kind === 'false') {
    const value =
      kind === 'number_literal' ? Number(textOfNode(ctx, node).replace(/[uUlL]+$/, '')) !== 0 : kind === 'true';
    return { literal: undefined, constant: value === holds };
  }
  if (kind === 'assignment_expression') return literal(stripped(textOfNode(ctx, view.child(node, 'left'))), holds);
  if (kind === 'call_expression') {
    const called = textOfNode(ctx, view.child(node, 'function'));
    if (stateChecks.includes(called))
      return { literal: { condition: `${called}()`, holds, asksForGil: true }, constant: undefined };
    if (alwaysTrueCalls.includes(called)) return { literal: undefined, constant: holds };
    if (!isStable(ctx, called) || changes(ctx, node)) return literal(resultOf(wholeOf(ctx, node)), holds);
    return literal(stripped(textOfNode(ctx, node)), holds);
  }
  if (kind === 'binary_expression') return comparison(ctx, node, holds);
  if (changes(ctx, node)) return none;
  return literal(spelled(ctx, node), holds);
}

/** What a pointer leads to is another thing than the pointer. */
function spelled(ctx: Lowering, node: number): string {
  const text = textOfNode(ctx, node);
  const plain = stripped(text);
  return ctx.view.kind(node) === 'pointer_expression' && text.startsWith('*') ? `*${plain}` : plain;
}

function comparison(ctx: Lowering, node: number, holds: boolean): ConditionText {
  const { view } = ctx;
  const [left, right] = [view.child(node, 'left'), view.child(node, 'right')];
  const operator = view.child(node, 'operator');
  if (left < 0 || right < 0 || operator < 0) return none;
  const sign = view.kind(operator);
  const rightText = stripped(textOfNode(ctx, right));
  const equality = sign === '==' || sign === '!=';
  if (equality && nulls.has(rightText)) return read(ctx, left, holds === (sign === '!='));
  const leftText = stripped(textOfNode(ctx, unwrapAssignment(ctx, left)));
  if (equality && nulls.has(leftText)) return read(ctx, right, holds === (sign === '!='));
  // A call's result below zero is what most functions say when they fail.
  if (rightText === '0' && (sign === '<' || sign === '>=') && view.kind(left) === 'call_expression')
    return literal(`${resultOf(wholeOf(ctx, left))} < 0`, holds === (sign === '<'));
  if (rightText === '-1' && equality && view.kind(left) === 'call_expression')
    return literal(`${resultOf(wholeOf(ctx, left))} < 0`, holds === (sign === '=='));
  if (changes(ctx, node) && unwrapAssignment(ctx, left) === left) return none;
  const opposite = OPPOSITE[sign];
  return literal(`${leftText} ${opposite ?? sign} ${rightText}`, opposite === undefined ? holds : !holds);
}

/** `(p = f())` is tested as `p`. */
function unwrapAssignment(ctx: Lowering, node: number): number {
  const { view } = ctx;
  let at = node;
  while (view.kind(at) === 'parenthesized_expression') {
    const inner = view.named(at);
    if (inner.length !== 1 || inner[0] === undefined) return node;
    at = inner[0];
  }
  return view.kind(at) === 'assignment_expression' ? view.child(at, 'left') : node;
}

function changes(ctx: Lowering, node: number): boolean {
  const { view } = ctx;
  const stop = view.tree.next[node] ?? 0;
  for (let at = node; at < stop; at++) {
    const kind = view.kind(at);
    if (!UNSTABLE.has(kind)) continue;
    if (kind === 'call_expression' && isStable(ctx, textOfNode(ctx, view.child(at, 'function')))) continue;
    return true;
  }
  return false;
}

/** Asked twice, it answers the same: a macro in capitals that calls nobody, or API that only reads a field. */
function isStable(ctx: Lowering, called: string): boolean {
  if (ctx.catalog.api(called)?.access === 'pointer-read') return true;
  if (!/^[A-Z_][A-Z0-9_]*$/.test(called)) return false;
  const calls = ctx.macros.callsOf(called);
  return calls === undefined || !calls.isFunctionLike || calls.names.length === 0;
}

const none: ConditionText = { literal: undefined, constant: undefined };

const literal = (condition: string, holds: boolean): ConditionText =>
  condition === '' || condition.length > 200 ? none : { literal: { condition, holds }, constant: undefined };

/** A preprocessor condition as a literal; its value never changes. */
export function preprocessorLiteral(rest: string): Literal {
  const negated = /^!\s*(defined\s*\(\s*\w+\s*\)|\w+)$/.exec(rest);
  const condition = (negated?.[1] ?? rest)
    .replace(/\s+/g, '')
    .replace(/defined\((\w+)\)/g, 'defined $1')
    .replace(/defined(?=[A-Za-z_])/g, 'defined ');
  return { condition: `#${condition}`, holds: negated === null };
}

export const opposite = (when: Literal): Literal => ({ ...when, holds: !when.holds });
