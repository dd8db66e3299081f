// A way out of a region takes the GIL back first, or the region ends before it.
// Easy to get wrong: where only some path has released the GIL, taking it would wait for ever on the others.
import { Gil } from '../flow/lattice.js';
import { argumentFirst } from './argumentFirst.js';
import { bodyOf, lineAtEnd } from './body.js';
import { enclose, groupOf } from './enclose.js';
import { alwaysLeaves, beforeExit, behindValue, statementAt } from './exits.js';
import { endEarlier, removed } from './narrowRegion.js';
import { type Offer, offersOf, type Proposal, type Propose, type Proposed, refuse } from './proposal.js';
import { regionAround } from './regionAround.js';
import type { FixSite } from './site.js';
import type { Path } from './statements.js';
import { releaseOf, type TakeWords, takeWords } from './takeBack.js';
import { beforeThrows } from './throws.js';
import { usesPython } from './uses.js';

const LEAVES: ReadonlyMap<string, string> = new Map([
  ['return_statement', '`return`'],
  ['goto_statement', '`goto`'],
  ['break_statement', '`break`'],
  ['continue_statement', '`continue`'],
  ['throw_statement', '`throw`'],
]);

export const takeBackBeforeExit: Propose = (site) => {
  const { at, view } = site;
  if (at === undefined) return refuse('the exit could not be found in the text');
  if (at.instr.op === 'release') return atTheEnd(site, at.index);
  const gil = site.fn.flow.before(at.index);
  if (gil.set !== Gil.released)
    return refuse('the GIL is held on another way to this place, so it cannot simply be taken back');
  const statement = statementAt(site, at.instr.span);
  if (statement === undefined) return refuse('the exit stands in no statement');
  const thrown = beforeThrows(site, statement, gil.releasedBy);
  if (thrown !== undefined) return thrown;
  const words = takeWords(site, gil.releasedBy, statement);
  if (words.kind === 'guard' || words.kind === 'token')
    return refuse('the thread state that would have to be restored is not known here');
  const name = LEAVES.get(view.kind(statement.node));
  const isPlain = name !== undefined || at.instr.op === 'jump' || alwaysLeaves(site, statement, at);
  const title = `Take the GIL back with ${words.title} in front of the ${name ?? 'exit'}`;
  const take = isPlain ? exits(site, statement, words, title) : hidden(site, statement, words);
  return offersOf(take, earlierEnd(site, statement, gil.releasedBy, name ?? 'exit'));
};

function exits(site: FixSite, statement: Path, { open }: TakeWords, title: string): Offer {
  const plain = beforeExit(site, statement, open);
  const value = usesPython(site, statement.node) ? undefined : behindValue(site, statement, open);
  return [plain, value].flatMap((edits) => (edits === undefined ? [] : [{ title, edits, safe: true }]));
}

/** A macro that leaves, perhaps: what it does needs the GIL on its way out. */
function hidden(site: FixSite, statement: Path, words: TakeWords): Offer {
  const title = `Take the GIL with ${words.title} around the macro`;
  const ways = [enclose(site, groupOf(statement), words), argumentFirst(site, statement, words)];
  return ways.flatMap((edits) => (edits === undefined ? [] : [{ title, edits, safe: true }]));
}

function earlierEnd(site: FixSite, statement: Path, releasedBy: number, name: string): Offer {
  const region = regionAround(site, statement, releasedBy);
  if (region?.end === undefined) return [];
  if (region.at === 0) {
    const edits = removed(site, region);
    return edits === undefined ? [] : [{ title: 'Remove the region: nothing in it waits', edits, safe: true }];
  }
  const edits = endEarlier(site, region, region.inside[region.at]);
  return edits === undefined ? [] : [{ title: `End the region in front of the ${name}`, edits, safe: true }];
}

/** The function ends, and nothing has taken the GIL back before. */
function atTheEnd(site: FixSite, releasedBy: number): Proposed {
  const last = site.view.named(bodyOf(site)).at(-1);
  const release = releaseOf(site, releasedBy);
  if (last === undefined || release === undefined) return refuse('the function could not be read');
  const words = takeWords(site, releasedBy, { node: last, parents: [bodyOf(site)] });
  if (words.kind === 'guard' || words.kind === 'token')
    return refuse('the thread state that would have to be restored is not known at the end');
  const edits = lineAtEnd(site, words.open);
  if (edits === undefined) return refuse('the function ends in the middle of a line');
  const proposal: Proposal = { title: `Take the GIL back with ${words.title} at the end`, edits, safe: true };
  return offersOf([proposal]);
}
