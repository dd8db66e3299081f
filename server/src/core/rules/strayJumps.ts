// A `goto` that takes the released GIL along to a place that other paths reach with the GIL held, as an error path that
// skips the end of a region without braces does. The mistake is the jump, not the code behind the label.
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY } from '../flow/state.js';
import type { FileFacts, FunctionFacts } from '../interproc/fileFacts.js';
import { isStrong } from '../interproc/needs.js';
import { changesGil, type Jump } from '../ir/ir.js';
import { isUncertain, type Located } from './report.js';

export interface StrayJump {
  readonly at: Located;
  readonly jump: Jump;
  /** The release that the jump takes along. */
  readonly releasedBy: number;
  /** The first use of Python behind the label. */
  readonly use: number;
}

/** The jumps of a function that take the released GIL to where Python is used, in the order of the text. */
export function strayJumps(fn: FunctionFacts, file: FileFacts): readonly StrayJump[] {
  const found: StrayJump[] = [];
  for (const at of fn.flow.instrs) {
    const { instr } = at;
    if (instr.op !== 'jump' || instr.leaves.length > 0) continue;
    const gil = fn.flow.before(at.index);
    if ((gil.set & Gil.released) === 0 || gil.releasedBy === FROM_ENTRY || isUncertain(fn, gil)) continue;
    const use = useBehind(fn, file, at.block, gil.releasedBy);
    if (use !== undefined) found.push({ at, jump: instr, releasedBy: gil.releasedBy, use });
  }
  return found;
}

/** The first use of Python on a way from a block, where some path still has the GIL released by that release. */
function useBehind(fn: FunctionFacts, file: FileFacts, from: number, releasedBy: number): number | undefined {
  const { blocks } = fn.unit.ir;
  const firstOf = firstIndexes(fn);
  const seen = new Set<number>([from]);
  const waiting = (blocks[from]?.edges ?? []).map(({ to }) => to);
  for (let block = waiting.shift(); block !== undefined; block = waiting.shift()) {
    if (seen.has(block)) continue;
    seen.add(block);
    let ended = false;
    for (const [i, instr] of (blocks[block]?.instrs ?? []).entries()) {
      const index = (firstOf[block] ?? 0) + i;
      const gil = fn.flow.before(index);
      if (gil.set !== Gil.either || gil.releasedBy !== releasedBy || changesGil(instr)) {
        ended = true;
        break;
      }
      if (instr.op !== 'call') continue;
      const need = file.needs.ofCall(fn.node, instr);
      if (need !== undefined && need.kind === 'api' && isStrong(need)) return index;
    }
    if (!ended) waiting.push(...(blocks[block]?.edges ?? []).map(({ to }) => to));
  }
  return undefined;
}

/** The index of each block's first instruction. */
function firstIndexes(fn: FunctionFacts): readonly number[] {
  let count = 0;
  return fn.unit.ir.blocks.map(({ instrs }) => {
    const first = count;
    count += instrs.length;
    return first;
  });
}
