// What decides within an expression whether a part of it is evaluated: `&&`, `||`, `?:`.
// Easy to get wrong: what is asked a second time must give the same answer, so only what changes nothing can be a guard.
import { isRefusal, type Refusal } from './proposal.js';
import { isPure } from './purity.js';
import { type FixSite, textOf } from './site.js';
import { type Path, spanOfNode } from './statements.js';

/** The conditions between a part and the node around it that it belongs to, outermost first. */
export function guardsWithin(site: FixSite, part: Path, root: number): readonly string[] | Refusal {
  const guards: string[] = [];
  let below = part.node;
  for (const parent of part.parents) {
    if (below === root) break;
    const guard = guardOf(site, parent, below);
    if (guard !== undefined) {
      if (isRefusal(guard)) return guard;
      guards.unshift(guard.text);
    }
    below = parent;
  }
  return guards;
}

function guardOf(site: FixSite, parent: number, below: number): { readonly text: string } | Refusal | undefined {
  const { view } = site;
  const kind = view.kind(parent);
  const condition = (node: number, negated: boolean): { readonly text: string } | Refusal => {
    if (!isPure(view, node)) return { refused: 'what is evaluated before it decides whether it runs at all' };
    const text = textOf(site, spanOfNode(view, node));
    return { text: negated ? `!(${text})` : isSimple(text) ? text : `(${text})` };
  };
  if (kind === 'binary_expression' && view.child(parent, 'right') === below) {
    const operator = view.children(parent).find((at) => ['&&', '||', 'and', 'or'].includes(view.kind(at)));
    if (operator === undefined) return undefined;
    return condition(view.child(parent, 'left'), ['||', 'or'].includes(view.kind(operator)));
  }
  if (kind === 'conditional_expression' && view.child(parent, 'condition') !== below)
    return condition(view.child(parent, 'condition'), view.child(parent, 'alternative') === below);
  if (kind === 'comma_expression' && view.child(parent, 'left') !== below)
    return { refused: 'something else in the same expression is done before it' };
  if (['lambda_expression', 'statement_expression', 'sizeof_expression', 'compound_literal_expression'].includes(kind))
    return { refused: 'the call stands in an expression that cannot be taken apart' };
  return undefined;
}

const isSimple = (text: string): boolean =>
  !/&&|\|\||[?,=]|[<>]/.test(text) || /^[\w.>-]+ (?:==|!=|<|>|<=|>=) [\w.>-]+$/.test(text);
