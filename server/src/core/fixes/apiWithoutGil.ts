// A use of Python where the GIL is released: the region becomes smaller, or the GIL is taken for the moment.
// Easy to get wrong: where only some path has released it, only a token works on all of them.
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY } from '../flow/state.js';
import { spelledCall } from '../rules/report.js';
import { statementAt } from './exits.js';
import { endEarlier, narrowed } from './narrowRegion.js';
import { type Offer, offersOf, type Propose, refuse } from './proposal.js';
import { type Region, regionAround } from './regionAround.js';
import { callAt, type FixSite } from './site.js';
import { takeAround } from './takeAround.js';
import { guard, takeWords, token } from './takeBack.js';
import { beforeThrows } from './throws.js';

export const takeForUse: Propose = (site) => {
  const call = callAt(site);
  const { at, fn, finding } = site;
  if (call === undefined || at === undefined) return refuse('the use could not be found in the text');
  const statement = statementAt(site, call.span);
  if (statement === undefined) return refuse('it stands in no statement');
  const gil = fn.flow.before(at.index);
  const thrown = beforeThrows(site, statement, gil.releasedBy);
  if (thrown !== undefined) return thrown;
  const name = spelledCall(finding.callee ?? 'the call');
  const region = regionAround(site, statement, gil.releasedBy);
  const smaller = region === undefined ? [] : narrower(site, region, gil.set === Gil.released, name);
  const isSure = gil.set === Gil.released && gil.releasedBy !== FROM_ENTRY;
  const words = isSure ? takeWords(site, gil.releasedBy, statement) : (guard(site) ?? token(site));
  const title = `Take the GIL around ${name} with ${words.title}`;
  const safe = words.kind !== 'token';
  const around = takeAround(site, statement, call.span, words).map((edits) => ({ title, edits, safe }));
  // At the edge of the region nobody would take the GIL in the middle of it.
  const isAtEdge = region?.inside.includes(statement.node) === true;
  const all = isAtEdge ? [[...smaller, ...around]] : [smaller, around];
  return { ...offersOf(...all), refusal: 'the GIL cannot be taken in the middle of this statement' };
};

function narrower(site: FixSite, region: Region, isSure: boolean, name: string): Offer {
  if (isSure) return narrowed(site, region, name);
  // Taken back under the condition that it was released under.
  const edits = region.at === region.inside.length - 1 ? endEarlier(site, region, region.inside[region.at]) : undefined;
  return edits === undefined ? [] : [{ title: `Take the GIL back in front of ${name}`, edits, safe: true }];
}
