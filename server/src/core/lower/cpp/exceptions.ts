// `try`, `throw`, and exceptions that calls raise. A handler is entered from each call in its `try` that may throw: with
// the guards declared inside it ended, and with whatever macros have done to the GIL still done.
import { type Lowering, textOfNode } from '../context.js';
import { lowerExpression } from '../expressions.js';
import { leaveScopes } from '../scopes.js';
import { lowerStatement } from '../statements.js';

/** Each handler starts where something in the body may throw; where nothing is seen to, where the body starts. */
export function lowerTry(ctx: Lowering, node: number): void {
  const { view, builder } = ctx;
  const before = builder.block();
  const handlers = builder.block();
  const done = builder.block();
  builder.edge(before);
  builder.moveTo(before);
  const around = { handlers, depth: ctx.scopes.length, entered: false };
  ctx.tries.push(around);
  lowerStatement(ctx, view.child(node, 'body'));
  ctx.tries.pop();
  builder.edge(done);
  if (!around.entered) builder.edgeFrom(before, handlers);
  for (const child of view.children(node)) {
    if (view.kind(child) !== 'catch_clause' && !view.kind(child).startsWith('seh_')) continue;
    const handler = builder.block();
    builder.edgeFrom(handlers, handler);
    builder.moveTo(handler);
    lowerStatement(ctx, view.child(child, 'body'));
    builder.edge(done);
  }
  builder.moveTo(done);
}

/** In front of a call that may throw: a way to the handlers around it. */
export function mayThrow(ctx: Lowering, node: number): void {
  const around = ctx.tries.at(-1);
  if (around === undefined || !ctx.builder.reachable) return;
  const { builder } = ctx;
  const [goesOn, thrown] = [builder.block(), builder.block()];
  builder.edge(goesOn);
  builder.edge(thrown);
  builder.moveTo(thrown);
  around.entered = true;
  leaveScopes(ctx, around.depth, node);
  builder.edge(around.handlers);
  builder.moveTo(goesOn);
}

export function lowerThrow(ctx: Lowering, node: number): void {
  const { view, builder } = ctx;
  for (const child of view.children(node)) lowerExpression(ctx, child);
  const around = ctx.tries.at(-1);
  if (around === undefined) {
    const start = view.start(node);
    const spelled = textOfNode(ctx, node).replace(/\s*;$/, '');
    leaveScopes(ctx, 0, node);
    builder.emit({ op: 'exit', kind: 'unwind', span: { start, end: start + spelled.length }, spelled });
  } else {
    around.entered = true;
    leaveScopes(ctx, around.depth, node);
    builder.edge(around.handlers);
  }
  builder.cut();
}
