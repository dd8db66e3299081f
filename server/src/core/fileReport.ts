// The answer about one file, as the faces get it.
import type { LineIndex } from './base/lineIndex.js';
import type { Span } from './base/span.js';
import type { Finding } from './rules/finding.js';

/** A function that could not be analysed as a whole. */
export interface Incomplete {
  readonly functionName: string;
  readonly span: Span;
  readonly reason: string;
}

export interface FileReport {
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly findings: readonly Finding[];
  readonly incomplete: readonly Incomplete[];
  readonly functionCount: number;
}
