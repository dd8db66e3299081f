// Where the thread that runs here may lose the GIL: a region, or API that may run Python code. With a lock taken before,
// that is the other half of a deadlock with whoever waits for the lock and holds the GIL.
import { switchingApi } from '../catalog/switchingApi.js';
import { changesGil, type FunctionIr, type Instr } from '../ir/ir.js';
import type { Resolver } from './resolve.js';
import type { FileUnit } from './unit.js';

export interface Switching {
  /** Whether the GIL may be lost or waited for at an instruction of a function. */
  at(caller: FunctionIr, instr: Instr): boolean;
}

const switches = new Set(switchingApi);

export function switchingOf(file: FileUnit, resolver: Resolver): Switching {
  const memo = new Map<number, boolean>();
  const inFunction = (index: number): boolean => {
    const known = memo.get(index);
    if (known !== undefined) return known;
    memo.set(index, false); // Recursion: the other instructions decide.
    const unit = file.functions[index];
    const result = unit?.instrs.some(({ instr }) => at(unit.ir, instr)) === true;
    memo.set(index, result);
    return result;
  };
  const at = (caller: FunctionIr, instr: Instr): boolean => {
    if (changesGil(instr)) return true;
    if (instr.op !== 'call') return false;
    const target = resolver.target(caller, instr);
    if (target.kind === 'api') return switches.has(target.row.name);
    return target.kind === 'internal' && target.functions.some(inFunction);
  };
  return { at };
}
