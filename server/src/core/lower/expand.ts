// A use of a macro of the project: the body is lowered where it is used, with the blocks, labels and loops of the using
// function, so that a branch, a `return` or a `goto` in it is one of that function.
// Easy to get wrong: an argument is lowered where the body evaluates it, in the state that the body has there; and all
// that comes out of the body stands at the macro's name, since its text is somewhere else.
import type { Span } from '../base/span.js';
import type { Spelling } from '../ir/ir.js';
import type { MacroDefinition } from '../syntax/macros.js';
import { opposite, preprocessorLiteral } from './condition.js';
import { type Lowering, type MacroArgument, type MacroFrame, spanOf, substituted } from './context.js';
import { lowerExpression, type Use } from './expressions.js';
import type { MacroMeaning } from './names.js';
import { endRegion } from './regions.js';
import type { Shape } from './shape.js';
import { lowerStatements } from './statements.js';

const MAX_DEPTH = 16;
const MOST_EXPANSIONS = 2000;
/** Macros in the arguments of macros, each lowered inside the other: `within` only knows those of one body. */
const MOST_AT_ONCE = 60;
/** An argument that is doubled from macro to macro soon has no end. */
const LONGEST_ARGUMENT = 2_000;

/**
 * Lowers the body of a macro in the place of its use. Returns whether there was one to lower.
 * @param list the node of the arguments, -1 where there are none
 */
export function lowerMacroUse(
  ctx: Lowering,
  name: string,
  meaning: MacroMeaning & { kind: 'body' },
  node: number,
  list: number,
  use: Use,
): boolean {
  const { counts } = ctx;
  const within = ctx.frame?.within ?? [];
  if (within.includes(name) || within.length >= MAX_DEPTH || counts.expansions >= MOST_EXPANSIONS) return false;
  if (counts.expanding >= MOST_AT_ONCE) return false;
  const start = ctx.view.start(node);
  const span = ctx.frame?.span ?? { start, end: start + name.length };
  const whole = list < 0 ? span : { start, end: ctx.view.end(list) };
  const open = regionCount(ctx);
  const frameOf = (definition: MacroDefinition): MacroFrame => ({
    name: ctx.frame?.name ?? name,
    span,
    whole: ctx.frame?.whole ?? whole,
    spelling: ctx.frame?.spelling ?? spellingOf(meaning.shape),
    arguments: argumentsOf(ctx, definition, list),
    within: [...within, name],
    borrowed: new Set(),
    hidden: new Set(),
    depth: 0,
  });
  const alternatives = meaning.definitions.filter((definition) => definition.parameters === undefined || list >= 0);
  const [first] = alternatives;
  if (first === undefined) return false;
  counts.expansions++;
  counts.expanding++;
  let lowered = true;
  if (alternatives.length === 1) lowered = lowerBody(ctx, first, frameOf(first), use);
  else lowerAlternatives(ctx, alternatives, (definition) => void lowerBody(ctx, definition, frameOf(definition), use));
  counts.expanding--;
  if (lowered && regionCount(ctx) === open) nestRegion(ctx, meaning.shape, name, span);
  // What an object-like macro is followed by belongs to its value: `SAVE_STATE(x)` with SAVE_STATE a list of casts.
  if (lowered && list >= 0 && first.parameters === undefined) lowerExpression(ctx, list);
  return lowered;
}

const regionCount = (ctx: Lowering): number => ctx.regions.reduce((sum, list) => sum + list.length, 0);

const opens = (shape: Shape): boolean => shape.braces > 0 && shape.balance > 0;
const closes = (shape: Shape): boolean => shape.braces < 0 && shape.balance < 0;

const spellingOf = (shape: Shape): Spelling =>
  opens(shape) || closes(shape) ? 'region' : shape.balance === 0 ? 'call' : 'inside';

/** A macro that leaves a brace open and the GIL released begins a region, unless one in its body did. */
function nestRegion(ctx: Lowering, shape: Shape, name: string, span: Span): void {
  const spelled = ctx.frame?.name ?? name;
  if (opens(shape)) ctx.regions.at(-1)?.push({ span, spelled, condition: ctx.builder.condition, inSomeArms: false });
  else if (closes(shape)) endRegion(ctx, spelled, span);
}

function lowerBody(ctx: Lowering, definition: MacroDefinition, frame: MacroFrame, use: Use): boolean {
  const pasted = (parameter: string): string =>
    frame.arguments.get(parameter)?.text.replace(/^[( ]+|[) ]+$/g, '') ?? '';
  const template = ctx.macros.template(definition, pasted);
  if (template === undefined) return false;
  const inner: Lowering = {
    ...ctx,
    frame: { ...frame, borrowed: template.borrowed },
    view: template.view,
    text: template.text,
    hiddenJumps: template.hiddenJumps,
    unknown: [],
    inArgument: false,
  };
  if (template.value >= 0) lowerExpression(inner, template.value, use);
  else lowerStatements(inner, template.body);
  return true;
}

