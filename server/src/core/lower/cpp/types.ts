// The class of an expression, as far as declarations tell: variables, members, `this`, casts and `new`.
// Unknown is an ordinary answer: a call on an object of unknown class means nothing.
import { smartPointers } from '../../catalog/cplusplus.js';
import { type Lowering, textOfNode } from '../context.js';
import type { CppLowering } from './context.js';
import { candidates, classNamed, expandAlias, templateArgument } from './names.js';
import { givenBy, wrapperClass } from './wrappers.js';

/** Chains of calls may be as long as a file. */
const DEEPEST = 12;

/** The type as written where the variable, member or function is declared; undefined where it is not known. */
export function typeOf(ctx: Lowering, cpp: CppLowering, node: number, within = 0): string | undefined {
  const { view } = ctx;
  if (within > DEEPEST) return undefined;
  switch (view.kind(node)) {
    case 'identifier':
    case 'qualified_identifier':
    case 'field_identifier':
      return typeOfName(cpp, textOfNode(ctx, node));
    case 'this':
      return cpp.className;
    case 'parenthesized_expression':
    case 'pointer_expression': {
      const inner = view.named(node).at(-1);
      return inner === undefined
        ? undefined
        : pointee(cpp, typeOf(ctx, cpp, inner, within + 1), view.kind(node) === 'pointer_expression');
    }
    case 'field_expression': {
      const owner = receiverType(ctx, cpp, node, within + 1);
      return owner === undefined ? undefined : memberType(cpp, owner, textOfNode(ctx, view.child(node, 'field')));
    }
    case 'new_expression':
    case 'compound_literal_expression':
      return textOfNode(ctx, view.child(node, 'type'));
    case 'cast_expression':
      return textOfNode(ctx, view.child(node, 'type'));
    case 'call_expression':
      return typeOfCall(ctx, cpp, node, within + 1);
    default:
      return undefined;
  }
}

const NAMED = new Set(['identifier', 'qualified_identifier', 'template_function']);
const CAST = /^(?:static|dynamic|reinterpret|const)_cast\s*</;

function typeOfCall(ctx: Lowering, cpp: CppLowering, node: number, within: number): string | undefined {
  const callee = ctx.view.child(node, 'function');
  const object = wrapperOf(ctx, cpp, callee, within);
  if (object !== undefined || !NAMED.has(ctx.view.kind(callee))) return object;
  const called = textOfNode(ctx, callee);
  if (CAST.test(called)) return templateArgument(called);
  const made = /^(?:\w+::)*make_(unique|shared)\s*</.exec(called);
  if (made !== null) return `${called.slice(0, called.indexOf('make_'))}${made[1]}_ptr<${templateArgument(called)}>`;
  if (classNamed(cpp.index, called, cpp.scope) !== undefined || wrapperClass(cpp, called) !== undefined) return called;
  for (const name of candidates(cpp.index, called, cpp.scope)) {
    const returns = ctx.catalog.blocking(name)?.returns;
    if (returns?.includes('::') === true) return returns;
  }
  return undefined;
}

/** What a call of a member of a wrapper, or of the wrapper itself, gives back. */
function wrapperOf(ctx: Lowering, cpp: CppLowering, called: number, within: number): string | undefined {
  const { view } = ctx;
  const isMember = view.kind(called) === 'field_expression';
  if (!isMember && view.kind(called) !== 'identifier' && view.kind(called) !== 'call_expression') return undefined;
  const type = isMember ? receiverType(ctx, cpp, called, within) : typeOf(ctx, cpp, called, within);
  const full = type === undefined ? undefined : wrapperClass(cpp, type);
  return full === undefined
    ? undefined
    : givenBy(full, isMember ? textOfNode(ctx, view.child(called, 'field')) : 'operator()');
}

function typeOfName(cpp: CppLowering, name: string): string | undefined {
  const local = cpp.variables.get(name);
  if (local !== undefined) return local;
  if (cpp.className !== undefined) {
    const member = memberType(cpp, cpp.className, name);
    if (member !== undefined) return member;
  }
  return cpp.index.variables.get(name.split('::').at(-1) ?? '');
}

export function memberType(cpp: CppLowering, owner: string, member: string, within = 0): string | undefined {
  const info = classNamed(cpp.index, owner, cpp.scope);
  const own = info?.members.get(member);
  if (own !== undefined || info === undefined || within > 6) return own;
  for (const base of info.bases) {
    const inherited = memberType(cpp, base, member, within + 1);
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}

/** The class whose member a `field_expression` names: behind `->` that of what a smart pointer points to. */
export function receiverType(ctx: Lowering, cpp: CppLowering, field: number, within = 0): string | undefined {
  const { view } = ctx;
  const object = view.child(field, 'argument');
  if (object < 0) return undefined;
  const operator = view.child(field, 'operator');
  return pointee(cpp, typeOf(ctx, cpp, object, within + 1), operator >= 0 && view.kind(operator) === '->');
}

function pointee(cpp: CppLowering, type: string | undefined, through: boolean): string | undefined {
  if (type === undefined || !through) return type;
  const written = expandAlias(cpp.index, type, cpp.scope);
  return candidates(cpp.index, written, cpp.scope).some((name) => smartPointers.includes(name))
    ? templateArgument(written)
    : type;
}

/** Whether a type is written as a value: neither pointer nor reference. */
export const isValue = (written: string): boolean => !/[*&]\s*(?:const\s*)?$/.test(written);
