// Puts a statement into a region: the simple shapes, a call alone or assigned to something. The arguments must be plain,
// or Python would be used inside the region; the verification behind says whether that went well.
import type { Span } from '../base/span.js';
import type { TextEdit } from '../base/textEdit.js';
import type { TreeView } from '../syntax/tree.js';

export interface RegionWords {
  readonly begin: string;
  readonly end: string;
}

/**
 * Edits that put the statement around `call` into a region, or undefined where its shape is not one of the simple ones.
 * @param view tree of the item, whose text is `text.slice(base, …)`
 * @param call the call expression, in the file
 */
export function wrapStatement(
  view: TreeView,
  text: string,
  base: number,
  call: Span,
  words: RegionWords,
): readonly TextEdit[] | undefined {
  const statement = simpleStatement(view, { start: call.start - base, end: call.end - base });
  if (statement === undefined) return undefined;
  const start = base + statement.start;
  const end = base + statement.end;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indentation = text.slice(lineStart, start);
  if (/\S/.test(indentation)) return undefined;
  if (text.slice(start, end).includes('\n#')) return undefined;
  const lineEnd = text.indexOf('\n', end);
  const rest = text.slice(end, lineEnd < 0 ? text.length : lineEnd);
  const newline = rest.endsWith('\r') || text.slice(0, lineStart).endsWith('\r\n') ? '\r\n' : '\n';
  // A comment behind the statement stays on its line; anything else there is another statement.
  if (!/^\s*(?:\/\*[^\n]*\*\/\s*|\/\/.*)?$/.test(rest)) return undefined;
  const behind = end + rest.replace(/\r$/, '').length;
  return [
    { span: { start: lineStart, end: lineStart }, newText: `${indentation}${words.begin}${newline}` },
    { span: { start: behind, end: behind }, newText: `${newline}${indentation}${words.end}` },
  ];
}

/** The statement whose whole work is the call: `f(…);` or `x = f(…);`, standing in a block of braces. */
function simpleStatement(view: TreeView, call: Span): Span | undefined {
  const { tree } = view;
  const parents: number[] = [];
  for (let node = 0; node < tree.count; ) {
    const inside = view.start(node) <= call.start && call.end <= view.end(node);
    if (!inside) {
      node = tree.next[node] ?? tree.count;
      continue;
    }
    parents.push(node);
    if (view.kind(node) === 'call_expression' && view.start(node) === call.start && view.end(node) === call.end) break;
    node++;
  }
  const at = parents.pop();
  if (at === undefined || view.kind(at) !== 'call_expression') return undefined;
  let parent = parents.pop();
  while (parent !== undefined && ['parenthesized_expression', 'cast_expression'].includes(view.kind(parent)))
    parent = parents.pop();
  if (parent !== undefined && view.kind(parent) === 'assignment_expression') {
    if (hasCall(view, view.child(parent, 'left'))) return undefined;
    parent = parents.pop();
  }
  const block = parents.pop();
  if (parent === undefined || block === undefined || view.kind(parent) !== 'expression_statement') return undefined;
  if (view.kind(block) !== 'compound_statement' && view.kind(block) !== 'case_statement') return undefined;
  return { start: view.start(parent), end: view.end(parent) };
}

function hasCall(view: TreeView, node: number): boolean {
  const stop = view.tree.next[node] ?? 0;
  for (let at = node; at < stop; at++) if (view.kind(at) === 'call_expression') return true;
  return false;
}
