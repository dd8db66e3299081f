// What the GIL report says of one file, as plain data: offsets and names, no layout and no places in lines. Whoever shows
// it puts the files of a folder together.
import type { FileFacts } from '../../interproc/fileFacts.js';
import { type EnteredFunction, enteredFunctions } from './callbacks.js';
import { type Region, regionsOf } from './regions.js';
import { type Found, type WaitingFunction, waitingFunctions } from './waitingFunctions.js';

export interface FileGilReport {
  /** Functions that hold the GIL while they wait. */
  readonly functions: readonly WaitingFunction[];
  readonly regions: readonly Region[];
  /** Functions that are entered without the GIL, or by other threads. */
  readonly callbacks: readonly EnteredFunction[];
}

/** @param found all that is reported of the file */
export const gilReportOf = (facts: FileFacts, found: readonly Found[]): FileGilReport => ({
  functions: waitingFunctions(facts, found),
  regions: regionsOf(facts, found),
  callbacks: enteredFunctions(facts),
});
