// Expressions that only C++ has, or that mean more in it: what a call may mean, `new` and `delete`, subscripts of objects.
import type { Call } from '../../ir/ir.js';
import { type Lowering, textOfNode } from '../context.js';
import { argumentsOf } from '../expressions.js';
import { bindsTo, type Callee, calleeOf, construction, deletion } from './calls.js';
import type { CppLowering } from './context.js';
import { typeOf } from './types.js';
import { indexWrapper } from './wrappers.js';

export function cppTarget(ctx: Lowering, cpp: CppLowering, called: number, list: number): Callee & Pick<Call, 'binds'> {
  const binds = bindsTo(ctx, cpp, called, list);
  return { ...calleeOf(ctx, cpp, called), ...(binds === undefined ? {} : { binds }) };
}

/** Functions of C libraries raise no exceptions. */
export const neverThrows = (ctx: Lowering, name: string | undefined): boolean =>
  name !== undefined &&
  !name.includes('::') &&
  (ctx.catalog.api(name) !== undefined || ctx.catalog.blocking(name) !== undefined);

/** `new T(…)` and `delete p`: a constructor and a destructor. */
export function lowerAllocation(ctx: Lowering, cpp: CppLowering, node: number): void {
  const { view } = ctx;
  const type = view.child(node, 'type');
  const call =
    view.kind(node) === 'delete_expression'
      ? deletion(ctx, cpp, node)
      : construction(
          ctx,
          cpp,
          type < 0 ? '' : textOfNode(ctx, type),
          type,
          argumentsOf(ctx, view.child(node, 'arguments')),
        );
  if (call !== undefined) ctx.builder.emit(call);
}

export function lowerSubscript(ctx: Lowering, cpp: CppLowering, node: number): void {
  const object = ctx.view.child(node, 'argument');
  if (object >= 0) indexWrapper(ctx, cpp, typeOf(ctx, cpp, object), object);
}

export const isDestructor = (ctx: Lowering): boolean => ctx.cpp?.name.includes('~') === true;
