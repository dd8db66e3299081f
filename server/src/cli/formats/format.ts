// What every output format is: a pure function from the result of a scan to text.
import type { Colours } from '../colours.js';
import type { LocatedProblem } from '../configuration.js';
import type { ScanResult } from '../scan.js';
import type { Services } from '../services.js';

export interface FormatContext {
  readonly colours: Colours;
  readonly toolVersion: string;
  /** Duration of the whole run. */
  readonly elapsedMs: number;
  /** Findings only, no summary. */
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** What was done to the files; null where nothing was to be done. */
  readonly fixing: FixCounts | null;
  /** What is wrong in the gilscope.toml files that were read. */
  readonly configProblems: readonly LocatedProblem[];
  /** What was asked to be checked, as it was written. */
  readonly given: readonly string[];
  readonly cwd: string;
  /** The address of a file, seen from where the output goes; undefined where there is none. */
  addressOf(this: void, path: string): string | undefined;
  reportAssets: Services['reportAssets'];
}

export interface FixCounts {
  readonly fixed: number;
  /** Findings that are left and have a fix which is not safe. */
  readonly moreWithUnsafe: number;
}

export type Format = (result: ScanResult, context: FormatContext) => string;
