// What a call in C++ may mean: the full names of its callee, from the scope it is written in and from the class of the
// object whose member it is. Also the calls that are written without a call: constructors and destructors.
import { binderFunctions, binderMethods, bindingFactories, callGuards } from '../../catalog/cplusplus.js';
import type { Argument, Call } from '../../ir/ir.js';
import { type Lowering, spanOf, textOfNode } from '../context.js';
import type { CppLowering } from './context.js';
import { lambdaOf } from './lambdas.js';
import { candidates, classNamed, guardNamed, methodCandidates, plainType, templateArgument } from './names.js';
import { receiverType, typeOf } from './types.js';
import { wrapperClass } from './wrappers.js';

export type Callee = Pick<Call, 'callee' | 'candidates' | 'receiver' | 'span'>;

/** The callee of a call expression. */
export function calleeOf(ctx: Lowering, cpp: CppLowering, called: number): Callee {
  const { view } = ctx;
  const kind = view.kind(called);
  if (kind === 'field_expression') return memberCallee(ctx, cpp, called);
  if (kind === 'call_expression' || kind === 'identifier') {
    const type = typeOf(ctx, cpp, called);
    const full = type === undefined ? undefined : wrapperClass(cpp, type);
    if (full !== undefined)
      return { callee: 'operator()', candidates: [`${full}::operator()`], span: spanOf(ctx, called) };
  }
  const span = spanOf(ctx, called);
  const lambda = lambdaOf(ctx, cpp, called);
  if (lambda !== undefined) {
    const callee = kind === 'identifier' ? textOfNode(ctx, called) : `${cpp.name}::<lambda>`;
    return { callee, candidates: [lambda], span };
  }
  const written = textOfNode(ctx, called);
  if (kind === 'call_expression') {
    // `std::forward<F>(f)(…)` calls `f`.
    const list = view.child(called, 'arguments');
    const given = list < 0 ? [] : view.named(list);
    const [only] = given;
    if (given.length === 1 && only !== undefined && view.kind(only) === 'identifier')
      return { callee: textOfNode(ctx, only), candidates: [], span };
    return { callee: undefined, candidates: [], span };
  }
  if (kind !== 'identifier' && kind !== 'qualified_identifier' && kind !== 'template_function')
    return { callee: undefined, candidates: [], span };
  const name = plainType(written);
  const wrapper = wrapperClass(cpp, name);
  return { callee: name, candidates: wrapper === undefined ? calledNames(cpp, name) : [wrapper], span };
}

/** The names that a call by name may mean. */
function calledNames(cpp: CppLowering, name: string): readonly string[] {
  const variable = cpp.variables.get(name);
  if (variable !== undefined) return methodCandidates(cpp.index, variable, 'operator()', cpp.scope);
  const own =
    cpp.className !== undefined && !name.includes('::')
      ? methodCandidates(cpp.index, cpp.className, name, cpp.scope)
      : [];
  const made = classNamed(cpp.index, name, cpp.scope);
  return [
    ...new Set([
      ...own,
      ...(made === undefined ? [] : methodCandidates(cpp.index, made.name, '', []).slice(0, 1)),
      ...candidates(cpp.index, name, cpp.scope),
    ]),
  ];
}

function memberCallee(ctx: Lowering, cpp: CppLowering, called: number): Callee {
  const { view } = ctx;
  const field = view.child(called, 'field');
  const object = view.child(called, 'argument');
  const method = field < 0 ? '' : plainType(textOfNode(ctx, field));
  const type = receiverType(ctx, cpp, called);
  const wrapper = type === undefined ? undefined : wrapperClass(cpp, type);
  const names =
    type === undefined || method === ''
      ? []
      : wrapper === undefined
        ? methodCandidates(cpp.index, type, method, cpp.scope)
        : [`${wrapper}::${method}`];
  const isShort = object >= 0 && view.end(object) - view.start(object) <= 100;
  const written = isShort ? textOfNode(ctx, object).replace(/\s+/g, '') : '';
  return {
    callee: method === '' ? undefined : method,
    // What is built in place in a container is made by its own constructor.
    candidates:
      type !== undefined && /^(?:emplace(?:_back|_front)?|push_back)$/.test(method)
        ? [...names, ...candidates(cpp.index, templateArgument(type), cpp.scope)]
        : names,
    span: spanOf(ctx, field < 0 ? called : field),
    receiver: written,
  };
}

