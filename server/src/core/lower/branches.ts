// `if`, `switch`, and `#if`, which is a branch like any other: both arms are code that somebody compiles.
import { withThreads } from '../catalog/usualBuild.js';
import type { Guard } from '../ir/ir.js';
import { decide, readDirective } from '../syntax/conditionals.js';
import { opposite, preprocessorLiteral } from './condition.js';
import { type Lowering, spanOf, stripped, textOfNode } from './context.js';
import { lowerCondition, lowerExpression } from './expressions.js';
import { lowerStatement, lowerStatements } from './statements.js';

export function lowerIf(ctx: Lowering, node: number): void {
  const { view, builder } = ctx;
  const condition = view.child(node, 'condition');
  const [yes, no, done] = [builder.block(), builder.block(), builder.block()];
  if (condition >= 0) lowerCondition(ctx, condition, yes, no);
  const id = ctx.counts.guards++;
  const text = condition < 0 ? '' : stripped(textOfNode(ctx, condition));
  const outer = builder.guards;
  /** Half an `if` that is being typed tests nothing. */
  const guarded = (holds: boolean, isRest = false): readonly Guard[] =>
    text === '' ? outer : [...outer, { id, holds, isRest, text, span: spanOf(ctx, condition) }];
  const wasChild = ctx.inChild;

  builder.moveTo(yes);
  builder.setGuards(guarded(true));
  ctx.inChild = wasChild || isChildTest(ctx, text);
  lowerStatement(ctx, view.child(node, 'consequence'));
  ctx.inChild = wasChild;
  const fallsThrough = builder.reachable;
  builder.edge(done);

  builder.moveTo(no);
  builder.setGuards(guarded(false));
  const alternative = view.child(node, 'alternative');
  if (alternative >= 0) lowerStatements(ctx, alternative);
  builder.edge(done);
  builder.moveTo(done);
  // What stands behind `if (small) { …; return; }` is the other arm of that `if`, up to the end of the block.
  const restIsOtherArm = alternative < 0 && !fallsThrough;
  builder.setGuards(restIsOtherArm ? guarded(false, true) : outer);
  if (restIsOtherArm && isParentTest(ctx, text)) ctx.inChild = true;
}

/** `pid == 0` behind `pid = fork()`: the branch runs in the child. */
function isChildTest(ctx: Lowering, condition: string): boolean {
  const test = /^!\s*\(?([\w.>-]+)\)?$|^([\w.>-]+) ?== ?0$|^\(?([\w.>-]+) = .*\)? ?== ?0$/.exec(condition);
  return ctx.forked.has(test?.[1] ?? test?.[2] ?? test?.[3] ?? '');
}

/** `pid != 0` or `pid > 0`: the branch runs in the parent. */
function isParentTest(ctx: Lowering, condition: string): boolean {
  const test = /^([\w.>-]+)(?: ?(?:!=|>) ?0)?$/.exec(condition);
  return ctx.forked.has(test?.[1] ?? '');
}

export function lowerSwitch(ctx: Lowering, node: number): void {
  const { view, builder } = ctx;
  lowerExpression(ctx, view.child(node, 'condition'));
  const done = builder.block();
  const head = builder.current;
  const target = {
    breakTo: done,
    continueTo: undefined,
    switchHead: head,
    depth: ctx.regions.length,
    hasDefault: false,
  };
  builder.cut();
  ctx.targets.push(target);
  lowerStatement(ctx, view.child(node, 'body'));
  ctx.targets.pop();
  builder.edge(done);
  if (!target.hasDefault) builder.edgeFrom(head, done);
  builder.moveTo(done);
}

export function lowerCase(ctx: Lowering, node: number): void {
  const { view, builder } = ctx;
  const target = [...ctx.targets].reverse().find((candidate) => candidate.switchHead !== undefined);
  const block = builder.block();
  if (target?.switchHead !== undefined) builder.edgeFrom(target.switchHead, block);
  builder.edge(block);
  builder.moveTo(block);
  const value = view.child(node, 'value');
  if (value < 0 && target !== undefined) target.hasDefault = true;
  let behindColon = false;
  for (const child of view.children(node)) {
    if (behindColon) lowerStatement(ctx, child, 'block');
    else if (view.kind(child) === ':') behindColon = true;
  }
}

/** `#if … #elif … #else … #endif` among statements. */
export function lowerPreprocessorIf(ctx: Lowering, node: number): void {
  const { builder } = ctx;
  const outerCondition = builder.condition;
  const done = builder.block();
  const outerRegions = ctx.regions.map((list) => [...list]);
  const depths = new Set<number>();
  const restore = (): void => {
    depths.add(ctx.regions.at(-1)?.length ?? 0);
    for (const [i, list] of outerRegions.entries()) ctx.regions[i]?.splice(0, ctx.regions[i].length, ...list);
  };
  const before = outerRegions.at(-1)?.length ?? 0;
  const hasElse = lowerArm(ctx, node, done, outerCondition, undefined, restore);
  depths.add(ctx.regions.at(-1)?.length ?? 0);
  if (!hasElse) depths.add(before);
  if (depths.size > 1) for (const region of ctx.regions.at(-1)?.slice(before) ?? []) region.inSomeArms = true;
  builder.moveTo(done);
  builder.setCondition(outerCondition);
}

/** Returns whether the last arm is an `#else`, so that one of the arms is always taken. */
function lowerArm(
  ctx: Lowering,
  node: number,
  done: number,
  outer: string | undefined,
  opener: string | undefined,
  restore: () => void,
  ruledOut = true,
): boolean {
  const { view, builder } = ctx;
  const line = directiveLine(ctx.text, view.start(node));
  const directive = readDirective(line);
  const isElse = directive.name === 'else';
  const shown = isElse ? `#else of ${opener ?? '#if'}` : directive.shown;
  const literal = isElse ? undefined : preprocessorLiteral(directive.rest);
  const otherwise = builder.block();
  const arm = builder.block();
  const plain = /^[01]$/.test(directive.rest) ? directive.rest === '1' : undefined;
  const constant = isElse
    ? true
    : (ctx.decide(directive.rest) ??
      plain ??
      decide(directive.rest, (name) => withThreads(name) ?? ctx.macros.value(name)));
  if (constant !== false) builder.edge(arm, literal);
  if (constant !== true) builder.edge(otherwise, literal === undefined ? undefined : opposite(literal));
  builder.moveTo(arm);
  // An arm that the configuration has chosen is under no condition; neither is an `#else` of arms that it ruled out.
  const chosen = isElse ? ruledOut : constant === true && plain === undefined;
  builder.setCondition(chosen ? outer : outer === undefined ? shown : `${outer} and ${shown}`);
  let alternative = -1;
  for (const child of view.children(node)) {
    if (view.field(child) === 'alternative') alternative = child;
    else if (constant !== false && view.start(child) >= view.start(node) + line.length)
      lowerStatement(ctx, child, 'block');
  }
  builder.edge(done);
  // What stands behind an arm that surely holds is not there.
  if (constant === true) return true;
  builder.moveTo(otherwise);
  if (alternative < 0) {
    builder.edge(done);
    return false;
  }
  if (constant !== false) restore();
  return lowerArm(ctx, alternative, done, outer, opener ?? directive.shown, restore, ruledOut && constant === false);
}

/** The directive that starts at an offset, continuation lines included. */
function directiveLine(text: string, start: number): string {
  const match = /(?:\\\r?\n|[^\n])*/y;
  match.lastIndex = start;
  return match.exec(text)?.[0].replace(/\r$/, '') ?? '';
}
