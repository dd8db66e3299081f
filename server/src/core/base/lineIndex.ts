// Offsets to lines and back. A line ends at \n, \r\n or a lone \r, as the LSP counts them.

/** 0-based line and 0-based column in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export class LineIndex {
  readonly #starts: readonly number[];
  /** Where each line's text ends, its line end left out; undefined where all lines end in one character. */
  readonly #contentEnds: readonly number[] | undefined;
  readonly #length: number;

  constructor(text: string) {
    const starts = [0];
    if (text.includes('\r')) {
      const ends: number[] = [];
      splitAtAny(text, starts, ends);
      this.#contentEnds = ends;
    } else for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
    this.#starts = starts;
    this.#length = text.length;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  position(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (this.#starts[low] ?? 0) };
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

/** Line ends of all three kinds. */
function splitAtAny(text: string, starts: number[], ends: number[]): void {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c !== 10 && (c !== 13 || text.charCodeAt(i + 1) === 10)) continue;
    ends.push(c === 10 && text.charCodeAt(i - 1) === 13 ? i - 1 : i);
    starts.push(i + 1);
  }
}
