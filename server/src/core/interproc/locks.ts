// The sections of a file in which a lock is held, told apart by the last name in the lock's expression. A lock that is
// held where the GIL may be lost must not be waited for with the GIL held.
import { givesLockBack } from '../catalog/tokens.js';
import type { BlockingCall } from '../catalog/types.js';
import type { Call, Instr } from '../ir/ir.js';
import type { Calls } from './calls.js';
import type { FunctionNode, Step } from './node.js';

/** A place where the GIL may be lost while a lock is held. */
export interface Inversion {
  readonly taken: Step;
  readonly lost: Step;
}

/** The name that tells locks apart: `channels.mutex` in `&runtime->channels.mutex`. */
export const lockName = (call: Call): string => {
  const words = (call.receiver ?? call.args[0]?.text ?? '').match(/[A-Za-z_]\w*/g) ?? [];
  return words.slice(-2).join('.');
};

/** Only mutual exclusion counts: waiting for an event has no owner. */
const excludes = (row: BlockingCall): boolean => row.class === 'lock';

/** Where a lock is held while the GIL may be lost, by the lock's name. The first place in the file counts. */
export function inversionsIn(
  nodes: readonly FunctionNode[],
  calls: Calls,
  mayLose: (node: FunctionNode, instr: Instr) => boolean,
): ReadonlyMap<string, Inversion> {
  const found = new Map<string, Inversion>();
  for (const node of nodes) {
    const taken = new Map<string, Step>();
    /** Names of locks by the function that gives them back, where that one names them otherwise. */
    const givenBack = new Map<string, Set<string>>();
    /** Given back before they were taken: events that somebody else waits for. */
    const events = new Set<string>();
    for (const { instr, index } of node.unit.instrs) {
      if (instr.op === 'call') {
        const target = calls.target(node, instr);
        const name = lockName(instr);
        if (target.kind === 'blocking' && excludes(target.row) && name !== '' && !events.has(name)) {
          taken.set(name, { node, index });
          const by = target.row.givenBackBy;
          if (by !== undefined) givenBack.set(by, (givenBack.get(by) ?? new Set()).add(name));
          continue;
        }
        const others = givenBack.get(instr.callee ?? '');
        if (others !== undefined) {
          for (const other of others) taken.delete(other);
          continue;
        }
        if (givesLockBack(instr.callee ?? '')) {
          if (taken.delete(name)) continue;
          events.add(name);
        }
      }
      if (taken.size === 0 || !mayLose(node, instr)) continue;
      for (const [name, since] of taken) if (!found.has(name)) found.set(name, { taken: since, lost: { node, index } });
    }
  }
  return found;
}
