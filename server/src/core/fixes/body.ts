// The body of a function, and the places at its start and end where a fix may write.
import type { TextEdit } from '../base/textEdit.js';
import { indentationOf, indentStep, lineStartOf, newlineAt, startsLine } from './layout.js';
import type { FixSite } from './site.js';

/** The block of the function, or -1. */
export function bodyOf({ view, fn }: FixSite): number {
  const { start, end } = fn.unit.ir.body;
  for (let node = 0; node < view.tree.count; node++)
    if (view.kind(node) === 'compound_statement' && view.start(node) === start && view.end(node) === end) return node;
  return -1;
}

/** Lines in front of the closing brace of the function, as far in as its statements are. */
export function lineAtEnd(site: FixSite, lines: readonly string[]): readonly TextEdit[] | undefined {
  const { text, base, fn } = site;
  const brace = base + fn.unit.ir.body.end - 1;
  if (text[brace] !== '}' || !startsLine(text, brace)) return undefined;
  const at = lineStartOf(text, brace);
  const own = `${indentationOf(text, brace)}${indentStep(text, base + fn.unit.ir.body.start + 1)}`;
  return [{ span: { start: at, end: at }, newText: lines.map((line) => own + line + newlineAt(text, at)).join('') }];
}
