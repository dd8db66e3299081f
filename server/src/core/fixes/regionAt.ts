// A region that begins and ends among the statements of one block, as statements of the tree.
import type { Span } from '../base/span.js';
import type { RegionShape, Release } from '../ir/ir.js';
import { statementAt } from './exits.js';
import type { FixSite } from './site.js';
import { holds, spanOfNode } from './statements.js';

export interface WholeRegion {
  readonly shape: RegionShape;
  readonly release: Release;
  /** The statements that begin and end it, and those between. */
  readonly begin: number;
  readonly end: number;
  readonly inside: readonly number[];
  /** What is around them, the block first. */
  readonly parents: readonly number[];
}

/** @param begins the instruction that begins it, in the file */
export function regionAt(site: FixSite, begins: Span): WholeRegion | undefined {
  const { view, fn, base } = site;
  const start = begins.start - base;
  const shape = fn.unit.ir.regions.find(({ begin }) => begin.start === start);
  const release = fn.flow.instrs.find(({ instr }) => instr.op === 'release' && instr.span.start === start)?.instr;
  const path = shape && statementAt(site, shape.begin);
  const [block] = path?.parents ?? [];
  if (shape === undefined || release?.op !== 'release' || path === undefined || block === undefined) return undefined;
  const statements = view.named(block);
  const from = statements.indexOf(path.node);
  const to = statements.findIndex((node) => holds(spanOfNode(view, node), shape.end));
  const end = statements[to];
  if (from < 0 || end === undefined || to <= from) return undefined;
  return { shape, release, begin: path.node, end, inside: statements.slice(from + 1, to), parents: path.parents };
}
