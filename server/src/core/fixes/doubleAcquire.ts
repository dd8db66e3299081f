// The second of two acquires goes. The end of a region cannot, since it closes the brace: the GIL is released in front.

import type { TextEdit } from '../base/textEdit.js';
import { Gil } from '../flow/lattice.js';
import type { Acquire } from '../ir/ir.js';
import { inFront } from './enclose.js';
import { statementAt } from './exits.js';
import { type Offer, offersOf, type Propose, refuse } from './proposal.js';
import { removal, withVariable } from './removal.js';
import { type FixSite, textOf } from './site.js';
import { holds, type Path, spanOfNode } from './statements.js';
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
    const pair = givenUpAgain(site, statement, at.instr);
    if (edits !== undefined)
      offers.push([
        { title, edits: withVariable(site, [...edits, ...pair], at.instr.from?.text ?? ''), safe: pair.length === 0 },
      ]);
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

/** A call behind it that gives up what it took goes with it. */
function givenUpAgain(site: FixSite, { node, parents }: Path, { from }: Acquire): readonly TextEdit[] {
  const { view, fn } = site;
  for (const next of view.named(parents[0] ?? -1)) {
    if (view.start(next) <= view.start(node)) continue;
    const own = fn.flow.instrs.filter(({ instr }) => holds(spanOfNode(view, next), instr.span));
    if (own.some(({ instr }) => instr.op === 'acquire')) return [];
    const release = own.find(({ instr }) => instr.op === 'release' && instr.saves?.text === from?.text);
    if (release === undefined || from === undefined) continue;
    // What gives back the thread state is a release of its own.
    const isCall = /^\w+\s*\([^()]*\w[^()]*\)\s*;$/.test(textOf(site, spanOfNode(view, next)));
    return (isCall ? removal(site, { node: next, parents }) : undefined) ?? [];
  }
  return [];
}
