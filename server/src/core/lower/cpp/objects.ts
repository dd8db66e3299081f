// Local objects of C++: guards, holders of guards, lambdas, and whatever has a constructor or destructor that counts.
// Easy to get wrong: `T x();` declares a function and makes no object, `T x(y);` is read as a function by the grammar
// and makes one, and `T();` makes an object that is gone at once.
import { holderEnds, holderStarts, holders } from '../../catalog/cplusplus.js';
import type { ScopeGuard } from '../../catalog/types.js';
import type { Argument } from '../../ir/ir.js';
import { type Lowering, spanOf, textOfNode } from '../context.js';
import { argumentsOf, lowerExpression, lowerInto } from '../expressions.js';
import { callGuard, declareGuard, declareVariable, fillHolder, passingGuard } from '../scopes.js';
import { construction, destruction } from './calls.js';
import type { CppLowering } from './context.js';
import { mayThrow } from './exceptions.js';
import { lambdaOf } from './lambdas.js';
import { candidates, expandAlias, guardNamed, templateArgument } from './names.js';
import { isValue, typeOf } from './types.js';
import { declareWrapper, wrapperClass } from './wrappers.js';

/** One name of a declaration, by its nodes; -1 where there is none. */
interface Declaration {
  /** The type as written, without the marks of the declarator. */
  readonly written: string;
  /** The declarator with its value. */
  readonly at: number;
  readonly declarator: number;
  /** The name. */
  readonly target: number;
  readonly value: number;
  readonly isStatic: boolean;
}

