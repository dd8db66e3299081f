// Member initialisers of a constructor: `: Base(x), worker_(&Self::run, this)`. Each makes an object, and the objects
// live as long as the whole one does.
import { type Lowering, textOfNode } from '../context.js';
import { argumentsOf, lowerExpression } from '../expressions.js';
import { construction } from './calls.js';
import type { CppLowering } from './context.js';
import { isValue, memberType } from './types.js';

export function lowerInitialisers(ctx: Lowering, cpp: CppLowering, list: number): void {
  const { view } = ctx;
  for (const initialiser of view.named(list)) {
    if (view.kind(initialiser) !== 'field_initializer') continue;
    const [member, values] = view.named(initialiser);
    if (member === undefined || values === undefined) continue;
    lowerExpression(ctx, values);
    const name = textOfNode(ctx, member);
    const type = (cpp.className === undefined ? undefined : memberType(cpp, cpp.className, name)) ?? name;
    const made = isValue(type) ? construction(ctx, cpp, type, member, argumentsOf(ctx, values)) : undefined;
    if (made !== undefined) ctx.builder.emit(made);
  }
}
