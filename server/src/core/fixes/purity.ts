// Whether an expression can be evaluated earlier, or twice, without anybody noticing.
import type { TreeView } from '../syntax/tree.js';
import { nodesBelow } from './statements.js';

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

/** Whether all that stands in front of a node in an expression around it is pure. */
export function isFirst(view: TreeView, root: number, node: number): boolean {
  const stop = view.tree.next[root] ?? 0;
  for (let at = root; at < stop; at++) {
    if (view.end(at) > view.start(node)) continue;
    if (CHANGES.has(view.kind(at))) return false;
  }
  return true;
}
