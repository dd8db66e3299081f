// Whether places lie where they must. Spans are compared with what surrounds them, so both kinds have one shape.

export interface SpanLike {
  readonly start: number;
  readonly end: number;
}

export const insideText = ({ start, end }: SpanLike, length: number): boolean =>
  Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= length;
