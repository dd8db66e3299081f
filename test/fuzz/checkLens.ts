// The tokens and items of a text lie in it, in order; what the lens makes of an item is as long as the item, and has its
// line ends where they were.
// Easy to get wrong: behind the `)` of a macro a line end may become `;`, which is the one exception.
import type { Item } from '../../server/src/core/syntax/cut.js';
import type { FlatTree, Language, TreeParser } from '../../server/src/core/syntax/flatTree.js';
import type { Names } from '../../server/src/core/syntax/lens/names.js';
import { readItem } from '../../server/src/core/syntax/parseItem.js';
import type { Tokens } from '../../server/src/core/syntax/tokens.js';

/** One node that is damaged: whoever reads it goes on to ask for the other configurations. */
const DAMAGED: FlatTree = {
  count: 1,
  kind: new Uint16Array(1),
  field: new Uint8Array(1),
  start: new Uint32Array(1),
  end: new Uint32Array(1),
  next: Uint32Array.of(1),
  missing: [0],
};

export function lensComplaints(
  text: string,
  tokens: Tokens,
  items: readonly Item[],
  names: Names,
  language: Language,
): readonly string[] {
  const complaints = [...tokenComplaints(text, tokens), ...itemComplaints(text, items)];
  let masked = '';
  const parser: TreeParser = {
    grammar: { kinds: ['root', 'ERROR'], fields: [''] },
    parse(given) {
      masked = given;
      return DAMAGED;
    },
  };
  for (const item of items) {
    if (item.kind !== 'function') continue;
    readItem(text, item, tokens, names, parser, language === 'c', (reading) => {
      const original = text.slice(item.start, item.end);
      if (reading.text !== original) complaints.push('a reading has another text than its item');
      const wrong = maskComplaint(original, masked);
      if (wrong !== undefined) complaints.push(wrong);
      for (const at of reading.hiddenJumps)
        if (at < 0 || at >= original.length) complaints.push(`a hidden jump stands at ${at} of ${original.length}`);
    });
  }
  return complaints;
}

function maskComplaint(original: string, masked: string): string | undefined {
  if (masked.length !== original.length) return `the masked text has ${masked.length} of ${original.length} characters`;
  for (let at = masked.indexOf('\n'); at >= 0; at = masked.indexOf('\n', at + 1))
    if (original[at] !== '\n') return `a new line at ${at} of the masked text`;
  for (let at = original.indexOf('\n'); at >= 0; at = original.indexOf('\n', at + 1))
    if (masked[at] !== '\n' && masked[at] !== ';') return `the line end at ${at} became ${JSON.stringify(masked[at])}`;
  return undefined;
}

function tokenComplaints(text: string, { count, start, end }: Tokens): string[] {
  let before = 0;
  for (let t = 0; t < count; t++) {
    const [from, to] = [start[t] ?? -1, end[t] ?? -1];
    if (from < before || to <= from || to > text.length) return [`token ${t} lies at ${from}-${to} of ${text.length}`];
    before = to;
  }
  return [];
}

function itemComplaints(text: string, items: readonly Item[]): string[] {
  let before = 0;
  for (const { kind, start, end, firstToken, endToken, brace } of items) {
    if (start < before || end <= start || end > text.length)
      return [`a ${kind} lies at ${start}-${end} behind ${before}`];
    if (endToken <= firstToken || (brace >= 0 && (brace < firstToken || brace >= endToken)))
      return [`a ${kind} has the tokens ${firstToken}-${endToken} and its brace at ${brace}`];
    before = end;
  }
  return [];
}
