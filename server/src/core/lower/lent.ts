// Notes which variables were given what somebody else owns, and where they are read: a borrowed reference, a pointer into an
// object, a copy of one. Nothing of it is kept for a function that never releases the GIL.
// Easy to get wrong: only what stands further down is seen, so a use in front of the call in a loop is none; a variable
// that others can see may be changed by anybody and is left alone.
import { errorVariable } from '../catalog/errorCodes.js';
import { lender } from '../catalog/lenders.js';
import type { Argument } from '../ir/ir.js';
import { type Lowering, spanOf } from './context.js';

/** A variable gets a value: that of another one, or the result of a call. */
export function noteLent(ctx: Lowering, variable: string, from: string | undefined, callee: string | undefined): void {
  const isLent = (callee !== undefined && lender(callee) !== undefined) || (from !== undefined && ctx.lent.has(from));
  if (isLent && (ctx.locals.has(variable) || ctx.parameters.has(variable))) ctx.lent.add(variable);
}

/** A call gives it through the addresses of variables. */
export function noteLentInto(ctx: Lowering, callee: string, args: readonly Argument[]): void {
  for (const at of lender(callee)?.into ?? []) {
    const { name, text } = args[at] ?? { name: undefined, text: '' };
    if (name !== undefined && text.includes('&') && ctx.locals.has(name)) ctx.lent.add(name);
  }
}

/** @param isCompared nobody follows the pointer */
export function noteUse(ctx: Lowering, name: string, node: number, isCompared: boolean): void {
  if ((!isCompared && ctx.lent.has(name)) || name === errorVariable)
    ctx.builder.emit({ op: 'use', span: spanOf(ctx, node), variable: name });
}
