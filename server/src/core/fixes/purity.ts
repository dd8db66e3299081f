// Whether an expression can be evaluated earlier, or twice, without anybody noticing.
import type { Span } from '../base/span.js';
import type { TreeView } from '../syntax/tree.js';
import { holds, nodesBelow, spanOfNode } from './statements.js';

const CHANGES: ReadonlySet<string> = new Set([
  'call_expression',
  'assignment_expression',
  'update_expression',
  'statement_expression',
  'new_expression',
  'delete_expression',
  'lambda_expression',
  'co_await_expression',
  'throw_statement',
]);

export function isPure(view: TreeView, node: number): boolean {
  for (const _ of nodesBelow(view, node, CHANGES)) return false;
  return true;
}

/**
 * Whether all that stands in front of a node in an expression or statement around it is pure.
 * @param taken places that are taken out of it as well, in order
 */
export function isFirst(
  view: TreeView,
  root: number,
  node: number,
  taken: readonly { readonly span: Span }[] = [],
): boolean {
  const stop = view.tree.next[root] ?? 0;
  for (let at = root; at < stop; at++) {
    if (view.end(at) > view.start(node) || !CHANGES.has(view.kind(at))) continue;
    if (!taken.some(({ span }) => holds(span, spanOfNode(view, at)))) return false;
  }
  return true;
}
