// The region that a statement stands in: the statements that begin and end it, and those between in the same block.
import type { Release } from '../ir/ir.js';
import type { FixSite } from './site.js';
import { holds, isBlock, type Path, spanOfNode } from './statements.js';
import { releaseOf } from './takeBack.js';
import { instrsIn } from './uses.js';

export interface Region {
  readonly release: Release;
  /** The statement that begins it. */
  readonly begin: number;
  /** The statement that ends it: in the same block; undefined where there is none. */
  readonly end: number | undefined;
  /** The statements between. */
  readonly inside: readonly number[];
  /** Which of them the statement is, or stands in. */
  readonly at: number;
  /** What is around them, the block first. */
  readonly parents: readonly number[];
}

export function regionAround(site: FixSite, { node, parents }: Path, releasedBy: number): Region | undefined {
  const release = releaseOf(site, releasedBy);
  if (release === undefined) return undefined;
  const { view } = site;
  const all = [node, ...parents];
  for (const [i, block] of all.entries()) {
    if (!isBlock(view, block) || !holds(spanOfNode(view, block), release.span)) continue;
    const statements = view.named(block);
    const begin = statements.findIndex((each) => holds(spanOfNode(view, each), release.span));
    const own = statements.indexOf(all[i - 1] ?? -1);
    const first = statements[begin];
    if (first === undefined || own <= begin || !isPlain(site, first)) return undefined;
    const end = statements.findIndex((each, at) => at > begin && endsIt(site, each, release));
    if (end >= 0 && end <= own) return undefined;
    const inside = statements.slice(begin + 1, end < 0 ? undefined : end);
    return {
      ...{ release, begin: first, inside },
      end: end < 0 ? undefined : statements[end],
      at: own - begin - 1,
      parents: all.slice(i),
    };
  }
  return undefined;
}

/** A statement that does nothing but begin the region. */
const isPlain = (site: FixSite, node: number): boolean =>
  ['expression_statement', 'declaration', 'if_statement'].includes(site.view.kind(node)) &&
  instrsIn(site, node).every(({ op }) => ['release', 'assign', 'point', 'use'].includes(op));

/** Takes the GIL back for good: the end of the region, or a statement with nothing else in it, perhaps under a test. */
function endsIt({ fn, view }: FixSite, node: number, { saves, spelling }: Release): boolean {
  const span = spanOfNode(view, node);
  const kind = view.kind(node);
  if (kind !== 'expression_statement' && kind !== 'if_statement') return false;
  const within = fn.flow.instrs.filter(
    ({ instr }) => holds(span, instr.span) && instr.op !== 'point' && instr.op !== 'use',
  );
  return (
    within.some(
      ({ instr }) =>
        instr.op === 'acquire' &&
        instr.from?.text === saves?.text &&
        (spelling !== 'region' || instr.spelling === 'region' || instr.spelling === 'call'),
    ) && within.every(({ instr }) => instr.op === 'acquire' || instr.op === 'assign')
  );
}
