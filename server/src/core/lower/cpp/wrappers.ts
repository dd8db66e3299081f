// Objects of the libraries that bind C++ to Python. Each use of them that touches a reference count or runs Python code is
// a call of a full name for which the catalog has a row.
// Easy to get wrong: what is moved, returned or handed to a caller is not ended here, and a default object owns nothing.
import { borrowingClass, movers, objectGivers, objectReleasers, wrapperNamespaces } from '../../catalog/cplusplus.js';
import { wrapperClasses } from '../../catalog/tokens.js';
import type { Call } from '../../ir/ir.js';
import { type Lowering, spanOf, textOfNode } from '../context.js';
import { declareVariable } from '../scopes.js';
import type { CppLowering } from './context.js';
import { candidates, plainType } from './names.js';
import { typeOf } from './types.js';

const classes = new Set([...wrapperClasses, borrowingClass]);

/** The full name of the wrapper class that a type is, whatever short name it was written with. */
export function wrapperClass(cpp: CppLowering, written: string): string | undefined {
  for (const name of candidates(cpp.index, written, cpp.scope)) {
    const cut = name.lastIndexOf('::');
    const namespace = cut < 0 ? undefined : wrapperNamespaces[name.slice(0, cut)];
    if (namespace !== undefined && classes.has(name.slice(cut + 2))) return `${namespace}::${name.slice(cut + 2)}`;
  }
  return undefined;
}

const shortName = (full: string): string => full.slice(full.lastIndexOf('::') + 2);
const ownsObject = (full: string): boolean => shortName(full) !== borrowingClass;

/** What a member function of a wrapper gives back. */
export const givenBy = (full: string, method: string): string | undefined =>
  objectGivers.includes(method) ? `${full.slice(0, full.lastIndexOf('::'))}::object` : undefined;

const wrapperCall = (ctx: Lowering, node: number, callee: string, full: string): Call => ({
  op: 'call',
  span: spanOf(ctx, node),
  callee,
  candidates: [full],
  whole: spanOf(ctx, node),
  args: [],
  inChild: ctx.inChild,
});

/** A local object: the call that makes it, where it is not free, and its end. */
export function declareWrapper(
  ctx: Lowering,
  full: string,
  name: string,
  at: number,
  value: number,
  isCopy: boolean,
): void {
  if (!ownsObject(full)) return;
  const written = value < 0 ? '' : textOfNode(ctx, value).replace(/^[({]\s*|\s*[)}]$/g, '');
  if (isCopy && written !== '' && !isMoved(written)) ctx.builder.emit(wrapperCall(ctx, at, shortName(full), full));
  // An object that is never given anything ends for nothing.
  const isEmpty = written === '' && shortName(full) === 'object';
  if (isEmpty && !new RegExp(`\\b${name}\\s*=[^=]`).test(ctx.text.slice(ctx.view.end(at)))) return;
  declareVariable(ctx, name, wrapperCall(ctx, at, `~${shortName(full)}`, `${full}::~${shortName(full)}`));
}

const isMoved = (written: string): boolean =>
  movers.some((name) => written.startsWith(`${name}(`) || written.startsWith(`${name}<`));

/** `object = value`: the old value loses a reference. */
export function assignWrapper(ctx: Lowering, cpp: CppLowering, left: number): void {
  const type = typeOf(ctx, cpp, left);
  const full = type === undefined || /\*\s*$/.test(type) ? undefined : wrapperClass(cpp, type);
  if (full !== undefined && ownsObject(full))
    ctx.builder.emit(wrapperCall(ctx, left, 'operator=', `${full}::operator=`));
}

/** `object[key]`. */
export function indexWrapper(ctx: Lowering, cpp: CppLowering, type: string | undefined, node: number): void {
  const full = type === undefined ? undefined : wrapperClass(cpp, type);
  if (full !== undefined) ctx.builder.emit(wrapperCall(ctx, node, 'operator[]', `${full}::operator[]`));
}

/** Whether a call takes an object away from its variable: `std::move(x)`, `x.release()`. */
export function takesAway(ctx: Lowering, called: number, list: number): string | undefined {
  const { view } = ctx;
  if (view.kind(called) === 'field_expression')
    return objectReleasers.includes(textOfNode(ctx, view.child(called, 'field')))
      ? textOfNode(ctx, view.child(called, 'argument'))
      : undefined;
  if (list < 0 || !movers.includes(plainType(textOfNode(ctx, called)))) return undefined;
  const [only] = view.named(list);
  return only === undefined ? undefined : textOfNode(ctx, only);
}
