// Loops. A loop whose condition is a constant has one way out or one way in; `do … while (0)` runs once.
import type { Span } from '../base/span.js';
import { type Lowering, textOfNode, wholeOf } from './context.js';
import { lowerCondition, lowerExpression } from './expressions.js';
import { lowerStatement } from './statements.js';

/** Notes a loop that runs as often as its data says; the outermost of several counts. */
function overData(ctx: Lowering, node: number, lower: () => void): void {
  if (!runsOverData(ctx, node)) {
    lower();
    return;
  }
  const [outer] = ctx.dataLoops;
  if (outer !== undefined) outer.isNested = true;
  const whole = wholeOf(ctx, node);
  const loop = { op: 'loop' as const, span: headOf(ctx, node, whole), whole, isNested: false };
  if (outer === undefined) ctx.builder.emit(loop);
  ctx.dataLoops.push(loop);
  lower();
  ctx.dataLoops.pop();
}

/** The loop up to its body; a loop in a macro stands where the macro is used. */
function headOf(ctx: Lowering, node: number, whole: Span): Span {
  const body = ctx.view.child(node, 'body');
  if (body < 0 || ctx.frame !== undefined) return whole;
  const head = ctx.text.slice(whole.start, ctx.view.start(body)).trimEnd();
  return { start: whole.start, end: whole.start + Math.max(1, head.length) };
}

/** Not for ever, not once, and not a number of times that is written there. */
function runsOverData(ctx: Lowering, node: number): boolean {
  const condition = ctx.view.child(node, 'condition');
  const text = condition < 0 ? '' : textOfNode(ctx, condition).replace(/[\s();]/g, '');
  return text !== '' && !/^(?:\w*[<>!=]=?)?(?:\d\w*|[A-Z][A-Z0-9_]*|true|false)$/.test(text);
}

function inLoop(ctx: Lowering, breakTo: number, continueTo: number, lower: () => void): void {
  ctx.targets.push({ breakTo, continueTo, switchHead: undefined, depth: ctx.regions.length, hasDefault: false });
  lower();
  ctx.targets.pop();
}

export const lowerWhile = (ctx: Lowering, node: number): void => overData(ctx, node, () => lowerWhileLoop(ctx, node));

function lowerWhileLoop(ctx: Lowering, node: number): void {
  const { view, builder } = ctx;
  const [head, body, done] = [builder.block(), builder.block(), builder.block()];
  builder.edge(head);
  builder.moveTo(head);
  lowerCondition(ctx, view.child(node, 'condition'), body, done);
  builder.moveTo(body);
  inLoop(ctx, done, head, () => lowerStatement(ctx, view.child(node, 'body')));
  builder.edge(head);
  builder.moveTo(done);
}

export const lowerDo = (ctx: Lowering, node: number): void => overData(ctx, node, () => lowerDoLoop(ctx, node));

function lowerDoLoop(ctx: Lowering, node: number): void {
  const { view, builder } = ctx;
  const [body, test, done] = [builder.block(), builder.block(), builder.block()];
  builder.edge(body);
  builder.moveTo(body);
  inLoop(ctx, done, test, () => lowerStatement(ctx, view.child(node, 'body')));
  builder.edge(test);
  builder.moveTo(test);
  const condition = view.child(node, 'condition');
  if (condition >= 0) lowerCondition(ctx, condition, body, done);
  else builder.edge(done);
  builder.moveTo(done);
}

export const lowerFor = (ctx: Lowering, node: number): void => overData(ctx, node, () => lowerForLoop(ctx, node));

function lowerForLoop(ctx: Lowering, node: number): void {
  const { view, builder } = ctx;
  const initializer = view.child(node, 'initializer');
  if (initializer >= 0) lowerStatement(ctx, initializer, 'head');
  const [head, body, step, done] = [builder.block(), builder.block(), builder.block(), builder.block()];
  builder.edge(head);
  builder.moveTo(head);
  const condition = view.child(node, 'condition');
  if (condition >= 0) lowerCondition(ctx, condition, body, done);
  else builder.edge(body);
  builder.moveTo(body);
  inLoop(ctx, done, step, () => lowerStatement(ctx, view.child(node, 'body')));
  builder.edge(step);
  builder.moveTo(step);
  lowerExpression(ctx, view.child(node, 'update'));
  builder.edge(head);
  builder.moveTo(done);
}

/** `for (x : range)`: the range once, then the body any number of times. */
export function lowerRangeFor(ctx: Lowering, node: number): void {
  const { view, builder } = ctx;
  lowerExpression(ctx, view.child(node, 'right'));
  const [head, body, done] = [builder.block(), builder.block(), builder.block()];
  builder.edge(head);
  builder.moveTo(head);
  builder.edge(body);
  builder.edge(done);
  builder.moveTo(body);
  inLoop(ctx, done, head, () => lowerStatement(ctx, view.child(node, 'body')));
  builder.edge(head);
  builder.moveTo(done);
}
