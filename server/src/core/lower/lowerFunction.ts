// From the tree of one item to the IR of the function in it. Lowering never fails: what it cannot understand is
// recorded in `unknown`, and the function counts as incomplete.
import type { Catalog } from '../catalog/catalog.js';
import { isObjectType } from '../catalog/tokens.js';
import { changesGil, type FunctionIr, type Parameter } from '../ir/ir.js';
import { type Decide, undecided } from '../syntax/conditionals.js';
import type { Reading } from '../syntax/parseItem.js';
import { newBuilder } from './builder.js';
import { type Lowering, spanOf, textOfNode } from './context.js';
import { closeLabels } from './jumps.js';
import type { MacroMeanings } from './names.js';
import { keepWhatMatters } from './prune.js';
import { lowerStatement, nameNode } from './statements.js';

/** @param bodyAt offset of the body's brace in the item, which tells a damaged tree's function from what is inside it */
export function lowerFunction(
  reading: Reading,
  bodyAt: number,
  macros: MacroMeanings,
  catalog: Catalog,
  decide: Decide = undecided,
): FunctionIr {
  const { view, text } = reading;
  const ctx: Lowering = {
    frame: undefined,
    view,
    text,
    hiddenJumps: reading.hiddenJumps,
    catalog,
    macros,
    decide,
    builder: newBuilder(),
    targets: [],
    labels: new Map(),
    regions: [[]],
    scopes: [[]],
    imbalances: [],
    unknown: reading.damage.map((at) => ({ span: { start: at, end: at + 1 }, reason: 'the syntax is not understood' })),
    locals: new Set(),
    parameters: new Set(),
    zeroed: new Set(),
    objects: new Set(),
    forked: new Set(),
    inChild: false,
    inArgument: false,
    counts: { guards: 0, expansions: 0 },
    unknownMacros: [],
    calledMacros: new Set(),
  };
  const definition = findKind(ctx, 'function_definition');
  const declarator = definition < 0 ? -1 : functionDeclarator(ctx, view.child(definition, 'declarator'));
  const parameters = withOldStyle(declarator < 0 ? [] : parametersOf(ctx, declarator), text.slice(0, bodyAt));
  for (const { name, isObject } of parameters) {
    ctx.parameters.add(name);
    if (isObject) ctx.objects.add(name);
  }
  const body = bodyNode(ctx, definition, bodyAt);
  if (body < 0) ctx.unknown.push({ span: { start: bodyAt, end: bodyAt + 1 }, reason: 'the body was not found' });
  else lowerStatement(ctx, body);
  const end = body < 0 ? text.length : view.end(body);
  ctx.builder.emit({ op: 'exit', kind: 'end', span: { start: end - 1, end }, spelled: 'the end of the function' });
  closeLabels(ctx);

  const head = text.slice(0, bodyAt);
  const name = declarator < 0 ? -1 : nameNode(ctx, view.child(declarator, 'declarator'));
  const nameSpan = name < 0 ? guessName(head) : spanOf(ctx, name);
  const { blocks, tracked } = keepWhatMatters(
    ctx.builder.finish(),
    parameters.map((parameter) => parameter.name),
  );
  return {
    name: text.slice(nameSpan.start, nameSpan.end).replace(/\s+/g, ''),
    nameSpan,
    span: { start: 0, end: text.length },
    body: { start: bodyAt, end },
    isStatic: /\bstatic\b|\bPy_LOCAL(?:_INLINE)?\b/.test(head),
    parameters,
    hasObjects: parameters.some((parameter) => parameter.isObject) || returnsObject(head.slice(0, nameSpan.start)),
    objects: ctx.objects,
    blocks,
    tracked,
    imbalances: ctx.imbalances,
    unknown: ctx.unknown,
    unknownMacros: ctx.unknownMacros,
    calledMacros: [...ctx.calledMacros],
    changesState: blocks.some((block) => block.instrs.some(changesGil)),
    configuration: reading.configuration,
  };
}

function findKind(ctx: Lowering, kind: string): number {
  for (let node = 0; node < ctx.view.tree.count; node++) if (ctx.view.kind(node) === kind) return node;
  return -1;
}

function bodyNode(ctx: Lowering, definition: number, bodyAt: number): number {
  if (definition >= 0) {
    const body = ctx.view.child(definition, 'body');
    if (body >= 0 && ctx.view.start(body) === bodyAt) return body;
  }
  for (let node = 0; node < ctx.view.tree.count; node++)
    if (ctx.view.start(node) === bodyAt && ctx.view.kind(node) === 'compound_statement') return node;
  return -1;
}

function functionDeclarator(ctx: Lowering, from: number): number {
  for (let at = from; at >= 0; at = ctx.view.child(at, 'declarator'))
    if (ctx.view.kind(at) === 'function_declarator') return at;
  return -1;
}

function parametersOf(ctx: Lowering, declarator: number): Parameter[] {
  const { view } = ctx;
  const list = view.child(declarator, 'parameters');
  if (list < 0) return [];
  const found: Parameter[] = [];
  for (const node of view.named(list)) {
    const type = view.child(node, 'type');
    const typeName = type < 0 ? '' : textOfNode(ctx, type).replace(/^struct\s+/, '');
    const name = nameNode(ctx, view.child(node, 'declarator'));
    if (typeName === 'void' && name < 0) continue;
    const pointer = textOfNode(ctx, node).includes('*');
    found.push({ name: name < 0 ? '' : textOfNode(ctx, name), isObject: pointer && isObjectType(typeName) });
  }
  return found;
}

/** `f(self, n) PyObject *self; int n; {`: names without types in the parentheses, and the types behind them. */
function withOldStyle(parameters: readonly Parameter[], head: string): readonly Parameter[] {
  const behind = head.slice(head.lastIndexOf(')') + 1);
  if (!behind.includes(';')) return parameters;
  const list = /\(([^()]*)\)[^()]*$/.exec(head)?.[1] ?? '';
  const objects = new Set(
    [...behind.matchAll(/([A-Za-z_]\w*)\s*\*\s*([A-Za-z_]\w*)\s*[;,]/g)]
      .filter((match) => isObjectType(match[1] ?? ''))
      .map((match) => match[2]),
  );
  return list.split(',').map((name) => ({ name: name.trim(), isObject: objects.has(name.trim()) }));
}

const returnsObject = (head: string): boolean => {
  const type = /([A-Za-z_]\w*)[\s*]*\*[\s)]*$/.exec(head)?.[1];
  return type !== undefined && isObjectType(type);
};

/** The last word before the first parenthesis: what a damaged head is most likely called. */
function guessName(head: string): { start: number; end: number } {
  const match = /([A-Za-z_]\w*)\s*\(/.exec(head);
  const start = match?.index ?? 0;
  return { start, end: start + (match?.[1]?.length ?? 0) };
}
