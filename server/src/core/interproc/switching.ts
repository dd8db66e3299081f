// Where the thread that runs here may lose the GIL: a region, or API that may run Python code. With a lock taken before,
// that is the other half of a deadlock with whoever waits for the lock and holds the GIL.
import { switchingApi } from '../catalog/switchingApi.js';
import { changesGil, type Instr } from '../ir/ir.js';
import type { Calls } from './calls.js';
import type { FunctionNode } from './node.js';
import type { Pass } from './passes.js';

export interface Switching {
  /** Whether the GIL may be lost or waited for at an instruction of a function. */
  at(node: FunctionNode, instr: Instr): boolean;
  readonly pass: Pass<boolean>;
  forget(node: FunctionNode): void;
}

const switches = new Set(switchingApi);

export function createSwitching(calls: Calls): Switching {
  const values = new Map<FunctionNode, boolean>();
  const at = (node: FunctionNode, instr: Instr): boolean => {
    if (changesGil(instr)) return true;
    if (instr.op !== 'call') return false;
    const target = calls.target(node, instr);
    if (target.kind === 'api') return switches.has(target.row.name);
    return target.kind === 'internal' && target.nodes.some((callee) => values.get(callee) === true);
  };
  return {
    at,
    forget: (node) => void values.delete(node),
    pass: {
      bottom: false,
      get: (node) => values.get(node),
      set: (node, value) => void values.set(node, value),
      compute: (node) => node.unit.instrs.some(({ instr }) => at(node, instr)),
      same: (a, b) => a === b,
    },
  };
}
