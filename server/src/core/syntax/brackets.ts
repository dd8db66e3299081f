// Which bracket closes which, worked out once for a run of tokens: whoever looks for the end of each of many open
// brackets would otherwise read the rest of the text as often as there are brackets.
// The kinds of brackets are not told apart: in text that is being typed `(]` is more likely a slip than two brackets.
import { Tok } from './tokens.js';

/** For each opening bracket the token that closes it, or `unclosed`; other tokens have no meaning here. */
export function closingBrackets(
  count: number,
  kind: (t: number) => number,
  first: (t: number) => number,
  unclosed: number,
): Int32Array {
  const closing = new Int32Array(count).fill(unclosed);
  const open: number[] = [];
  for (let t = 0; t < count; t++) {
    if (kind(t) !== Tok.punct) continue;
    const c = first(t);
    if (c === 40 || c === 91 || c === 123) open.push(t);
    else if (c === 41 || c === 93 || c === 125) closing[open.pop() ?? t] = t;
  }
  return closing;
}
