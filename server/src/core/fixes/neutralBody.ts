// A body that uses Python although its contract says that it may be called in either state: it takes the GIL for that
// moment, and the contract goes, since a function that takes the GIL may wait for it.
// Easy to get wrong: a contract in another file, or one that says more, is not for an edit here to remove.
import { spelledCall } from '../rules/report.js';
import { statementAt } from './exits.js';
import { withoutComment } from './layout.js';
import { offersOf, type Propose, refuse } from './proposal.js';
import { callAt } from './site.js';
import { takeAround } from './takeAround.js';
import { guard, token } from './takeBack.js';

export const takeInNeutralBody: Propose = (site) => {
  const { file, fn, finding, text } = site;
  const call = callAt(site);
  const statement = call && statementAt(site, call.span);
  const comments = file.contracts.ofFunction(fn.node)?.comments ?? [];
  if (call === undefined || statement === undefined) return refuse('it stands in no statement');
  const isOwn = comments.every(
    ({ path, terms }) =>
      path === fn.node.path && terms.every((term) => term.kind === 'state' && term.state === 'neutral'),
  );
  if (!isOwn) return refuse('what the contract should say instead is for its author to decide');
  const words = guard(site) ?? token(site);
  const title = `Take the GIL around ${spelledCall(finding.callee ?? 'the call')} with ${words.title}, and remove the contract`;
  const removed = comments.map(({ at }) => withoutComment(text, at));
  return offersOf(
    takeAround(site, statement, call.span, words).map((edits) => ({
      title,
      edits: [...removed, ...edits],
      safe: false,
    })),
  );
};
