// `/* gilscope: allow(rule) because … */` on a line or the line above, `allow-file(rule)` anywhere at the top.
// Found among the comments of the tokenizer, so that one in a string is none.

import type { LineIndex } from '../base/lineIndex.js';
import type { Span } from '../base/span.js';
import type { Tokens } from './tokens.js';

export interface Suppression {
  /** The rule as written; it may not exist. */
  readonly rule: string;
  /** Where the rule is written. */
  readonly span: Span;
  /** Lines that it covers, 0-based and inclusive; undefined for the whole file. */
  readonly lines: { readonly first: number; readonly last: number } | undefined;
}

const PATTERN = /\bgilscope:\s*(allow-file|allow)\s*\(([^)]*)\)/g;

export function readSuppressions(text: string, tokens: Tokens, lines: LineIndex): readonly Suppression[] {
  const found: Suppression[] = [];
  for (const comment of tokens.comments) {
    const body = text.slice(comment.start, comment.end);
    if (!body.includes('gilscope:')) continue;
    const first = lines.position(comment.start).line;
    const last = lines.position(comment.end).line;
    const alone =
      text.slice(lines.lineStart(first), comment.start).trim() === '' &&
      text.slice(comment.end, lines.lineEnd(last)).trim() === '';
    for (const match of body.matchAll(PATTERN)) {
      const listAt = comment.start + match.index + match[0].length - 1 - (match[2] ?? '').length;
      for (const item of (match[2] ?? '').matchAll(/[^\s,]+/g)) {
        const start = listAt + item.index;
        found.push({
          rule: item[0],
          span: { start, end: start + item[0].length },
          lines: match[1] === 'allow-file' ? undefined : { first, last: alone ? last + 1 : last },
        });
      }
    }
  }
  return found;
}
