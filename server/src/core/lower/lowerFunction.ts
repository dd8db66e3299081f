// From the tree of one item to the IR of the function in it. Lowering never fails: what it cannot understand is
// recorded in `unknown`, and the function counts as incomplete.
import type { Span } from '../base/span.js';
import type { Catalog } from '../catalog/catalog.js';
import { isObjectType } from '../catalog/tokens.js';
import { changesGil, type FunctionIr, type Parameter } from '../ir/ir.js';
import { type Decide, undecided } from '../syntax/conditionals.js';
import type { Reading } from '../syntax/parseItem.js';
import { newBuilder } from './builder.js';
import { type Lowering, spanOf, textOfNode } from './context.js';
import { type CppLowering, type CppPlace, shorterNames } from './cpp/context.js';
import { lowerInitialisers } from './cpp/initialisers.js';
import { wrapperClass } from './cpp/wrappers.js';
import { closeLabels } from './jumps.js';
import type { MacroMeanings } from './names.js';
import { keepWhatMatters } from './prune.js';
import { isBareBody, regionShapes } from './regionShapes.js';
import { retriesIn } from './retries.js';
import { lowerStatement, nameNode } from './statements.js';

/** A token that is missing at the end of the text is told at the last character: every place lies in its item. */
function damagedAt(at: number, text: string): Span {
  const start = Math.max(0, Math.min(at, text.length - 1));
  return { start, end: Math.min(start + 1, text.length) };
}

/**
 * The function of an item, and behind it the lambdas in it.
 * @param bodyAt offset of the body's brace in the item, which tells a damaged tree's function from what is inside it
 * @param place where a C++ function stands; undefined in C
 */
export function lowerFunction(
  reading: Reading,
  bodyAt: number,
  macros: MacroMeanings,
  catalog: Catalog,
  decide: Decide = undecided,
  place?: CppPlace,
): readonly FunctionIr[] {
  const { view, text } = reading;
  const ctx: Lowering = {
    frame: undefined,
    view,
    text,
    hiddenJumps: reading.hiddenJumps,
    catalog,
    macros,
    decide,
    unknownMacros: [],
    calledMacros: new Set(),
    ...emptyState(),
    unknown: reading.damage.map((at) => ({ span: damagedAt(at, text), reason: 'the syntax is not understood' })),
    cpp:
      place === undefined
        ? undefined
        : { ...place, variables: new Map(), parameterTypes: [], lambdas: new Map(), found: [] },
  };
  const definition = findKind(ctx, 'function_definition');
  const declarator = definition < 0 ? -1 : functionDeclarator(ctx, view.child(definition, 'declarator'));
  const parameters = withOldStyle(declarator < 0 ? [] : parametersOf(ctx, declarator), text.slice(0, bodyAt));
  takeParameters(ctx, parameters);
  const body = bodyNode(ctx, definition, bodyAt);
  if (body < 0) ctx.unknown.push({ span: { start: bodyAt, end: bodyAt + 1 }, reason: 'the body was not found' });
  else if (ctx.cpp === undefined) lowerStatement(ctx, body);
  else lowerCppBody(ctx, ctx.cpp, definition, body);
  const end = body < 0 ? text.length : view.end(body);
  ctx.builder.emit({ op: 'exit', kind: 'end', span: { start: end - 1, end }, spelled: 'the end of the function' });
  closeLabels(ctx);

  const head = text.slice(0, bodyAt);
  const name = declarator < 0 ? -1 : nameNode(ctx, view.child(declarator, 'declarator'));
  const nameSpan = name < 0 ? guessName(head) : spanOf(ctx, name);
  const found = lowered(ctx, parameters);
  const ir: FunctionIr = {
    name: place?.name ?? text.slice(nameSpan.start, nameSpan.end).replace(/\s+/g, ''),
    ...(place === undefined ? {} : { otherNames: shorterNames(place.name, place.className !== undefined) }),
    nameSpan,
    span: { start: 0, end: text.length },
    body: { start: bodyAt, end },
    isEmpty: body >= 0 && view.named(body).length === 0,
    isStatic: /\bstatic\b|\bPy_LOCAL(?:_INLINE)?\b/.test(head),
    hasObjects:
      parameters.some((parameter) => parameter.isObject) ||
      returnsObject(head.slice(0, nameSpan.start)) ||
      takesWrapper(ctx),
    ...found,
    regions: found.changesState && body >= 0 ? regionShapes(ctx, body, found.blocks) : [],
    retries: body >= 0 ? retriesIn(ctx, body) : [],
    isBare: !found.changesState && body >= 0 && isBareBody(ctx, body),
    unknown: ctx.unknown,
    configuration: reading.configuration,
  };
  return ctx.cpp === undefined ? [ir] : [ir, ...ctx.cpp.found];
}

