// Lambdas are functions of their own. Each answers to a name that nothing else has, and an argument or a call that means
// it carries that name; its text lies in the item of the function around it, so the spans are relative to the same item.
import type { Argument } from '../../ir/ir.js';
import { type Lowering, textOfNode } from '../context.js';
import { lowerNested } from '../lowerFunction.js';
import type { CppLowering } from './context.js';

/** Lowers a lambda; the answer is the name that its function answers to. */
export function lowerLambda(ctx: Lowering, cpp: CppLowering, node: number): string {
  const key = `${cpp.key}@${ctx.view.start(node)}`;
  if (!cpp.found.some(({ otherNames }) => otherNames?.[0] === key)) lowerNested(ctx, cpp, node, key);
  return key;
}

/** The function that an argument names: a lambda written there, or a variable that holds one. */
export function lambdaOf(ctx: Lowering, cpp: CppLowering, node: number): string | undefined {
  const { view } = ctx;
  let at = node;
  // `+[](…) {…}`, `std::move(f)` and parentheses give the lambda on.
  for (let i = 0; i < 4; i++) {
    const kind = view.kind(at);
    if (kind === 'lambda_expression') return lowerLambda(ctx, cpp, at);
    if (kind === 'identifier') return cpp.lambdas.get(textOfNode(ctx, at));
    if (kind === 'unary_expression' || kind === 'parenthesized_expression' || kind === 'pointer_expression') {
      at = view.named(at).at(-1) ?? -1;
    } else if (kind === 'call_expression') {
      const list = view.child(at, 'arguments');
      const given = list < 0 ? [] : view.named(list);
      if (given.length !== 1) return undefined;
      at = given[0] ?? -1;
    } else return undefined;
    if (at < 0) return undefined;
  }
  return undefined;
}

/** An argument with the name of the lambda that it is. */
export const withLambda = (argument: Argument, name: string | undefined): Argument =>
  name === undefined ? argument : { ...argument, name };
