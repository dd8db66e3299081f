// A half-open range of UTF-16 code units in one text.
// Everything in the core speaks offsets; lines exist only in the line index and at the edges.

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The same range, seen from a text that begins `by` code units earlier. */
export const shift = (s: Span, by: number): Span => ({ start: s.start + by, end: s.end + by });

/** Whether an offset lies in the span; the end counts, so that a cursor behind the last letter is inside. */
export const touches = (s: Span, offset: number): boolean => s.start <= offset && offset <= s.end;

/** Whether two spans overlap or meet. */
export const meets = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;

/** Order by start, then by end: the order in which findings are shown. */
export const compareSpans = (a: Span, b: Span): number => a.start - b.start || a.end - b.end;
