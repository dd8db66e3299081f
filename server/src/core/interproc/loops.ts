// Loops over data that need no Python: with the GIL held they keep every other Python thread waiting as a call of a
// compression library does, only that no catalog can name them.
import type { BlockingCall } from '../catalog/types.js';
import { type Call, changesGil, type Loop } from '../ir/ir.js';
import type { Calls } from './calls.js';
import type { Target } from './link.js';
import type { FunctionNode } from './node.js';

/** What a loop waits for, in the terms of a row. */
export const LOOP_ROW: BlockingCall = {
  name: 'nested loops',
  header: '',
  class: 'cpu',
  certainty: 'usually',
  returns: 'void',
};

/** Whether nothing in a loop needs the GIL, so that the loop can run without it. */
export function needsNoPython(
  node: FunctionNode,
  { whole }: Loop,
  calls: Calls,
  isAware: (node: FunctionNode) => boolean,
): boolean {
  return node.unit.instrs.every(({ instr }) => {
    if (instr.span.start < whole.start || instr.span.end > whole.end) return true;
    if (changesGil(instr)) return false;
    return instr.op !== 'call' || isWithoutPython(node, instr, calls.target(node, instr), isAware);
  });
}

function isWithoutPython(
  node: FunctionNode,
  call: Call,
  target: Target,
  isAware: (node: FunctionNode) => boolean,
): boolean {
  switch (target.kind) {
    case 'macro':
      return target.targets.every((inner) => isWithoutPython(node, call, inner, isAware));
    case 'api':
      return target.row.gil !== 'required' || target.row.access !== undefined;
    case 'internal':
      return !target.nodes.some(isAware);
    case 'unknown':
      return !call.args.some(({ name }) => name !== undefined && node.unit.ir.objects.has(name));
    default:
      return false;
  }
}
