// Which parts of a function use Python, wait, or leave.

import { Gil } from '../flow/lattice.js';
import type { Held } from '../flow/state.js';
import { changesGil, type Instr } from '../ir/ir.js';
import type { FixSite } from './site.js';
import { holds, LOOPS, nodesBelow, spanOfNode } from './statements.js';

/** Whether a call in a node needs the GIL. */
export function usesPython(site: FixSite, node: number): boolean {
  const span = spanOfNode(site.view, node);
  return instrsIn(site, node).some(
    (instr) =>
      instr.op === 'call' && holds(span, instr.span) && site.file.needs.ofCall(site.fn.node, instr) !== undefined,
  );
}

/** Whether a call in a node waits or computes, which must go on without the GIL although nobody reports it here. */
export function waits(site: FixSite, node: number): boolean {
  const { fn, file } = site;
  return instrsIn(site, node).some((instr) => instr.op === 'call' && file.waits.ofCall(fn.node, instr).length > 0);
}

/** The instructions of a node. */
export function instrsIn({ fn, view }: FixSite, node: number): readonly Instr[] {
  const span = spanOfNode(view, node);
  return fn.flow.instrs.filter(({ instr }) => holds(span, instr.span)).map(({ instr }) => instr);
}

export const changesState = (site: FixSite, node: number): boolean => instrsIn(site, node).some(changesGil);

/** The GIL in front of a statement; undefined where nothing says. */
function gilBefore({ fn, view }: FixSite, node: number): Held | undefined {
  const span = spanOfNode(view, node);
  const at = fn.flow.instrs.find(({ instr }) => holds(span, instr.span));
  return at && fn.flow.before(at.index);
}

export const isReleasedBefore = (site: FixSite, node: number): boolean => gilBefore(site, node)?.set === Gil.released;

export function hasLoop({ view }: FixSite, node: number): boolean {
  for (const _ of nodesBelow(view, node, LOOPS)) return true;
  return false;
}
