// The second of two releases goes, with the acquire that belongs to it; a helper that releases itself is called with the
// GIL held.
import { takeForUse } from './apiWithoutGil.js';
import { statementAt } from './exits.js';
import { offersOf, type Propose, refuse } from './proposal.js';
import { regionAround } from './regionAround.js';
import { removal, withVariable } from './removal.js';
import { type FixSite, textOf } from './site.js';
import { type Path, spanOfNode } from './statements.js';

export const removeInnerRelease: Propose = (site) => {
  const { at } = site;
  if (at?.instr.op === 'call') return takeForUse(site);
  const statement = at && statementAt(site, at.instr.span);
  if (at?.instr.op !== 'release' || statement === undefined)
    return refuse('the release could not be found in the text');
  if (!isNothingElse(site, statement)) return refuse('the release stands in the middle of an expression');
  const inner = removedRegion(site, statement, at.index) ?? removal(site, statement);
  if (inner === undefined) return refuse('the release cannot go without something in its place');
  const saved = at.instr.saves;
  const edits = at.instr.spelling === 'call' && saved?.local === true ? withVariable(site, inner, saved.text) : inner;
  return offersOf([{ title: `Remove the second ${at.instr.spelled}`, edits, safe: true }]);
};

/** A macro, a call, or the assignment of what the call gives back. */
const isNothingElse = (site: FixSite, { node }: Path): boolean =>
  /^(?:(?:[\w*:]+ )*\**\w+\s*=\s*)?\w+\s*(?:\([^()]*\))?\s*;?$/.test(textOf(site, spanOfNode(site.view, node))) ||
  site.view.kind(node) === 'declaration';

/** Both halves of a region that has its end in the same block. */
function removedRegion(site: FixSite, { node, parents }: Path, index: number): ReturnType<typeof removal> {
  const { view } = site;
  const [block] = parents;
  const next = block === undefined ? undefined : view.named(block).find((at) => view.start(at) > view.start(node));
  const region = next === undefined ? undefined : regionAround(site, { node: next, parents }, index);
  const begin = removal(site, { node, parents });
  const end = region?.end === undefined ? undefined : removal(site, { node: region.end, parents });
  if (begin === undefined || end === undefined) return undefined;
  // Without a brace of its own the acquire may be the one of the outer release.
  const release = region?.release;
  return release?.spelling === 'region' ? [...begin, ...end] : undefined;
}
