// C++ objects that count as long as they live: guards that release or take the GIL, and objects with a destructor that
// does something. Their end is an instruction on every way out of the scope: falling off its end, `return`, `break`,
// `continue`, `goto`, `throw`. Objects end in the reverse order of their declarations.
// A guard that may be started later, or is kept in an `optional`, ends only where it was started: the flow knows.
import type { ScopeGuard } from '../catalog/types.js';
import type { Call, Place } from '../ir/ir.js';
import { type LiveGuard, type LiveObject, type Lowering, spanOf } from './context.js';

const listed = (names: string | readonly string[] | undefined): readonly string[] =>
  names === undefined ? [] : typeof names === 'string' ? [names] : names;

/** Whether the end of a guard depends on what was done with it before. */
const isStartable = ({ row, held }: LiveGuard): boolean =>
  held || row.startedBy !== undefined || listed(row.restartedBy).length > 0 || listed(row.endedBy).length > 0;

/** @param starts false where the object does nothing yet; `held` where another object may hold a guard */
export function declareGuard(
  ctx: Lowering,
  row: ScopeGuard,
  name: string,
  node: number,
  { starts = true, held = false } = {},
): void {
  const guard: LiveGuard = { kind: 'guard', name, row, held, running: false };
  ctx.scopes.at(-1)?.push(guard);
  if (isStartable(guard))
    ctx.builder.emit({ op: 'assign', span: spanOf(ctx, node), variable: name, truth: false, from: undefined });
  if (starts && (held || row.startedBy === undefined)) start(ctx, guard, node);
}

export function declareVariable(ctx: Lowering, name: string, destroy: Call): void {
  ctx.scopes.at(-1)?.push({ kind: 'variable', name, destroy });
}

/** An object is moved from, or gives up what it owns: its end does nothing. */
export function forgetVariable(ctx: Lowering, name: string): void {
  for (const scope of ctx.scopes) {
    const at = scope.findIndex((object) => object.kind === 'variable' && object.name === name);
    if (at >= 0) scope.splice(at, 1);
  }
}

/** A guard that is made and ended in one expression. */
export function passingGuard(ctx: Lowering, row: ScopeGuard, node: number): void {
  if (row.startedBy !== undefined) return;
  const guard: LiveGuard = { kind: 'guard', name: 'a temporary object', row, held: false, running: false };
  start(ctx, guard, node);
  end(ctx, guard, node);
}

const guardNamed = (ctx: Lowering, name: string): LiveGuard | undefined =>
  ctx.scopes
    .flat()
    .reverse()
    .find((object): object is LiveGuard => object.kind === 'guard' && object.name === name);

/** `guard.end()`, `saver.save()`: a member call that starts or ends a guard. Returns whether it was one. */
export function callGuard(ctx: Lowering, object: string, method: string, node: number): boolean {
  const guard = guardNamed(ctx, object);
  if (guard === undefined) return false;
  const { row } = guard;
  if (listed(row.startedBy).includes(method) || listed(row.restartedBy).includes(method)) start(ctx, guard, node);
  else if (listed(row.endedBy).includes(method)) end(ctx, guard, node);
  else return false;
  return true;
}

/** Ends a guard before its scope does. Returns whether there is one of that name. */
export function endNamed(ctx: Lowering, name: string, node: number): boolean {
  const guard = guardNamed(ctx, name);
  if (guard !== undefined) end(ctx, guard, node);
  return guard !== undefined;
}

/** An object that may hold a guard gets a new one, or loses it. Returns whether the name is that of such an object. */
export function fillHolder(ctx: Lowering, name: string, filled: boolean, node: number): boolean {
  const guard = guardNamed(ctx, name);
  if (guard?.held !== true) return false;
  if (filled) start(ctx, guard, node);
  else end(ctx, guard, node);
  return true;
}

/** Lowers a block of braces; what is declared in it ends with it. */
export function withinScope(ctx: Lowering, node: number, lower: () => void): void {
  ctx.scopes.push([]);
  lower();
  if (ctx.builder.reachable) leaveScopes(ctx, ctx.scopes.length - 1, node);
  ctx.scopes.pop();
}

/**
 * Ends the objects of all scopes from `depth` inwards, on the path of now alone: the scopes stay for other paths.
 * @param returned the variable that goes to the caller, and does not end
 */
export function leaveScopes(ctx: Lowering, depth: number, node: number, returned = ''): void {
  for (const scope of ctx.scopes.slice(depth).reverse())
    endObjects(
      ctx,
      returned === '' ? scope : scope.filter((object) => object.kind !== 'variable' || object.name !== returned),
      node,
    );
}

export function endObjects(ctx: Lowering, objects: readonly LiveObject[], node: number): void {
  for (const object of [...objects].reverse())
    if (object.kind === 'variable') ctx.builder.emit(object.destroy);
    else {
      const { running } = object;
      end(ctx, object, node);
      object.running = running;
    }
}

const placeOfGuard = (guard: LiveGuard): Place => ({ text: guard.name, local: true });

const effectAt = (ctx: Lowering, row: ScopeGuard, node: number) =>
  ({ span: spanOf(ctx, node), spelled: row.type, spelling: 'call' }) as const;

function start(ctx: Lowering, guard: LiveGuard, node: number): void {
  if (guard.running && !isStartable(guard)) return;
  guard.running = true;
  const at = effectAt(ctx, guard.row, node);
  const place = placeOfGuard(guard);
  if (guard.row.effect === 'release')
    ctx.builder.emit({ op: 'release', ...at, saves: place, discarded: false, maybe: false });
  else ctx.builder.emit({ op: 'ensure', ...at, token: place, mayFail: false });
}

function end(ctx: Lowering, guard: LiveGuard, node: number): void {
  const startable = isStartable(guard);
  if (!guard.running && !startable) return;
  guard.running = false;
  const { end: to } = spanOf(ctx, node);
  const at = { ...effectAt(ctx, guard.row, node), span: { start: Math.max(0, to - 1), end: to } };
  const place = placeOfGuard(guard);
  if (guard.row.effect === 'release') ctx.builder.emit({ op: 'acquire', ...at, from: place, ifSaved: startable });
  else ctx.builder.emit({ op: 'unensure', ...at, token: place, ...(startable ? { ifEnsured: true } : {}) });
}
