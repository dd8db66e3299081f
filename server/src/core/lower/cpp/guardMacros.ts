// Macros that declare a guard, or end one: `TF_PY_ALLOW_THREADS_IN_SCOPE();`, `#define RELEASE_GIL() NoGil no_gil`.
// The file's own definition counts first; an empty one is that of a build without threads, and then the catalog does.
import { scopeGuardMacros } from '../../catalog/scopeGuards.js';
import type { Lowering } from '../context.js';
import { callGuard, declareGuard, endNamed } from '../scopes.js';
import type { CppLowering } from './context.js';
import { guardNamed } from './names.js';

const rows = new Map(scopeGuardMacros.map((row) => [row.name, row]));
const DECLARES = /^([A-Za-z_][\w:]*)\s+([A-Za-z_]\w*)\s*(?:\([^;]*\)|\{[^;]*\})?\s*;?$/;
const CALLS = /^([A-Za-z_]\w*)\s*\.\s*(\w+)\s*\(\s*\)\s*;?$/;

/** Returns whether the macro is one of them. */
export function useGuardMacro(ctx: Lowering, cpp: CppLowering, name: string, node: number): boolean {
  const body = ctx.macros.body(name)?.trim() ?? '';
  const declares = DECLARES.exec(body);
  if (declares !== null) return declare(ctx, cpp, declares[1] ?? '', declares[2] ?? '', node);
  const calls = CALLS.exec(body);
  if (calls !== null) return callGuard(ctx, calls[1] ?? '', calls[2] ?? '', node);
  const row = body === '' ? rows.get(name) : undefined;
  if (row === undefined) return false;
  return row.ends ? endNamed(ctx, row.variable, node) : declare(ctx, cpp, row.type ?? '', row.variable, node);
}

function declare(ctx: Lowering, cpp: CppLowering, type: string, variable: string, node: number): boolean {
  const guard = guardNamed(cpp.index, ctx.catalog, type, cpp.scope);
  if (guard === undefined) return false;
  declareGuard(ctx, guard, variable, node);
  return true;
}
