// Region macros: `Py_BEGIN_ALLOW_THREADS` and everything that means the same. Two things come out of each use: the
// instructions, for the flow, and the nesting in the source, which is checked here, before any flow is looked at.
import type { Span } from '../base/span.js';
import type { RegionEffect, RegionMacro } from '../catalog/types.js';
import type { Place, Spelling } from '../ir/ir.js';
import { type Lowering, placeOf } from './context.js';

/** @param args the macro's arguments as written */
export function lowerRegionMacro(
  ctx: Lowering,
  row: RegionMacro,
  word: string,
  span: Span,
  args: readonly string[],
): void {
  const name = ctx.frame?.name ?? word;
  const opens = row.braces > 0 && row.effects.some((effect) => effect.startsWith('release') || effect === 'ensure');
  const closes = row.braces < 0 && row.effects.some((effect) => effect.startsWith('acquire') || effect === 'unensure');
  if (opens) ctx.regions.at(-1)?.push({ span, spelled: name, condition: ctx.builder.condition, inSomeArms: false });
  if (closes) endRegion(ctx, name, span);
  const spelling: Spelling =
    ctx.frame?.spelling ??
    (opens || closes ? 'region' : row.saves === undefined || row.effects.includes('ensure') ? 'call' : 'inside');
  const place = placeFor(ctx, row, args);
  for (const effect of row.effects) lowerEffect(ctx, effect, place, { span, spelled: name, spelling });
}

function placeFor(ctx: Lowering, row: RegionMacro, args: readonly string[]): Place | undefined {
  if (row.savesArg !== undefined) return placeOf(ctx, args[row.savesArg] ?? '');
  if (row.saves === undefined) return undefined;
  const hidden = ctx.frame?.hidden.has(row.saves) === true;
  return { text: row.saves, local: /^\w+$/.test(row.saves) && !ctx.parameters.has(row.saves) && !hidden };
}

interface Spelled {
  readonly span: Span;
  readonly spelled: string;
  readonly spelling: Spelling;
}

function lowerEffect(ctx: Lowering, effect: RegionEffect, place: Place | undefined, at: Spelled): void {
  const { builder } = ctx;
  switch (effect) {
    case 'release':
    case 'release-maybe':
      builder.emit({ op: 'release', ...at, saves: place, discarded: false, maybe: effect === 'release-maybe' });
      break;
    case 'acquire':
    case 'acquire-if-saved':
      builder.emit({ op: 'acquire', ...at, from: place, ifSaved: effect === 'acquire-if-saved' });
      break;
    case 'ensure':
      builder.emit({ op: 'ensure', ...at, token: place, mayFail: false });
      break;
    case 'unensure':
      builder.emit({ op: 'unensure', ...at, token: place });
      break;
    case 'return':
      builder.emit({ op: 'exit', kind: 'return', span: at.span, spelled: at.spelled });
      builder.cut();
      break;
    case 'declare':
      if (place !== undefined)
        builder.emit({ op: 'assign', span: at.span, variable: place.text, truth: false, from: undefined });
      break;
    default:
      effect satisfies never;
  }
}

/** Takes the innermost region off the list; one that began elsewhere, or nowhere, is an imbalance. */
export function endRegion(ctx: Lowering, spelled: string, span: Span): void {
  const innermost = ctx.regions.at(-1);
  const begun = innermost?.pop();
  if (begun !== undefined) {
    if (begun.inSomeArms && begun.condition !== ctx.builder.condition)
      ctx.imbalances.push({ span, spelled, problem: 'differs-between-arms' });
    return;
  }
  const outer = [...ctx.regions].reverse().find((list) => list.length > 0);
  outer?.pop();
  ctx.imbalances.push({ span, spelled, problem: outer === undefined ? 'never-begun' : 'ended-in-another-block' });
}

/** Lowers something that stands between braces; regions begun in it must end in it. */
export function withinBraces(ctx: Lowering, lower: () => void): void {
  ctx.regions.push([]);
  lower();
  for (const open of ctx.regions.pop() ?? [])
    ctx.imbalances.push({ span: open.span, spelled: open.spelled, problem: 'never-ended' });
}
