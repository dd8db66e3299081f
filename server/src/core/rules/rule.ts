// What a rule is: its texts for the reader, and a function from facts to findings. A rule reads facts and never changes
// state; adding one is a file here, a line in the index and a folder of fixtures.
import type { PythonVersion } from '../catalog/pythonVersion.js';
import type { FileFacts, FunctionFacts } from '../interproc/fileFacts.js';
import type { Finding, Severity } from './finding.js';
import type { RuleId } from './ruleIds.js';

export interface RuleInfo {
  readonly id: RuleId;
  readonly severity: Severity;
  /** One line: settings description, SARIF short description, heading of the page. */
  readonly summary: string;
  /** Markdown: what goes wrong at run time, and what to write instead. */
  readonly explain: string;
  /** It speaks only where a configuration gives it a severity. */
  readonly offByDefault?: true;
}

/** A rule about the flow of one function. */
export interface Rule extends RuleInfo {
  /** It has nothing to say about a function that is entered with the GIL and keeps it, which most do. */
  readonly silentWhereHeld?: true;
  /** What it reports stands there without a region as well: a fix that brings one in is not to blame for it. */
  readonly onlyLooksBehindRegions?: true;
  /** Which of the rules of one kin speaks of a place may be decided anywhere in the program; of others, by the function's facts. */
  readonly kin?: 'waits';
  check(fn: FunctionFacts, file: FileFacts): Iterable<Finding>;
}

/** What a rule that was asked for may know beyond the facts. */
export interface Asked {
  /** The oldest Python that the project supports. */
  readonly python: PythonVersion | undefined;
  /** The text of the item that the function stands in: spans of its IR count from its start. */
  readonly text: string;
}

/** A rule about builds without a GIL. It costs nothing where nobody asked for it. */
export interface OptInRule extends RuleInfo {
  readonly offByDefault: true;
  check(fn: FunctionFacts, file: FileFacts, asked: Asked): Iterable<Finding>;
}
