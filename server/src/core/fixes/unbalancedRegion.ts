// The half of a region that is missing: its end in front of what needs the GIL, or its start in front of what waits.
// Easy to get wrong: the text may not compile as it is, so the tree around it may be damaged; then nothing is offered.
import { enclose, groupOf, inFront } from './enclose.js';
import { statementAt } from './exits.js';
import { type Offer, offersOf, type Propose, refuse } from './proposal.js';
import { removal } from './removal.js';
import type { FixSite } from './site.js';
import { isBlock, type Path } from './statements.js';
import { usesPython } from './uses.js';

export const writeOtherHalf: Propose = (site) => {
  const { finding, fn, base, text } = site;
  const imbalance = fn.unit.ir.imbalances.find(({ span }) => base + span.start === finding.span.start);
  const statement = imbalance && statementAt(site, imbalance.span);
  if (imbalance === undefined || statement === undefined) return refuse('the macro could not be found in the text');
  const semicolon = text[base + imbalance.span.end] === ';' ? ';' : '';
  switch (imbalance.problem) {
    case 'never-ended':
      return withEnd(site, statement, `${imbalance.spelled.replace('BEGIN', 'END')}${semicolon}`, imbalance.spelled);
    case 'never-begun':
      return withBegin(site, statement, `${imbalance.spelled.replace('END', 'BEGIN')}${semicolon}`, imbalance.spelled);
    case 'ended-in-another-block':
      return refuse('the other half stands in another block, and which of the two is right has to be decided first');
    default:
      return refuse('the other half stands under another condition');
  }
};

/** In front of the first statement that needs the GIL, or behind the last statement of the block. */
function withEnd(site: FixSite, statement: Path, end: string, begin: string) {
  const { view } = site;
  const [block] = statement.parents;
  if (end === begin || block === undefined || !isBlock(view, block)) return refuse('its other half has no known name');
  const behind = view.named(block).filter((node) => view.start(node) > view.start(statement.node));
  const first = behind.find(
    (node) => usesPython(site, node) || /^(?:return|goto|break|continue)_/.test(view.kind(node)),
  );
  const last = behind.at(-1);
  const offers: Offer[number][] = [];
  const add = (edits: ReturnType<typeof enclose>): void => {
    if (edits !== undefined) offers.push({ title: `Write ${end.replace(';', '')}`, edits, safe: true });
  };
  if (first !== undefined) add(inFront(site, { node: first, parents: statement.parents }, [end]));
  if (last !== undefined)
    add(enclose(site, groupOf({ node: last, parents: statement.parents }), { open: [], close: [end], indents: false }));
  const gone = removal(site, statement);
  const removed: Offer = gone === undefined ? [] : [{ title: `Remove ${begin}`, edits: gone, safe: false }];
  return offersOf(offers, removed);
}

/** In front of the statements that wait, right above; or the end goes. */
function withBegin(site: FixSite, statement: Path, begin: string, end: string) {
  const { view, file, fn } = site;
  const [block] = statement.parents;
  if (begin === end || block === undefined || !isBlock(view, block)) return refuse('its other half has no known name');
  const waits = (node: number): boolean =>
    fn.unit.instrs.some(
      ({ instr }) =>
        instr.op === 'call' &&
        instr.span.start >= view.start(node) &&
        instr.span.end <= view.end(node) &&
        file.waits.ofCall(fn.node, instr).length > 0,
    );
  const ahead = view.named(block).filter((node) => view.start(node) < view.start(statement.node));
  let from: number | undefined;
  for (const node of ahead.reverse()) {
    if (usesPython(site, node) || !/^(?:expression|if|while|for|do)_statement$/.test(view.kind(node))) break;
    if (waits(node)) from = node;
  }
  const placed = from === undefined ? undefined : inFront(site, { node: from, parents: statement.parents }, [begin]);
  const gone = removal(site, statement);
  return offersOf(
    placed === undefined ? [] : [{ title: `Write ${begin.replace(';', '')}`, edits: placed, safe: false }],
    gone === undefined ? [] : [{ title: `Remove ${end}`, edits: gone, safe: false }],
  );
}
