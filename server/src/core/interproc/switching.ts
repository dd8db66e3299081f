// Where the thread that runs here may lose the GIL: a region, an Ensure, or API that may run Python code. With a lock
// taken before, that is the other half of a deadlock with whoever waits for the lock and holds the GIL.
// Easy to get wrong: API that may run Python code seldom does. It counts where it is written, not through helpers.
import { switchingApi } from '../catalog/switchingApi.js';
import { changesGil, type Instr } from '../ir/ir.js';
import type { Calls } from './calls.js';
import type { FunctionNode } from './node.js';
import { type Pass, passOver } from './passes.js';

export interface Switching {
  /** Whether the GIL may be lost or waited for at an instruction of a function. */
  at(node: FunctionNode, instr: Instr): boolean;
  readonly pass: Pass<boolean>;
  forget(node: FunctionNode): void;
}

const switches = new Set(switchingApi);

export function createSwitching(calls: Calls): Switching {
  const values = new Map<FunctionNode, boolean>();
  /** Whether the state is changed here, or by a function that is called here. */
  const changes = (node: FunctionNode, instr: Instr): boolean => {
    if (changesGil(instr)) return true;
    if (instr.op !== 'call') return false;
    const target = calls.target(node, instr);
    return target.kind === 'internal' && target.nodes.some((callee) => values.get(callee) === true);
  };
  const at = (node: FunctionNode, instr: Instr): boolean => {
    if (changes(node, instr)) return true;
    const target = instr.op === 'call' ? calls.target(node, instr) : undefined;
    return target?.kind === 'api' && switches.has(target.row.name);
  };
  return {
    at,
    ...passOver(values, {
      bottom: false,
      compute: (node) => node.unit.instrs.some(({ instr }) => changes(node, instr)),
      same: (a, b) => a === b,
    }),
  };
}
