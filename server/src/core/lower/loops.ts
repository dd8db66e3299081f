// Loops. A loop whose condition is a constant has one way out or one way in; `do … while (0)` runs once.
import type { Lowering } from './context.js';
import { lowerCondition, lowerExpression } from './expressions.js';
import { lowerStatement } from './statements.js';

function inLoop(ctx: Lowering, breakTo: number, continueTo: number, lower: () => void): void {
  ctx.targets.push({ breakTo, continueTo, switchHead: undefined, depth: ctx.regions.length, hasDefault: false });
  lower();
  ctx.targets.pop();
}

export function lowerWhile(ctx: Lowering, node: number): void {
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

export function lowerDo(ctx: Lowering, node: number): void {
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

export function lowerFor(ctx: Lowering, node: number): void {
  const { view, builder } = ctx;
  const initializer = view.child(node, 'initializer');
  if (initializer >= 0) lowerStatement(ctx, initializer);
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
