// One region around the loop in the place of one in each round; or none, where the loop needs Python.
// Easy to get wrong: a way out of the loop would leave with the GIL released; and others may change what the loop reads
// meanwhile, so the wider region is for the author to judge.
import type { TextEdit } from '../base/textEdit.js';
import type { Call, Instr, RegionShape } from '../ir/ir.js';
import { enclose, groupOf } from './enclose.js';
import { withoutRegion } from './idleRegion.js';
import { isRefusal, offersOf, type Proposal, type Propose, refuse } from './proposal.js';
import { regionAt } from './regionAt.js';
import { regionWords } from './regionWords.js';
import { leaves } from './release.js';
import type { FixSite } from './site.js';
import { LOOPS, pathTo } from './statements.js';

export const widenOrRemove: Propose = (site) => {
  const region = regionAt(site, site.finding.span);
  if (region === undefined) return refuse('the region could not be found in the text');
  const removed = withoutRegion(site, region);
  if (isRefusal(removed)) return refuse(removed.refused);
  const wider = widened(site, region.shape, removed);
  const title = 'Remove the region: nothing in it waits';
  return offersOf([...wider, { title, edits: removed, safe: true }]);
};

function widened(site: FixSite, { loop, begin, end }: RegionShape, removed: readonly TextEdit[]): readonly Proposal[] {
  const path = loop && pathTo(site.view, loop, [...LOOPS]);
  if (loop === undefined || path === undefined || leaves(site, path.node)) return [];
  const inLoop = site.fn.unit.instrs.flatMap(({ instr }) =>
    loop.start <= instr.span.start && instr.span.end <= loop.end ? [instr] : [],
  );
  const isEnd = ({ span }: Instr): boolean => span.start === begin.start || span.start === end.start;
  const isFree = (instr: Instr): boolean =>
    isEnd(instr) || instr.op === 'point' || instr.op === 'use' || instr.op === 'assign' || instr.op === 'loop';
  const needsPython = (call: Call): boolean => site.file.needs.ofCall(site.fn.node, call) !== undefined;
  if (!inLoop.every((instr) => isFree(instr) || (instr.op === 'call' && !needsPython(instr)))) return [];
  const around = enclose(site, groupOf(path), regionWords(site));
  if (around === undefined) return [];
  return [{ title: 'Release the GIL once around the loop', edits: [...around, ...removed], safe: false }];
}
