// Edits that write a contract at a declaration: over the one that stands there, or on a line of its own above.
// Easy to get wrong: a suppression works for the line below it, so nothing may come between the two.
import type { Span } from '../base/span.js';
import type { TextEdit } from '../base/textEdit.js';
import type { Declaration } from '../syntax/declarations.js';
import type { Tokens } from '../syntax/tokens.js';

export function contractEdits(
  text: string,
  tokens: Tokens,
  declaration: Declaration,
  written: readonly Span[],
  contract: string,
): readonly TextEdit[] {
  const comment = `/* gil: ${contract} */`;
  const [first, ...others] = written;
  if (first !== undefined) {
    const own = text.startsWith('//', first.start) ? `// gil: ${contract}` : comment;
    return [{ span: first, newText: own }, ...others.map((span) => ({ span: withBlanks(text, span), newText: '' }))];
  }
  const start = tokens.start[declaration.firstToken] ?? 0;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indentation = text.slice(lineStart, start);
  if (/\S/.test(indentation)) return [{ span: { start, end: start }, newText: `${comment} ` }];
  const at = aboveSuppressions(text, tokens, lineStart);
  const newline = /\r\n/.test(text.slice(Math.max(0, lineStart - 2), lineStart)) || isCrLf(text, start) ? '\r\n' : '\n';
  return [{ span: { start: at, end: at }, newText: `${indentation}${comment}${newline}` }];
}

const isCrLf = (text: string, from: number): boolean => text[text.indexOf('\n', from) - 1] === '\r';

/** The comment with the blanks in front of it, or with its line where it is alone on it. */
function withBlanks(text: string, { start, end }: Span): Span {
  let from = start;
  while (from > 0 && /[ \t]/.test(text[from - 1] ?? '')) from--;
  return { start: from, end };
}

/** The start of the line, or of the comments that stand right above it and suppress something on it. */
function aboveSuppressions(text: string, tokens: Tokens, lineStart: number): number {
  let at = lineStart;
  for (let i = tokens.comments.length - 1; i >= 0; i--) {
    const comment = tokens.comments[i];
    if (comment === undefined || comment.end > at) continue;
    const own = text.lastIndexOf('\n', comment.start - 1) + 1;
    const isAlone = !/\S/.test(text.slice(own, comment.start)) && /^[ \t]*\r?\n$/.test(text.slice(comment.end, at));
    if (!isAlone || !text.slice(comment.start, comment.end).includes('gilscope:')) break;
    at = own;
  }
  return at;
}
