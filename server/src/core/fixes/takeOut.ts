// Takes a call out of an expression: the part that goes, the variable that stands for it, and when it runs.
// Easy to get wrong: what stands left of the call is evaluated first, and perhaps decides whether it runs at all.
import type { Call } from '../ir/ir.js';
import { guardsWithin } from './guards.js';
import { hoistPython, replacedText } from './hoist.js';
import type { Lifted } from './lifted.js';
import { freeName, wantedName } from './names.js';
import { isRefusal, type Refusal } from './proposal.js';
import { isFirst, isPure } from './purity.js';
import { ownResultType, resultType } from './resultType.js';
import { type FixSite, textOf } from './site.js';
import { type Path, spanOfNode } from './statements.js';

/** `whereUnknown` is written where nobody knows the type of the result; without it there is no such variable. */
export function takeOut(
  site: FixSite,
  call: Call,
  path: Path,
  statement: Path,
  whereUnknown?: string,
): Lifted | Refusal {
  const { view } = site;
  const guards = guardsWithin(site, path, statement.node);
  if (isRefusal(guards)) return guards;
  const isGuarded = guards.length > 0;
  // What decides whether it runs is asked once more, and must not see the new value by then.
  const unit = isGuarded ? path : unitOf(site, path, statement);
  const taken = new Set<string>();
  const hoisted = hoistPython(site, unit.node, taken);
  if (isRefusal(hoisted)) return hoisted;
  if (isGuarded && hoisted.declarations.length > 0)
    return { refused: 'what it is given would have to be read from Python under a condition' };
  const value = replacedText(site, spanOfNode(view, unit.node), hoisted.replacements);
  const safe = hoisted.safe && (isGuarded || isFirst(view, statement.node, unit.node));
  const common = {
    node: unit.node,
    prologue: hoisted.declarations,
    guard: isGuarded ? guards.join(' && ') : undefined,
    safe,
  };
  if (view.kind(unit.node) === 'assignment_expression') {
    const left = textOf(site, spanOfNode(view, view.child(unit.node, 'left')));
    const [parent] = unit.parents;
    const isWrapped =
      parent !== undefined && view.kind(parent) === 'parenthesized_expression' && !isCondition(site, unit, statement);
    const span = spanOfNode(view, isWrapped ? parent : unit.node);
    return { ...common, assignment: `${value};`, replacement: { span, newText: left }, variable: undefined };
  }
  const isReturned = view.kind(statement.node) === 'return_statement' && isWhole(site, unit, statement);
  const type = (isReturned ? ownResultType(site) : undefined) ?? resultType(site, call) ?? whereUnknown;
  if (type === undefined) return { refused: `the type of what ${call.callee ?? 'the call'}() returns is not known` };
  const name = freeName(site, wantedName(type), taken);
  return {
    ...common,
    assignment: `${name} = ${value};`,
    replacement: { span: spanOfNode(view, unit.node), newText: name },
    variable: { type, name },
  };
}

/** The call, or the assignment of its result, which leaves it in a variable anyway. */
function unitOf({ view }: FixSite, path: Path, statement: Path): Path {
  let at: Path = path;
  for (
    let [parent, ...rest] = path.parents;
    parent !== undefined && parent !== statement.node;
    [parent, ...rest] = rest
  ) {
    const kind = view.kind(parent);
    if (kind === 'assignment_expression') {
      const left = view.child(parent, 'left');
      const isPlain = isPure(view, left) && view.child(parent, 'right') !== left;
      const operator = view.children(parent).find((child) => view.kind(child) === '=');
      const isWhole = view.kind(rest[0] ?? -1) === 'expression_statement';
      if (isPlain && operator !== undefined && !isWhole && !(view.start(parent) > view.start(at.node)))
        return { node: parent, parents: rest };
      return path;
    }
    if (kind !== 'parenthesized_expression' && kind !== 'cast_expression') return path;
    at = { node: parent, parents: rest };
  }
  return path;
}

/** Whether the parentheses around it are those of the statement. */
function isCondition({ view }: FixSite, unit: Path, statement: Path): boolean {
  return unit.parents[1] === statement.node && view.kind(statement.node) !== 'return_statement';
}

function isWhole({ view }: FixSite, unit: Path, statement: Path): boolean {
  for (const parent of unit.parents) {
    if (parent === statement.node) return true;
    if (view.kind(parent) !== 'parenthesized_expression') return false;
  }
  return false;
}
