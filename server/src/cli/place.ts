// Offsets as people and other programs read them: lines and columns from 1, columns in UTF-16 code units.
import type { LineIndex, Span } from '../core/project.js';

export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function placeOf(lines: LineIndex, span: Span): Place {
  const start = lines.position(span.start);
  const end = lines.position(span.end);
  return { line: start.line + 1, column: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}

/** The text of a line, counted from 1, without its line break. */
export function lineText(text: string, lines: LineIndex, line: number): string {
  return text.slice(lines.lineStart(line - 1), lines.lineEnd(line - 1)).replace(/[\r\n]+$/, '');
}
