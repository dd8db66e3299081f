// Calls that come back at once: functions that the catalog lists, and those of the program that consist of nothing else.
// Easy to get wrong: what a body does counts here in ways that no other summary tells of, and a circle of calls may take
// any time.
import type { Catalog } from '../catalog/catalog.js';
import { type Call, changesGil } from '../ir/ir.js';
import type { Calls } from './calls.js';
import type { Contract, Contracts } from './contracts.js';
import type { FunctionNode } from './node.js';
import { type Pass, passOver } from './passes.js';

export interface Quick {
  /** Whether a call in a function surely comes back at once. */
  at(node: FunctionNode, call: Call): boolean;
  readonly pass: Pass<boolean>;
  forget(node: FunctionNode): void;
}

export function createQuick(calls: Calls, contracts: Contracts, catalogOf: (path: string) => Catalog): Quick {
  const values = new Map<FunctionNode, boolean>();
  const at = (node: FunctionNode, call: Call): boolean => {
    if (call.callee === undefined || call.member !== undefined) return false;
    const target = calls.target(node, call);
    if (target.kind === 'unknown' || target.kind === 'api')
      return catalogOf(node.path).isQuick(call.callee, call.args.at(-1)?.text ?? '');
    if (target.kind !== 'internal') return false;
    const [callee, other] = target.nodes;
    return callee !== undefined && other === undefined && values.get(callee) === true;
  };
  const compute = (node: FunctionNode): boolean => {
    const { ir, conditions, isAlternate, instrs } = node.unit;
    // One that does nothing stands for one that does something in another build.
    if (!ir.isBare || ir.isEmpty || ir.unknown.length > 0 || conditions.length > 0 || isAlternate) return false;
    // That it is neutral says nothing about how long it takes; whatever else a contract says is a reason.
    const contract = contracts.ofFunction(node);
    if (contract !== undefined && !(contract.state === 'neutral' && saysNothingElse(contract))) return false;
    return instrs.every(({ instr }) => {
      if (instr.op === 'exit') return instr.kind === 'return' || instr.kind === 'end';
      if (instr.op === 'call') return at(node, instr);
      return instr.op !== 'loop' && !changesGil(instr);
    });
  };
  return {
    at,
    ...passOver(values, { bottom: false, compute, same: (a, b) => a === b }),
  };
}

const saysNothingElse = ({ blocking, callbacks }: Contract): boolean => blocking.length === 0 && callbacks.length === 0;
