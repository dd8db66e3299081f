// From a node up to the statements around it.
// Easy to get wrong: an error node in between makes every answer worthless, so there is none then.
import type { Span } from '../base/span.js';
import type { TreeView } from '../syntax/tree.js';

/** A node with all that is around it, the nearest first. */
export interface Path {
  readonly node: number;
  readonly parents: readonly number[];
}

/** The node of a kind that fills a span; undefined where there is none. */
export function pathTo(view: TreeView, { start, end }: Span, kinds: readonly string[]): Path | undefined {
  const parents: number[] = [];
  for (let node = 0; node < view.tree.count; ) {
    const from = view.start(node);
    const to = view.end(node);
    if (from > start || to < end) {
      node = view.tree.next[node] ?? view.tree.count;
      continue;
    }
    if (from === start && to === end && kinds.includes(view.kind(node))) return { node, parents: parents.reverse() };
    parents.push(node);
    node++;
  }
  return undefined;
}

export const LOOPS: ReadonlySet<string> = new Set([
  'for_statement',
  'while_statement',
  'do_statement',
  'for_range_loop',
]);

const STATEMENT = /(?:_statement|^declaration)$/;

export const isStatement = (view: TreeView, node: number): boolean => STATEMENT.test(view.kind(node));

/** What holds statements one behind the other; an arm of an `#if` as well. */
export const isBlock = (view: TreeView, node: number): boolean =>
  view.kind(node) === 'compound_statement' || view.kind(node) === 'case_statement' || isArm(view, node);

export const isArm = (view: TreeView, node: number): boolean => view.kind(node).startsWith('preproc_');

/** The innermost statement around a node, with the path from it on. */
export function statementAround(view: TreeView, { node, parents }: Path): Path | undefined {
  const at = [node, ...parents].findIndex((each) => isStatement(view, each) && !isBlock(view, each));
  if (at < 0) return undefined;
  const all = [node, ...parents];
  return { node: all[at] ?? node, parents: all.slice(at + 1) };
}

/** The nodes of some kinds below a node, itself included. */
export function* nodesBelow(view: TreeView, node: number, kinds: ReadonlySet<string>): Iterable<number> {
  const stop = view.tree.next[node] ?? 0;
  for (let at = node; at < stop; at++) if (kinds.has(view.kind(at))) yield at;
}

export const spanOfNode = (view: TreeView, node: number): Span => ({ start: view.start(node), end: view.end(node) });

export const holds = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;
