// Takes a region away that was for nothing: its two ends go, and what stands between stays.
// Easy to get wrong: the macros open and close a brace, which what is declared between still needs.
import type { Span } from '../base/span.js';
import type { TextEdit } from '../base/textEdit.js';
import { indentationOf, lineStartOf, nextLine } from './layout.js';
import { isRefusal, offersOf, type Propose, type Refusal, refuse } from './proposal.js';
import { regionAt, type WholeRegion } from './regionAt.js';
import { removal, withVariable } from './removal.js';
import { type FixSite, textOf } from './site.js';
import { spanOfNode } from './statements.js';

export const removeIdleRegion: Propose = (site) => {
  const region = regionAt(site, site.finding.span);
  if (region === undefined) return refuse('the region could not be found in the text');
  const edits = withoutRegion(site, region);
  if (isRefusal(edits)) return refuse(edits.refused);
  return offersOf([{ title: 'Remove the region: nothing in it waits', edits, safe: true }]);
};

/** Both ends go, with the variable that nothing else needs. */
export function withoutRegion(site: FixSite, region: WholeRegion): readonly TextEdit[] | Refusal {
  const { release, begin, end, inside, parents } = region;
  const { view } = site;
  const ends = [begin, end];
  if (release.spelling === 'region' && inside.some((node) => view.kind(node) === 'declaration'))
    return ends.map((node, i) => ({ span: shifted(site, spanOfNode(view, node)), newText: i === 0 ? '{' : '}' }));
  const own = ends.map((node) => removal(site, { node, parents }));
  if (own.some((edits) => edits === undefined))
    return { refused: 'the region cannot go without something in its place' };
  const both = own.flatMap((edits) => edits ?? []);
  const edits = [...both, ...(release.spelling === 'region' ? outdented(site, begin, inside) : [])];
  if (release.spelling !== 'call' || release.saves === undefined) return edits;
  if (view.kind(begin) === 'declaration' && isNamedElsewhere(site, release.saves.text, ends))
    return { refused: 'the variable with the thread state is used elsewhere' };
  return withVariable(site, edits, release.saves.text);
}

const shifted = ({ base }: FixSite, { start, end }: Span): Span => ({ start: base + start, end: base + end });

function isNamedElsewhere(site: FixSite, name: string, nodes: readonly number[]): boolean {
  const count = (text: string): number => [...text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length;
  const own = nodes.reduce((sum, node) => sum + count(textOf(site, spanOfNode(site.view, node))), 0);
  return count(textOf(site, site.fn.unit.ir.span)) > own;
}

/** What stood one step further in than the macros comes back to where these were. */
function outdented({ text, base, view }: FixSite, begin: number, inside: readonly number[]): readonly TextEdit[] {
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined) return [];
  const outer = indentationOf(text, base + view.start(begin));
  const inner = indentationOf(text, base + view.start(first));
  if (!inner.startsWith(outer) || inner.length === outer.length) return [];
  const edits: TextEdit[] = [];
  for (let at = nextLine(text, base + view.start(begin)); at < base + view.end(last); at = nextLine(text, at))
    if (text.startsWith(inner, lineStartOf(text, at)))
      edits.push({ span: { start: at + outer.length, end: at + inner.length }, newText: '' });
  return edits;
}