/** Whether a call binds functions to Python, and in which state they are called then. */
export function bindsTo(ctx: Lowering, cpp: CppLowering, called: number, list: number): Call['binds'] {
  const { view } = ctx;
  if (list < 0) return undefined;
  if (view.kind(called) !== 'field_expression') {
    const last = plainType(textOfNode(ctx, called)).split('::').at(-1) ?? '';
    if (view.kind(called) === 'qualified_identifier' && bindingFactories.includes(last)) return 'held';
    if (!candidates(cpp.index, textOfNode(ctx, called), cpp.scope).some((name) => binderFunctions.includes(name)))
      return undefined;
    return 'held';
  }
  if (!binderMethods.includes(plainType(textOfNode(ctx, view.child(called, 'field'))))) return undefined;
  let state: Call['binds'] = 'held';
  for (const argument of view.named(list)) {
    const written = textOfNode(ctx, argument);
    if (!callGuards.some((name) => written.includes(name))) continue;
    const open = written.indexOf('<');
    for (const type of written.slice(open + 1, written.lastIndexOf('>')).split(',')) {
      const effect = guardNamed(cpp.index, ctx.catalog, type, cpp.scope)?.effect;
      if (effect !== undefined) state = effect === 'release' ? 'released' : 'held';
    }
  }
  return state;
}

/** The constructor of a type as a call; undefined where nothing is known of it. */
export function construction(
  ctx: Lowering,
  cpp: CppLowering,
  type: string,
  node: number,
  args: readonly Argument[],
): Call | undefined {
  const info = classNamed(cpp.index, type, cpp.scope);
  const names = candidates(cpp.index, type, cpp.scope);
  const own = info === undefined ? [] : methodCandidates(cpp.index, info.name, '', []).slice(0, 1);
  const isKnown =
    own.length > 0 ||
    names.some((name) => ctx.catalog.blocking(name) !== undefined || ctx.catalog.callbacks(name).length > 0);
  if (!isKnown) return undefined;
  return callOf(ctx, node, plainType(type), [...own, ...names], args);
}

/** The destructor of a type as a call; undefined where nothing is known of it. */
export function destruction(
  ctx: Lowering,
  cpp: CppLowering,
  type: string,
  node: number,
  args: readonly Argument[] = [],
): Call | undefined {
  const info = classNamed(cpp.index, type, cpp.scope);
  const names = methodCandidates(cpp.index, info?.name ?? type, '~', info === undefined ? cpp.scope : []);
  const isKnown =
    info?.methods.has(`~${info.name.split('::').at(-1) ?? ''}`) === true ||
    names.some((name) => ctx.catalog.blocking(name) !== undefined) ||
    candidates(cpp.index, type, cpp.scope).some((name) => ctx.catalog.blocking(name)?.class === 'lock');
  if (!isKnown) return undefined;
  return callOf(ctx, node, `~${plainType(type).split('::').at(-1) ?? ''}`, names, args);
}

const callOf = (
  ctx: Lowering,
  node: number,
  callee: string,
  names: readonly string[],
  args: readonly Argument[],
): Call => ({
  op: 'call',
  span: spanOf(ctx, node),
  callee,
  candidates: names,
  whole: spanOf(ctx, node),
  args,
  inChild: ctx.inChild,
});

/** `delete p`. */
export function deletion(ctx: Lowering, cpp: CppLowering, node: number): Call | undefined {
  const object = ctx.view.named(node).at(-1);
  const type = object === undefined ? undefined : typeOf(ctx, cpp, object);
  return type === undefined ? undefined : destruction(ctx, cpp, type, node);
}
