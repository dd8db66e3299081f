// How the text around a place is laid out: indentation, line ends, what shares a line. An edit that keeps them looks as
// if the author had written it.
import type { Span } from '../base/span.js';
import type { TextEdit } from '../base/textEdit.js';

export const lineStartOf = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** Where the line ends, in front of its line end. */
export function lineEndOf(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end > at ? end - 1 : end;
}

/** The start of the next line. */
export function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** The blanks that the line of a place begins with. */
export function indentationOf(text: string, at: number): string {
  const blanks = /[ \t]*/y;
  blanks.lastIndex = lineStartOf(text, at);
  return blanks.exec(text)?.[0] ?? '';
}

export const startsLine = (text: string, at: number): boolean => !/\S/.test(text.slice(lineStartOf(text, at), at));

/** The line end of the text around a place. */
export function newlineAt(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  const found = end < 0 ? text.lastIndexOf('\n') : end;
  return text[found - 1] === '\r' ? '\r\n' : '\n';
}

/** Behind a place: a comment that belongs to it stays on its line; undefined where code follows. */
export function endOfLineComment(text: string, at: number): number | undefined {
  const end = lineEndOf(text, at);
  return /^\s*(?:(?:\/\*(?:[^*]|\*(?!\/))*\*\/\s*)*(?:\/\/.*)?)$/.test(text.slice(at, end)) ? end : undefined;
}

/** One step of indentation, as the text around a place has it. */
export function indentStep(text: string, at: number): string {
  const own = indentationOf(text, at);
  if (own.includes('\t')) return '\t';
  const widths = new Map<number, number>();
  let before = 0;
  for (const match of text.slice(Math.max(0, at - 8_000), at + 8_000).matchAll(/^( *)\S/gm)) {
    const width = match[1]?.length ?? 0;
    const step = width - before;
    if (step > 1 && step <= 8) widths.set(step, (widths.get(step) ?? 0) + 1);
    before = width;
  }
  const [best] = [...widths].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return ' '.repeat(best?.[0] ?? 4);
}

/** Lines of their own in front of the line of a place. */
export function insertBefore(text: string, at: number, lines: readonly string[]): TextEdit {
  const start = lineStartOf(text, at);
  const indentation = indentationOf(text, at);
  const newline = newlineAt(text, at);
  return { span: { start, end: start }, newText: lines.map((line) => written(indentation, line, newline)).join('') };
}

/** Lines of their own behind the line of a place, indented as the line of another one. */
export function insertAfter(text: string, end: number, like: number, lines: readonly string[]): TextEdit {
  const at = lineEndOf(text, end);
  const indentation = indentationOf(text, like);
  const newline = newlineAt(text, like);
  const newText = lines.map((line) => `${newline}${line === '' ? '' : indentation}${line}`).join('');
  return { span: { start: at, end: at }, newText };
}

const written = (indentation: string, line: string, newline: string): string =>
  line === '' ? newline : `${indentation}${line}${newline}`;

/** A comment goes, with its line where it is alone on it, else with the blanks that kept it apart. */
export function withoutComment(text: string, comment: Span): TextEdit {
  const isAlone = !/\S/.test(text.slice(lineStartOf(text, comment.start), comment.start));
  const isLast = !/\S/.test(text.slice(comment.end, lineEndOf(text, comment.end)));
  if (isAlone && isLast)
    return { span: { start: lineStartOf(text, comment.start), end: nextLine(text, comment.end) }, newText: '' };
  let { start, end } = comment;
  if (isLast) while (/[ \t]/.test(text[start - 1] ?? '')) start--;
  else while (/[ \t]/.test(text[end] ?? '')) end++;
  return { span: { start, end }, newText: '' };
}
