// Offsets to lines and back. A line ends at \n, \r\n or a lone \r, as the LSP counts them.

import type { TextChange } from './textChange.js';

/** 0-based line and 0-based column in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

type Starts = Readonly<ArrayLike<number>>;

export class LineIndex {
  readonly #starts: Starts;
  /** Where each line's text ends, its line end left out; undefined where all lines end in one character. */
  readonly #contentEnds: readonly number[] | undefined;
  readonly #length: number;

  /** @param known lines of another text, and where the two differ */
  constructor(text: string, known?: { readonly lines: LineIndex; readonly change: TextChange }) {
    this.#length = text.length;
    const isPlain = !text.includes('\r');
    if (isPlain && known !== undefined && known.lines.#contentEnds === undefined) {
      this.#starts = startsAfter(known.lines.#starts, known.change, text);
      return;
    }
    const starts = [0];
    if (isPlain) for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
    else {
      const ends: number[] = [];
      splitAtAny(text, starts, ends);
      this.#contentEnds = ends;
    }
    this.#starts = starts;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  position(offset: number): Position {
    const line = lineOf(this.#starts, offset);
    return { line, character: offset - (this.#starts[line] ?? 0) };
  }

  /** The offset of a position; a line or column that does not exist is clamped to the nearest that does. */
  offset(position: Position): number {
    if (position.line >= this.#starts.length) return this.#length;
    const start = this.lineStart(position.line);
    const next = this.#starts[position.line + 1];
    const end = this.#contentEnds === undefined && next !== undefined ? next - 1 : this.#contentEnds?.[position.line];
    return Math.min(start + Math.max(0, position.character), end ?? this.#length);
  }

  lineStart(line: number): number {
    return this.#starts[Math.max(0, line)] ?? this.#length;
  }

  /** Where the next line starts, or the end of the text. */
  lineEnd(line: number): number {
    return this.#starts[line + 1] ?? this.#length;
  }
}

/** The last line that starts at or before an offset. */
function lineOf(starts: Starts, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Line ends of all three kinds. */
function splitAtAny(text: string, starts: number[], ends: number[]): void {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c !== 10 && (c !== 13 || text.charCodeAt(i + 1) === 10)) continue;
    ends.push(c === 10 && text.charCodeAt(i - 1) === 13 ? i - 1 : i);
    starts.push(i + 1);
  }
}

/** Where lines start, from where they started before a change. */
function startsAfter(before: Starts, { start, endBefore, endAfter }: TextChange, text: string): Starts {
  const moved = endAfter - endBefore;
  const kept = lineOf(before, start) + 1;
  const added: number[] = [];
  for (let i = text.indexOf('\n', start); i >= 0 && i < endAfter; i = text.indexOf('\n', i + 1)) added.push(i + 1);
  const behind = lineOf(before, endBefore) + 1;
  const starts = new Uint32Array(kept + added.length + before.length - behind);
  for (let line = 0; line < kept; line++) starts[line] = before[line] ?? 0;
  starts.set(added, kept);
  let to = kept + added.length;
  for (let line = behind; line < before.length; line++) starts[to++] = (before[line] ?? 0) + moved;
  return starts;
}
