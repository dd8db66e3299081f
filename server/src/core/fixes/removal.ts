// Takes statements away: with their lines where they have them for themselves.
// Easy to get wrong: the body of an `if` cannot go and leave nothing, and what is declared must not be needed elsewhere.
import { type Span, shift } from '../base/span.js';
import type { TextEdit } from '../base/textEdit.js';
import { threadStateGetters } from '../catalog/phases.js';
import { lineEndOf } from './layout.js';
import { lineOfStatement } from './narrowRegion.js';
import { type FixSite, textOf } from './site.js';
import { isBlock, type Path, spanOfNode } from './statements.js';

export function removal(site: FixSite, { node, parents }: Path): readonly TextEdit[] | undefined {
  const { view, text, base } = site;
  const [parent] = parents;
  const span = { start: base + view.start(node), end: base + view.end(node) };
  if (parent === undefined) return undefined;
  if (view.kind(parent) === 'labeled_statement') return [{ span, newText: ';' }];
  if (!isBlock(view, parent)) return [{ span, newText: '{}' }];
  const line = lineOfStatement(site, node);
  if (line !== undefined) return [{ span: line, newText: '' }];
  const blanks = /^[ \t]*/.exec(text.slice(span.end, lineEndOf(text, span.end)))?.[0].length ?? 0;
  return [{ span: { start: span.start, end: span.end + blanks }, newText: '' }];
}

/** Also the declaration of a variable that nothing else in the function uses. */
export function withVariable(site: FixSite, edits: readonly TextEdit[], name: string): readonly TextEdit[] {
  const { view, base, text, fn } = site;
  const { start, end } = fn.unit.ir.span;
  const uses = [...text.slice(base + start, base + end).matchAll(new RegExp(`\\b${name}\\b`, 'g'))]
    .map(({ index }) => base + start + index)
    .filter((at) => !edits.some(({ span }) => span.start <= at && at < span.end));
  const [only, ...more] = uses;
  if (only === undefined || more.length > 0) return edits;
  for (let node = 0; node < view.tree.count; node++) {
    if (view.kind(node) !== 'declaration' || base + view.start(node) > only || base + view.end(node) < only) continue;
    const written = textOf(site, spanOfNode(view, node));
    const line = lineOfStatement(site, node);
    const one = declaratorAmongOthers(written, name);
    if (one !== undefined) return [...edits, { span: shift(one, base + view.start(node)), newText: '' }];
    if (line !== undefined && isIdle(written)) return [...edits, { span: line, newText: '' }];
  }
  return edits;
}

/** A declaration of one variable that does nothing else: its value is at most the current thread state. */
function isIdle(written: string): boolean {
  const getter = /=\s*(\w+)\(\s*\)\s*;$/.exec(written)?.[1];
  return (
    !written.includes(',') && (getter === undefined ? !written.includes('(') : threadStateGetters.includes(getter))
  );
}

/** One of several variables without values, with its comma. */
function declaratorAmongOthers(written: string, name: string): Span | undefined {
  if (/[=(]/.test(written) || !written.includes(',')) return undefined;
  const last = new RegExp(`,\\s*\\**\\s*${name}\\b`).exec(written);
  return last === null ? undefined : { start: last.index, end: last.index + last[0].length };
}
