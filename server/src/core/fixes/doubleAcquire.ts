// The second of two acquires goes. The end of a region cannot, since it closes the brace: the GIL is released in front.

import { Gil } from '../flow/lattice.js';
import { inFront } from './enclose.js';
import { statementAt } from './exits.js';
import { type Offer, offersOf, type Propose, refuse } from './proposal.js';
import { removal } from './removal.js';
import { textOf } from './site.js';
import { spanOfNode } from './statements.js';
import { takeWords } from './takeBack.js';

export const removeSecondAcquire: Propose = (site) => {
  const { at, fn, view } = site;
  const statement = at && statementAt(site, at.instr.span);
  if (at?.instr.op !== 'acquire' || statement === undefined) return refuse('the call could not be found in the text');
  const written = textOf(site, spanOfNode(view, statement.node));
  if (!/^\w+\s*(?:\([^;]*\))?\s*;?$/.test(written)) return refuse('it stands in the middle of an expression');
  const gil = fn.flow.before(at.index);
  const offers: Offer[] = [];
  const isEnd = at.instr.spelling === 'region';
  const title = `Remove the second ${at.instr.spelled}`;
  if (gil.set === Gil.held && !isEnd) {
    const edits = removal(site, statement);
    if (edits !== undefined) offers.push([{ title, edits, safe: true }]);
  }
  // The one that took it on the way here.
  const first = fn.flow.instrs[gil.heldBy];
  const earlier = first?.instr.op === 'acquire' ? statementAt(site, first.instr.span) : undefined;
  const give = first === undefined ? undefined : takeWords(site, releasedBefore(site, first.index), statement);
  if (isEnd && gil.set === Gil.held && give !== undefined && (give.kind === 'macros' || give.kind === 'calls')) {
    const edits = inFront(site, statement, give.close);
    const name = give.kind === 'macros' ? give.close[0] : 'a release';
    if (edits !== undefined)
      offers.push([{ title: `Write ${name} in front of ${at.instr.spelled}`, edits, safe: true }]);
  }
  if (gil.set !== Gil.held && earlier !== undefined && give !== undefined && give.close.length === 1) {
    const [block] = earlier.parents;
    const all = block === undefined ? [] : view.named(block);
    const jump = all.find(
      (node) => view.start(node) > view.start(earlier.node) && /^(?:goto|break|continue)_/.test(view.kind(node)),
    );
    const edits = jump === undefined ? undefined : inFront(site, { node: jump, parents: earlier.parents }, give.close);
    if (edits !== undefined) offers.push([{ title: 'Release the GIL again in front of the jump', edits, safe: true }]);
  }
  return { ...offersOf(...offers), refusal: 'other paths come here without the GIL' };
};

const releasedBefore = ({ fn }: Parameters<Propose>[0], index: number): number => fn.flow.before(index).releasedBy;
