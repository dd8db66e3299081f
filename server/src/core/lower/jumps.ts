// `goto`, labels, and jumps that a macro's argument hides.
import type { Span } from '../base/span.js';
import { type Label, type Lowering, type OpenRegion, shownStatement, spanOf, textOfNode } from './context.js';
import { endObjects, leaveScopes } from './scopes.js';

const openRegions = (ctx: Lowering, depth = 0): readonly OpenRegion[] => ctx.regions.slice(depth).flat();

function labelNamed(ctx: Lowering, name: string): Label {
  const known = ctx.labels.get(name);
  if (known !== undefined) return known;
  const label: Label = {
    block: ctx.builder.block(),
    defined: false,
    open: [],
    jumps: [],
    objects: [],
    leaving: [],
  };
  ctx.labels.set(name, label);
  return label;
}

export function lowerGoto(ctx: Lowering, node: number): void {
  const { view, builder } = ctx;
  const target = view.child(node, 'label');
  const label = labelNamed(ctx, target < 0 ? '' : textOfNode(ctx, target));
  const leaves: Span[] = [];
  const open = openRegions(ctx);
  if (open.length > 0) label.jumps.push({ leaves, open });
  emitJump(ctx, node, leaves);
  goTo(ctx, label, node);
  builder.cut();
}

/** Which objects the jump leaves is known when all labels are. */
function goTo(ctx: Lowering, label: Label, node: number): void {
  const { builder } = ctx;
  const objects = ctx.scopes.flat();
  if (objects.length === 0) {
    builder.edge(label.block);
    return;
  }
  const on = builder.block();
  builder.edge(on);
  label.leaving.push({ block: on, node, objects: objects.map((object) => ({ ...object })) });
  builder.leadTo(on, label.block);
}

function emitJump(ctx: Lowering, node: number, leaves: readonly Span[]): void {
  ctx.builder.emit({ op: 'jump', ...shownStatement(ctx, node), leaves });
}

export function defineLabel(ctx: Lowering, name: string): void {
  const label = labelNamed(ctx, name);
  label.defined = true;
  label.open = openRegions(ctx);
  label.objects = ctx.scopes.flat();
  ctx.builder.edge(label.block);
  ctx.builder.place(label.block);
}

export function lowerBreak(ctx: Lowering, node: number): void {
  const target = ctx.targets.at(-1);
  if (target !== undefined) {
    leaveLoop(ctx, node, target.depth);
    leaveScopes(ctx, target.depth, node);
    ctx.builder.edge(target.breakTo);
  }
  ctx.builder.cut();
}

export function lowerContinue(ctx: Lowering, node: number): void {
  const loop = [...ctx.targets].reverse().find((target) => target.continueTo !== undefined);
  if (loop?.continueTo !== undefined) {
    leaveLoop(ctx, node, loop.depth);
    leaveScopes(ctx, loop.depth, node);
    ctx.builder.edge(loop.continueTo);
  }
  ctx.builder.cut();
}

function leaveLoop(ctx: Lowering, node: number, depth: number): void {
  const open = openRegions(ctx, depth);
  if (open.length > 0)
    emitJump(
      ctx,
      node,
      open.map((region) => region.span),
    );
}

/**
 * Says of each `goto` which regions it leaves, now that all labels are known.
 * Labels that nothing defines lead away: the function is left there.
 */
export function closeLabels(ctx: Lowering): void {
  for (const [name, label] of ctx.labels) {
    for (const jump of label.jumps)
      for (const region of jump.open) if (!label.open.includes(region)) jump.leaves.push(region.span);
    for (const { block, node, objects } of label.leaving) {
      ctx.builder.moveTo(block);
      const stays = label.defined ? label.objects.map(({ name }) => name) : [];
      endObjects(
        ctx,
        objects.filter(({ name }) => !stays.includes(name)),
        node,
      );
      ctx.builder.edge(label.block);
    }
    if (label.defined) continue;
    ctx.builder.moveTo(label.block);
    ctx.builder.emit({ op: 'exit', kind: 'goto-away', span: { start: 0, end: 0 }, spelled: `goto ${name}` });
  }
}

/** `CHECK(x, goto error)`: on some path the macro jumps; where its body is known, on the path that leads here. */
export function hiddenJump(ctx: Lowering, node: number): void {
  const { builder } = ctx;
  const text = textOfNode(ctx, node);
  const on = builder.block();
  if (!ctx.inArgument) builder.edge(on);
  const target = ctx.targets.at(-1);
  if (text.startsWith('goto')) builder.edge(labelNamed(ctx, text.slice(4).trim()).block);
  else if (text.startsWith('break') && target !== undefined) builder.edge(target.breakTo);
  else if (text.startsWith('continue')) {
    const loop = [...ctx.targets].reverse().find((candidate) => candidate.continueTo !== undefined);
    if (loop?.continueTo !== undefined) builder.edge(loop.continueTo);
  } else {
    const out = builder.block();
    builder.edge(out);
    builder.moveTo(out);
    leaveScopes(ctx, 0, node);
    builder.emit({ op: 'exit', kind: 'return', span: spanOf(ctx, node), spelled: text });
  }
  builder.moveTo(on);
}
