// What a handler does without the GIL is the mistake of who threw: a region of macros is left, and the handler cannot see
// the thread state.
import { inFront } from './enclose.js';
import { offersOf, type Proposed } from './proposal.js';
import type { FixSite } from './site.js';
import { holds, type Path, spanOfNode } from './statements.js';
import { releaseOf, takeWords } from './takeBack.js';

/** In front of each `throw` of the region; undefined where the place stands in no handler. */
export function beforeThrows(site: FixSite, { parents }: Path, releasedBy: number): Proposed | undefined {
  const { view } = site;
  const release = releaseOf(site, releasedBy);
  const handler = parents.find((at) => view.kind(at) === 'catch_clause');
  if (release === undefined || handler === undefined || holds(spanOfNode(view, handler), release.span))
    return undefined;
  const all = throwsOf(site).filter(
    ({ node, parents: around }) =>
      around.includes(tryOf(site, parents, handler)) && view.start(node) > release.span.start,
  );
  const words = all.map((path) => takeWords(site, releasedBy, path));
  if (words.some(({ kind }) => kind === 'guard' || kind === 'token')) return undefined;
  const edits = all.flatMap((path, i) => inFront(site, path, words[i]?.open ?? []) ?? []);
  const title = `Take the GIL back with ${words[0]?.title ?? ''} in front of the \`throw\``;
  return edits.length < all.length || all.length === 0 ? undefined : offersOf([{ title, edits, safe: true }]);
}

const tryOf = ({ view }: FixSite, parents: readonly number[], handler: number): number =>
  parents.slice(parents.indexOf(handler)).find((at) => view.kind(at) === 'try_statement') ?? -1;

function throwsOf({ view }: FixSite): readonly Path[] {
  const found: Path[] = [];
  const open: number[] = [];
  for (let node = 0; node < view.tree.count; node++) {
    while (open.length > 0 && (view.tree.next[open.at(-1) ?? 0] ?? 0) <= node) open.pop();
    if (view.kind(node) === 'throw_statement') found.push({ node, parents: [...open].reverse() });
    open.push(node);
  }
  return found;
}
