// The facts about one file, as the rules and views ask for them: the program's, and what is looked up by file.
import { type CallbackLocks, callbackLocksOf, type LockedCallback } from './callbackLocks.js';
import { type Inversion, inversionsIn } from './locks.js';
import type { FunctionNode } from './node.js';
import type { ProgramFacts } from './program.js';

export type { FunctionFacts } from './program.js';

export interface FileFacts extends ProgramFacts {
  readonly path: string;
  /** The functions of the file in the order of its text. */
  readonly own: readonly FunctionNode[];
  /** Where a lock of this name is held while the GIL may be lost. */
  inversion(lock: string): Inversion | undefined;
  /** A callback that a library may be waiting for, and that waits for the GIL itself. */
  lockedCallback(families: readonly string[]): LockedCallback | undefined;
}

export function factsOfFile(path: string, program: ProgramFacts): FileFacts {
  const own = program.nodes(path);
  let callbacks: CallbackLocks | undefined;
  let inversions: ReadonlyMap<string, Inversion> | undefined;
  return {
    ...program,
    path,
    own,
    inversion(lock) {
      inversions ??= inversionsIn(own, program.calls, program.mayLose);
      return inversions.get(lock);
    },
    lockedCallback(families) {
      callbacks ??= callbackLocksOf(program.calls);
      return callbacks.ofFamilies(families);
    },
  };
}