/** Lowers a lambda of the function that `outer` is lowering, and puts it to what was found. */
export function lowerNested(outer: Lowering, cpp: CppLowering, node: number, key: string): void {
  const { view } = outer;
  const nested: CppLowering = {
    ...cpp,
    name: `${cpp.name}::<lambda>`,
    variables: new Map(cpp.variables),
    parameterTypes: [],
    lambdas: new Map(cpp.lambdas),
  };
  const ctx: Lowering = {
    ...outer,
    ...emptyState(),
    unknownMacros: [],
    calledMacros: new Set(),
    objects: new Set(outer.objects),
    cpp: nested,
  };
  const declarator = view.child(node, 'declarator');
  const parameters = declarator < 0 ? [] : parametersOf(ctx, declarator);
  takeParameters(ctx, parameters);
  const body = view.child(node, 'body');
  if (body >= 0) lowerStatement(ctx, body);
  const end = view.end(node);
  ctx.builder.emit({ op: 'exit', kind: 'end', span: { start: end - 1, end }, spelled: 'the end of the lambda' });
  closeLabels(ctx);
  const start = view.start(node);
  cpp.found.push({
    name: nested.name,
    otherNames: [key],
    isLambda: true,
    nameSpan: { start, end: Math.min(start + 1, end) },
    span: { start, end },
    body: { start: body < 0 ? start : view.start(body), end },
    isEmpty: false,
    isStatic: true,
    hasObjects: parameters.some((parameter) => parameter.isObject) || takesWrapper(ctx),
    ...lowered(ctx, parameters),
    regions: [],
    retries: [],
    isBare: false,
    unknown: [],
    configuration: undefined,
  });
}

const emptyState = () => ({
  builder: newBuilder(),
  targets: [],
  labels: new Map(),
  regions: [[]],
  scopes: [[]],
  tries: [],
  imbalances: [],
  locals: new Set<string>(),
  parameters: new Set<string>(),
  zeroed: new Set<string>(),
  objects: new Set<string>(),
  lent: new Set<string>(),
  forked: new Set<string>(),
  dataLoops: [],
  inChild: false,
  inArgument: false,
  counts: { guards: 0, expansions: 0, expanding: 0 },
});

/** What the blocks make of a function, once they are all there. */
function lowered(ctx: Lowering, parameters: readonly Parameter[]) {
  const { blocks, tracked } = keepWhatMatters(
    ctx.builder.finish(),
    parameters.map((parameter) => parameter.name),
    ctx.lent,
  );
  return {
    parameters,
    objects: ctx.objects,
    locals: ctx.locals,
    blocks,
    tracked,
    imbalances: ctx.imbalances,
    unknownMacros: ctx.unknownMacros,
    calledMacros: [...ctx.calledMacros],
    changesState: blocks.some((block) => block.instrs.some(changesGil)),
  };
}

/** Objects of a library for C++ among the parameters. */
const takesWrapper = ({ cpp }: Lowering): boolean =>
  cpp !== undefined && [...cpp.parameterTypes].some((type) => wrapperClass(cpp, type) !== undefined);

function takeParameters(ctx: Lowering, parameters: readonly Parameter[]): void {
  for (const { name, isObject } of parameters) {
    ctx.parameters.add(name);
    if (isObject) ctx.objects.add(name);
  }
}

/** Member initialisers in front of the body, and a `try` around it. */
function lowerCppBody(ctx: Lowering, cpp: CppLowering, definition: number, body: number): void {
  const { view } = ctx;
  const parts = definition < 0 ? [] : view.named(definition);
  const around = parts.find((part) => view.kind(part) === 'try_statement') ?? -1;
  for (const part of [...parts, ...(around < 0 ? [] : view.named(around))])
    if (view.kind(part) === 'field_initializer_list') lowerInitialisers(ctx, cpp, part);
  lowerStatement(ctx, around < 0 ? body : around);
}

function findKind(ctx: Lowering, kind: string): number {
  for (let node = 0; node < ctx.view.tree.count; node++) if (ctx.view.kind(node) === kind) return node;
  return -1;
}

function bodyNode(ctx: Lowering, definition: number, bodyAt: number): number {
  if (definition >= 0) {
    const body = ctx.view.child(definition, 'body');
    if (body >= 0 && ctx.view.start(body) === bodyAt) return body;
    // A damaged tree may take for it what stands in front of the brace.
    if (body >= 0 && ctx.view.kind(body) === 'try_statement' && ctx.view.end(body) > bodyAt) return body;
  }
  for (let node = 0; node < ctx.view.tree.count; node++)
    if (ctx.view.start(node) === bodyAt && ctx.view.kind(node) === 'compound_statement') return node;
  return -1;
}

function functionDeclarator(ctx: Lowering, from: number): number {
  const { view } = ctx;
  for (let at = from; at >= 0; ) {
    const kind = view.kind(at);
    if (kind === 'function_declarator' || kind === 'abstract_function_declarator') return at;
    // The declarator behind a `&` has no field of its own.
    at = kind === 'reference_declarator' ? (view.named(at).at(-1) ?? -1) : view.child(at, 'declarator');
  }
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
    const written = textOfNode(ctx, node);
    const pointer = written.includes('*');
    const parameter = name < 0 ? '' : textOfNode(ctx, name);
    if (ctx.cpp !== undefined && type >= 0 && name >= 0) {
      const full = ctx.text.slice(view.start(type), view.start(name)).trim();
      ctx.cpp.variables.set(parameter, full);
      ctx.cpp.parameterTypes.push(full);
    }
    const kind = view.kind(node);
    found.push({
      name: parameter,
      isObject: pointer && isObjectType(typeName),
      ...(kind.startsWith('optional_') ? { optional: true as const } : {}),
      ...(kind.startsWith('variadic_') || written === '...' ? { variadic: true as const } : {}),
    });
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
  const match = /(operator\b[^\w(]*|[A-Za-z_]\w*)\s*\(/.exec(head);
  const start = match?.index ?? 0;
  return { start, end: start + (match?.[1]?.length ?? 0) };
}
