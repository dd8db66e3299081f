// C++ objects that release or take the GIL as long as they live. Their end is an instruction on every way out of the
// scope: falling off its end, `return`, `break`, `continue`. What a `goto` leaves is not followed.
import type { ScopeGuard } from '../catalog/types.js';
import type { Place } from '../ir/ir.js';
import { type LiveGuard, type Lowering, spanOf } from './context.js';

/** A guard is declared. Returns whether the type is one. */
export function declareGuard(ctx: Lowering, type: string, name: string, node: number): boolean {
  const row = ctx.catalog.scopeGuard(type);
  if (row === undefined) return false;
  const guard: LiveGuard = { name, row, running: false };
  ctx.scopes.at(-1)?.push(guard);
  if (row.startedBy === undefined) start(ctx, guard, node);
  return true;
}

/** `guard.end()`, `saver.save()`: a member call that starts or ends a guard. Returns whether it was one. */
export function callGuard(ctx: Lowering, object: string, method: string, node: number): boolean {
  const guard = ctx.scopes.flat().find(({ name }) => name === object);
  if (guard === undefined) return false;
  if (method === guard.row.startedBy) start(ctx, guard, node);
  else if (method === guard.row.endedBy) end(ctx, guard, node);
  else return false;
  return true;
}

/** Lowers a block of braces; guards declared in it end with it. */
export function withinScope(ctx: Lowering, node: number, lower: () => void): void {
  ctx.scopes.push([]);
  lower();
  if (ctx.builder.reachable) leaveScopes(ctx, ctx.scopes.length - 1, node);
  ctx.scopes.pop();
}

/** Ends the guards of all scopes from `depth` inwards, on the path of now alone: the scopes stay for other paths. */
export function leaveScopes(ctx: Lowering, depth: number, node: number): void {
  for (const scope of ctx.scopes.slice(depth).reverse())
    for (const guard of [...scope].reverse()) {
      const { running } = guard;
      end(ctx, guard, node);
      guard.running = running;
    }
}

const placeOfGuard = (guard: LiveGuard): Place => ({ text: guard.name, local: true });

const effectAt = (ctx: Lowering, row: ScopeGuard, node: number) =>
  ({ span: spanOf(ctx, node), spelled: row.type, spelling: 'call' }) as const;

function start(ctx: Lowering, guard: LiveGuard, node: number): void {
  if (guard.running) return;
  guard.running = true;
  const at = effectAt(ctx, guard.row, node);
  const place = placeOfGuard(guard);
  if (guard.row.effect === 'release')
    ctx.builder.emit({ op: 'release', ...at, saves: place, discarded: false, maybe: false });
  else ctx.builder.emit({ op: 'ensure', ...at, token: place, mayFail: false });
}

function end(ctx: Lowering, guard: LiveGuard, node: number): void {
  if (!guard.running) return;
  guard.running = false;
  const { end: to } = spanOf(ctx, node);
  const at = { ...effectAt(ctx, guard.row, node), span: { start: Math.max(0, to - 1), end: to } };
  const place = placeOfGuard(guard);
  if (guard.row.effect === 'release') ctx.builder.emit({ op: 'acquire', ...at, from: place, ifSaved: false });
  else ctx.builder.emit({ op: 'unensure', ...at, token: place });
}
