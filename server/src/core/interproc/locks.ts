// The sections of a file in which a lock is held, told apart by the last name in the lock's expression. A lock that is
// held where the GIL may be lost must not be waited for with the GIL held.
import type { BlockingCall } from '../catalog/types.js';
import type { Located } from '../flow/facts.js';
import type { Call } from '../ir/ir.js';
import type { Resolver } from './resolve.js';
import type { Switching } from './switching.js';
import type { FileUnit } from './unit.js';

/** A place where the GIL may be lost while a lock is held. */
export interface Inversion {
  readonly functionIndex: number;
  readonly taken: Located;
  readonly lost: Located;
}

export interface Locks {
  /** Where a lock of this name is held while the GIL may be lost. */
  inversion(lock: string): Inversion | undefined;
}

/** The name that tells locks apart: `channels.mutex` in `&runtime->channels.mutex`. */
export const lockName = (call: Call): string => {
  const words = (call.receiver ?? call.args[0]?.text ?? '').match(/[A-Za-z_]\w*/g) ?? [];
  return words.slice(-2).join('.');
};

const GIVES_BACK = /release|unlock|leave|unwait|^~/i;

/** Only mutual exclusion counts: waiting for an event has no owner. */
const excludes = (row: BlockingCall): boolean => row.class === 'lock';

export function locksOf(file: FileUnit, resolver: Resolver, switching: Switching): Locks {
  const found = new Map<string, Inversion>();
  for (const [functionIndex, { ir, instrs }] of file.functions.entries()) {
    const taken = new Map<string, Located>();
    for (const at of instrs) {
      const { instr } = at;
      if (instr.op === 'call') {
        const target = resolver.target(ir, instr);
        const name = lockName(instr);
        if (target.kind === 'blocking' && excludes(target.row) && name !== '') {
          taken.set(name, at);
          continue;
        }
        if (GIVES_BACK.test(instr.callee ?? '') && taken.delete(name)) continue;
      }
      if (taken.size === 0 || !switching.at(ir, instr)) continue;
      for (const [name, since] of taken)
        if (!found.has(name)) found.set(name, { functionIndex, taken: since, lost: at });
    }
  }
  return { inversion: (lock) => found.get(lock) };
}
