// Calls that come back at once: functions that the catalog lists, and those of the program that consist of nothing else.
// Easy to get wrong: nothing is kept, since a body counts here in ways that no summary tells of.
import type { Catalog } from '../catalog/catalog.js';
import { type Call, changesGil } from '../ir/ir.js';
import type { Calls } from './calls.js';
import type { Contract, Contracts } from './contracts.js';
import type { FunctionNode } from './node.js';

export type IsQuick = (node: FunctionNode, call: Call) => boolean;

export function createQuick(calls: Calls, contracts: Contracts, catalogOf: (path: string) => Catalog): IsQuick {
  /** @param within the functions that are being looked into: a circle of calls may take any time */
  const isQuick = (node: FunctionNode, call: Call, within: readonly FunctionNode[]): boolean => {
    if (call.callee === undefined || call.member !== undefined) return false;
    const target = calls.target(node, call);
    if (target.kind === 'unknown' || target.kind === 'api')
      return catalogOf(node.path).isQuick(call.callee, call.args.at(-1)?.text ?? '');
    if (target.kind !== 'internal') return false;
    const [callee, other] = target.nodes;
    if (callee === undefined || other !== undefined || within.includes(callee)) return false;
    const { ir, conditions, isAlternate, instrs } = callee.unit;
    // One that does nothing stands for one that does something in another build.
    if (!ir.isBare || ir.isEmpty || ir.unknown.length > 0 || conditions.length > 0 || isAlternate) return false;
    // That it is neutral says nothing about how long it takes; whatever else a contract says is a reason.
    const contract = contracts.ofFunction(callee);
    if (contract !== undefined && !(contract.state === 'neutral' && saysNothingElse(contract))) return false;
    return instrs.every(({ instr }) => {
      if (instr.op === 'exit') return instr.kind === 'return' || instr.kind === 'end';
      if (instr.op === 'call') return isQuick(callee, instr, [...within, callee]);
      return instr.op !== 'loop' && !changesGil(instr);
    });
  };
  return (node, call) => isQuick(node, call, []);
}

const saysNothingElse = ({ blocking, callbacks }: Contract): boolean => blocking.length === 0 && callbacks.length === 0;