/** One arm for each definition, told apart by their `#if` where that is one test. */
function lowerAlternatives(
  ctx: Lowering,
  definitions: readonly MacroDefinition[],
  lower: (definition: MacroDefinition) => void,
): void {
  const { builder } = ctx;
  const outer = builder.condition;
  const done = builder.block();
  const regions = ctx.regions.map((list) => [...list]);
  const depths = new Set<number>();
  for (const [i, definition] of definitions.entries()) {
    for (const [at, list] of regions.entries()) ctx.regions[at]?.splice(0, ctx.regions[at].length, ...list);
    const { arms } = definition;
    const tested = arms.map(({ condition }) => condition).filter((condition) => condition !== '');
    const when = tested.length === 0 ? undefined : preprocessorLiteral(tested.join(' && '));
    const [arm, otherwise] = [builder.block(), builder.block()];
    const isLast = i === definitions.length - 1;
    builder.edge(arm, isLast ? undefined : when);
    if (!isLast) builder.edge(otherwise, when === undefined ? undefined : opposite(when));
    builder.moveTo(arm);
    const shown = arms.map((one) => one.shown).join(' and ');
    if (shown !== '') builder.setCondition(outer === undefined ? shown : `${outer} and ${shown}`);
    lower(definition);
    depths.add(ctx.regions.at(-1)?.length ?? 0);
    builder.edge(done);
    builder.moveTo(otherwise);
  }
  const before = regions.at(-1)?.length ?? 0;
  if (depths.size > 1) for (const region of ctx.regions.at(-1)?.slice(before) ?? []) region.inSomeArms = true;
  builder.moveTo(done);
  builder.setCondition(outer);
}

/** The arguments of a use by the names of the parameters. Commas are counted in the text: the lens may have moved some. */
function argumentsOf(ctx: Lowering, definition: MacroDefinition, list: number): ReadonlyMap<string, MacroArgument> {
  const given = new Map<string, MacroArgument>();
  const { parameters } = definition;
  if (parameters === undefined || list < 0) return given;
  const start = ctx.view.start(list) + 1;
  const end = ctx.view.end(list) - 1;
  const nodes = ctx.view.named(list);
  const pieces = splitArguments(ctx.text, start, end);
  for (const [i, parameter] of parameters.entries()) {
    const isRest = parameter.endsWith('...');
    const from = pieces[i];
    const last = isRest ? pieces.at(-1) : from;
    if (from === undefined || last === undefined) continue;
    const written = ctx.text.slice(from.start, last.end).replace(/\s+/g, ' ').trim();
    const text = ctx.frame === undefined ? written : substituted(written, ctx.frame.arguments);
    given.set(parameter === '...' ? '__VA_ARGS__' : parameter.replace(/\s*\.\.\.$/, ''), {
      text: text.length > LONGEST_ARGUMENT ? '' : text,
      ctx,
      nodes: nodes.filter((node) => from.start <= ctx.view.start(node) && ctx.view.start(node) < last.end),
    });
  }
  return given;
}

/** The pieces between commas that are in no brackets and no string. */
function splitArguments(text: string, start: number, end: number): readonly Span[] {
  const pieces: Span[] = [];
  let from = start;
  let depth = 0;
  for (let i = start; i < end; i++) {
    const c = text[i];
    if (c === '(' || c === '[' || c === '{') depth++;
    else if (c === ')' || c === ']' || c === '}') depth--;
    else if (c === '"' || c === "'") for (i++; i < end && text[i] !== c; i++) i += text[i] === '\\' ? 1 : 0;
    else if (c === ',' && depth === 0) {
      pieces.push({ start: from, end: i });
      from = i + 1;
    }
  }
  pieces.push({ start: from, end });
  return pieces;
}

/** An identifier in a macro's body that is a parameter: its argument is lowered here. Returns whether it was one. */
export function lowerArgument(ctx: Lowering, name: string, use: Use): boolean {
  const argument = ctx.frame?.arguments.get(name);
  if (argument === undefined) return false;
  const outer = argument.ctx;
  const before = outer.inArgument;
  const wasChild = outer.inChild;
  outer.inArgument = true;
  outer.inChild = ctx.inChild;
  for (const node of argument.nodes) lowerExpression(outer, node, use);
  outer.inArgument = before;
  outer.inChild = wasChild;
  return true;
}

/** A macro that is no more than a name to the flow: what it calls is looked up later. */
export function noteCalledMacro(ctx: Lowering, name: string, node: number): void {
  if (ctx.macros.callsOf(name) !== undefined) ctx.calledMacros.add(name);
  else noteUnknownMacro(ctx, name, node);
}

/** A macro that looks as if it changed the GIL, and that neither a `#define` nor the catalog explains. */
export function noteUnknownMacro(ctx: Lowering, name: string, node: number): void {
  if (ctx.macros.isUnknownRegion(name)) ctx.unknownMacros.push({ name, span: spanOf(ctx, node) });
}