export function declareObject(ctx: Lowering, cpp: CppLowering, declaration: Declaration): void {
  const { view } = ctx;
  const { written, declarator, target, value, isStatic } = declaration;
  const name = target < 0 ? '' : textOfNode(ctx, target);
  const pieces = spanOf(ctx, declarator);
  const marks = ctx.text.slice(pieces.start, target < 0 ? pieces.end : view.start(target)).replace(/[^&*]/g, '');
  const given =
    value >= 0 ? value : view.kind(declarator) === 'function_declarator' ? view.child(declarator, 'parameters') : -1;
  if (view.kind(declarator) === 'function_declarator' && (given < 0 || view.named(given).length === 0)) return;
  const lambda = value < 0 || isMadeByCall(ctx, value) ? undefined : lambdaOf(ctx, cpp, value);
  if (lambda !== undefined) {
    cpp.lambdas.set(name, lambda);
    return;
  }
  cpp.lambdas.delete(name);
  const isAuto = /^(?:const )?auto$/.test(written);
  const type = isAuto ? deducedType(ctx, cpp, value) : `${written}${marks}`;
  if (type === undefined) {
    cpp.variables.delete(name);
    lowerValue(ctx, declaration);
    return;
  }
  cpp.variables.set(name, type);
  if (!isValue(type) || isStatic) {
    lowerValue(ctx, declaration);
    return;
  }
  const guard = guardNamed(cpp.index, ctx.catalog, type, cpp.scope);
  if (guard !== undefined) {
    lowerValue(ctx, declaration);
    const off = /^[({]\s*false\b/.test(given < 0 ? '' : textOfNode(ctx, given)) && guard.conditional === true;
    declareGuard(ctx, guard, name, declarator, { starts: !off });
    return;
  }
  const heldGuard = guardInHolder(ctx, cpp, type);
  if (heldGuard !== undefined) {
    declareGuard(ctx, heldGuard, name, declarator, { starts: fills(ctx, value), held: true });
    return;
  }
  const wrapper = wrapperClass(cpp, type);
  if (wrapper !== undefined) {
    if (given >= 0) lowerValue(ctx, declaration);
    const isNew = value >= 0 && /^(?:call_expression|compound_literal_expression)$/.test(view.kind(value));
    declareWrapper(ctx, wrapper, name, target < 0 ? declaration.at : target, given, !isNew);
    return;
  }
  const constructed = given < 0 || /^(?:argument_list|initializer_list|parameter_list)$/.test(view.kind(given));
  if (given >= 0) lowerValue(ctx, declaration);
  const args: readonly Argument[] = given < 0 || !constructed ? [] : argumentsOf(ctx, given);
  const at = target < 0 ? declaration.at : target;
  const made = constructed ? construction(ctx, cpp, type, at, args) : undefined;
  if (made !== undefined) {
    mayThrow(ctx, at);
    ctx.builder.emit(made);
  }
  const destroy = destruction(ctx, cpp, type, at, args);
  if (destroy !== undefined) declareVariable(ctx, name, destroy);
}

/** `auto task = start([] {…});` is what start() returns; `std::move(f)` and `std::function<void()>(f)` are the lambda. */
function isMadeByCall(ctx: Lowering, value: number): boolean {
  if (ctx.view.kind(value) !== 'call_expression') return false;
  return !/^(?:std::)?(?:move|forward|function|move_only_function|ref)\b/.test(
    textOfNode(ctx, ctx.view.child(value, 'function')),
  );
}

function lowerValue(ctx: Lowering, { at, target, value }: Declaration): void {
  if (value < 0) return;
  if (target >= 0 && !/^(?:argument_list|initializer_list)$/.test(ctx.view.kind(value)))
    lowerInto(ctx, at, target, value);
  else lowerExpression(ctx, value);
}

/** What `auto` stands for. */
function deducedType(ctx: Lowering, cpp: CppLowering, value: number): string | undefined {
  if (value < 0) return undefined;
  const type = typeOf(ctx, cpp, value);
  const kind = ctx.view.kind(value);
  if (kind === 'new_expression') return type === undefined ? undefined : `${type}*`;
  if (kind === 'call_expression' && type === undefined) {
    const called = textOfNode(ctx, ctx.view.child(value, 'function'));
    return guardNamed(cpp.index, ctx.catalog, called, cpp.scope) === undefined ? undefined : called;
  }
  // A copy of a variable is no new object that is known to matter, and a reference is none at all.
  return kind === 'call_expression' || kind === 'compound_literal_expression' || type === undefined ? type : `${type}&`;
}

function guardInHolder(ctx: Lowering, cpp: CppLowering, type: string): ScopeGuard | undefined {
  const whole = expandAlias(cpp.index, type, cpp.scope);
  if (!candidates(cpp.index, whole, cpp.scope).some((name) => holders.includes(name))) return undefined;
  return guardNamed(cpp.index, ctx.catalog, templateArgument(whole), cpp.scope);
}

/** Whether a value puts something into a holder. */
function fills(ctx: Lowering, value: number): boolean {
  if (value < 0) return false;
  return !/^[({]?\s*(?:nullptr|NULL|0|(?:\w+::)*nullopt)?\s*[)}]?$/.test(textOfNode(ctx, value));
}

/** `guard.end()`, `holder.emplace()`, `holder.reset()`. Returns whether it was one. */
export function callObject(ctx: Lowering, called: number, list: number, node: number): boolean {
  const { view } = ctx;
  if (view.kind(called) !== 'field_expression') return false;
  const argument = view.child(called, 'argument');
  if (argument < 0 || view.kind(argument) !== 'identifier') return false;
  const object = textOfNode(ctx, argument);
  const method = textOfNode(ctx, view.child(called, 'field'));
  if (callGuard(ctx, object, method, node)) return true;
  if (holderStarts.includes(method)) return fillHolder(ctx, object, true, node);
  if (!holderEnds.includes(method)) return false;
  return fillHolder(ctx, object, list >= 0 && fills(ctx, list), node);
}

/** `holder = std::make_unique<Guard>();` Returns whether it was one. */
export function assignHolder(ctx: Lowering, left: number, right: number, node: number): boolean {
  return ctx.view.kind(left) === 'identifier' && fillHolder(ctx, textOfNode(ctx, left), fills(ctx, right), node);
}

/** `py::gil_scoped_release();`: an object that nobody names is gone at the end of the statement. */
export function passingObject(ctx: Lowering, cpp: CppLowering, node: number): boolean {
  const { view } = ctx;
  const kind = view.kind(node);
  const type =
    kind === 'call_expression'
      ? view.child(node, 'function')
      : kind === 'compound_literal_expression'
        ? view.child(node, 'type')
        : -1;
  if (type < 0) return false;
  const guard = guardNamed(cpp.index, ctx.catalog, textOfNode(ctx, type), cpp.scope);
  if (guard === undefined) return false;
  passingGuard(ctx, guard, node);
  return true;
}
