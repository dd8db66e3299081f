// Makes one region of two: the end of the first goes, and the beginning of the second.
// Easy to get wrong: each had a brace of its own, so both may declare the same name, and the second may mean by it what is
// declared around them.
import { offersOf, type Propose, refuse } from './proposal.js';
import { regionAt, type WholeRegion } from './regionAt.js';
import { removal } from './removal.js';
import { type FixSite, textOf } from './site.js';
import { spanOfNode } from './statements.js';

export const joinRegions: Propose = (site) => {
  const { finding, fn, base } = site;
  const next = regionAt(site, finding.span);
  const first = fn.unit.ir.regions.find((shape) => shape.next?.start === finding.span.start - base);
  const before = first && regionAt(site, { start: base + first.begin.start, end: base + first.begin.end });
  if (next === undefined || before === undefined) return refuse('the two regions could not be found in the text');
  const { parents } = next;
  const name = clash(site, before, next);
  if (name !== undefined) return refuse(`both regions have a ${name} of their own`);
  const kind = site.view.kind(next.begin);
  if (kind === 'declaration') return refuse('the second region declares its variable');
  const edits = [before.end, next.begin].map((node) => removal(site, { node, parents }));
  if (edits.some((own) => own === undefined)) return refuse('the regions cannot be joined as they stand');
  return offersOf([{ title: 'Join the two regions', edits: edits.flatMap((own) => own ?? []), safe: true }]);
};

/** A name that is declared in the first region and stands in the second. */
function clash(site: FixSite, first: WholeRegion, second: WholeRegion): string | undefined {
  if (second.release.spelling !== 'region') return undefined;
  const { view } = site;
  const behind = second.inside.map((node) => textOf(site, spanOfNode(view, node))).join('\n');
  const declared = first.inside
    .filter((node) => view.kind(node) === 'declaration')
    .flatMap((node) => textOf(site, spanOfNode(view, node)).match(/[A-Za-z_]\w*/g) ?? []);
  const words = new Set(behind.match(/[A-Za-z_]\w*/g));
  const locals = site.fn.unit.ir.locals;
  return declared.find((word) => locals.has(word) && words.has(word));
}
