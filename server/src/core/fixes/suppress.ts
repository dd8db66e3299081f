// The edits that put a suppression above a finding, or at the top of its file, with room for the reason.
// Easy to get wrong: what stands first in a file may have to stay first, such as a line for an interpreter or an editor;
// a comment in a line of its own in front of everything harms neither.
import type { LineIndex } from '../base/lineIndex.js';
import type { Span } from '../base/span.js';
import type { TextEdit } from '../base/textEdit.js';

const comment = (what: string, rule: string): string =>
  `/* gilscope: ${what}(${rule}) because the reason is not written yet */`;

export function suppressionEdit(
  text: string,
  lines: LineIndex,
  finding: { readonly rule: string; readonly span: Span },
): readonly TextEdit[] {
  const start = lines.lineStart(lines.position(finding.span.start).line);
  const indentation = /[ \t]*/y;
  indentation.lastIndex = start;
  const blanks = indentation.exec(text)?.[0] ?? '';
  const newline = text.slice(0, start).endsWith('\r\n') ? '\r\n' : '\n';
  return [{ span: { start, end: start }, newText: `${blanks}${comment('allow', finding.rule)}${newline}` }];
}

/** Behind the comment that a file begins with, which is about the whole file, too. */
export function fileSuppressionEdit(text: string, rule: string): readonly TextEdit[] {
  const newline = /\r?\n/.exec(text)?.[0] ?? '\n';
  const at = behindFirstComment(text);
  // The comment ends the text.
  const before = at > 1 && !text.slice(0, at).endsWith('\n') ? newline : '';
  return [{ span: { start: at, end: at }, newText: `${before}${comment('allow-file', rule)}${newline}` }];
}

const BYTE_ORDER_MARK = '\uFEFF';

function behindFirstComment(text: string): number {
  const start = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  if (text.startsWith('/*', start)) {
    const end = text.indexOf('*/', start + 2);
    const lineEnd = end < 0 ? -1 : text.indexOf('\n', end);
    // Code behind the comment: what is put in there must not fall apart from it.
    if (end < 0 || text.slice(end + 2, lineEnd < 0 ? undefined : lineEnd).trim() !== '') return start;
    return lineEnd < 0 ? text.length : lineEnd + 1;
  }
  let at = start;
  while (text.startsWith('//', at)) {
    const lineEnd = text.indexOf('\n', at);
    if (lineEnd < 0) return text.length;
    at = lineEnd + 1;
  }
  return at;
}
