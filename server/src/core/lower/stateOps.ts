// Calls that change the GIL state by themselves, by the rows of the catalog, and calls that never come back.
import { nullConstants } from '../catalog/tokens.js';
import type { StateOp } from '../catalog/types.js';
import type { Argument } from '../ir/ir.js';
import { type Lowering, placeOf, spanOf, spelledAt } from './context.js';
import { isDestructor } from './cpp/expressions.js';
import type { Use } from './expressions.js';
import { leaveScopes } from './scopes.js';

const isNullConstant = (text: string): boolean => nullConstants.includes(text) || text === '0';

/** Leaves the function here. */
export function leave(ctx: Lowering, node: number, kind: 'return' | 'noreturn' | 'unwind'): void {
  if (kind === 'return') leaveScopes(ctx, 0, node);
  ctx.builder.emit({ op: 'exit', kind, span: spanOf(ctx, node), spelled: spelledAt(ctx, node) });
  ctx.builder.cut();
}

/** Returns whether the call is a state change and nothing else. */
export function lowerStateOp(
  ctx: Lowering,
  row: StateOp,
  called: number,
  args: readonly Argument[],
  use: Use,
): boolean {
  const { builder } = ctx;
  const { name: spelled, spelling } = ctx.frame ?? { name: row.name, spelling: 'call' as const };
  const at = { span: spanOf(ctx, called), spelled, spelling };
  const stored = use.kind === 'stored' ? placeOf(ctx, use.text) : undefined;
  const given = row.arg === undefined ? undefined : placeOf(ctx, args[row.arg]?.text ?? '');
  switch (row.op) {
    case 'release': {
      // A function that is given the thread state leaves it with whoever gave it.
      const saves = row.returnsState ? stored : given === undefined ? undefined : { ...given, local: false };
      builder.emit({
        op: 'release',
        ...at,
        saves,
        // The destructor of a guard gives the GIL up for good: the thread state is kept in the object, or by the thread.
        discarded: row.returnsState === true && use.kind === 'dropped' && !isDestructor(ctx),
        maybe: false,
      });
      return true;
    }
    case 'acquire':
      builder.emit({ op: 'acquire', ...at, from: given, ifSaved: false });
      return true;
    case 'ensure':
      builder.emit({
        op: 'ensure',
        ...at,
        token: stored,
        mayFail: row.mayFail === true,
        discarded: use.kind === 'dropped',
      });
      return true;
    case 'initializes':
      builder.emit({ op: 'ensure', ...at, token: undefined, mayFail: false });
      return true;
    case 'unensure':
      builder.emit({ op: 'unensure', ...at, token: given });
      return true;
    case 'ends-process':
    case 'ends-thread':
      leave(ctx, called, 'noreturn');
      return true;
    case 'swap':
      if (isNullConstant(args[row.arg ?? 0]?.text ?? ''))
        builder.emit({ op: 'release', ...at, saves: stored, discarded: false, maybe: false, harmlessTwice: true });
      else builder.emit({ op: 'ensure', ...at, token: undefined, mayFail: false });
      return true;
    default:
      row.op satisfies never;
      return false;
  }
}
