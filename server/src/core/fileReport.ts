// The answer about one file, as the faces get it.
import type { LineIndex } from './base/lineIndex.js';
import type { Span } from './base/span.js';
import type { Finding } from './rules/finding.js';
import type { CallCoverage } from './views/coverage.js';

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
  readonly calls: CallCoverage;
  /** Macros that look like regions and are not understood, in the order of their first use; once for each name. */
  readonly unknownMacros: readonly UnknownMacro[];
}

export interface UnknownMacro {
  readonly name: string;
  readonly span: Span;
}
