// The tokens of whole files. The text that was read last is asked for again, for its macros first and then for its
// functions, and the next one is most often the same file after a keystroke: only what differs is read anew then.
// Easy to get wrong: a token ends where the characters behind it say so, and a directive begins where a line does.
import { changeBetween } from '../base/textChange.js';
import { draftOf, readTokens, type Tokens, tokenize } from './tokens.js';

interface Read {
  readonly text: string;
  readonly tokens: Tokens;
}

let last: Read | undefined;
/** The one before: a text that was tried gives way to the one that it was made of. */
let previous: Read | undefined;

/** The same as `tokenize`, and the same object for the same text if no more than one other was asked for in between. */
export function fileTokens(text: string): Tokens {
  if (last?.text === text) return last.tokens;
  const now =
    previous?.text === text
      ? previous
      : { text, tokens: last === undefined ? tokenize(text) : tokensAfter(last, text) };
  [previous, last] = [last, now];
  return now.tokens;
}

/** No token is ended by what stands further behind it. */
const LOOKS_AHEAD = 32;

/** The tokens of a text, read where it differs from another one whose tokens are known. */
export function tokensAfter(before: Read, text: string): Tokens {
  const { start, endBefore, endAfter } = changeBetween(before.text, text);
  const old = before.tokens;
  const kept = endsUpTo(old, start - LOOKS_AHEAD);
  const moved = endAfter - endBefore;
  const draft = draftOf(old.count + 16);
  draft.append({ ...old, count: kept }, 0, 0);
  const from = kept === 0 ? 0 : (old.end[kept - 1] ?? 0);
  for (const comment of old.comments) {
    if (comment.end > from) break;
    draft.comments.push(comment);
  }
  let same = -1;
  // Behind the change, at the end of a token of both, all goes on as before.
  readTokens(text, from, draft, endAfter, (end) => {
    const next = endsUpTo(old, end - moved);
    if (old.end[next - 1] === end - moved) same = next;
    return same >= 0;
  });
  if (same < 0) return draft.finished();
  draft.append(old, same, moved);
  const since = old.end[same - 1] ?? 0;
  for (const comment of old.comments)
    if (comment.start >= since) draft.comments.push({ start: comment.start + moved, end: comment.end + moved });
  return draft.finished();
}

/** How many tokens end at or before an offset, which is the index of the one at it or behind it. */
export function endsUpTo({ count, end }: Tokens, offset: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((end[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
