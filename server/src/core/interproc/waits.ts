// What a function waits for on behalf of its caller. Only transparent functions do: they know nothing of Python, or they
// are called in both states, so the region belongs around the call of them and not inside.
import type { BlockingCall, Certainty } from '../catalog/types.js';
import { flowOf, type Located } from '../flow/facts.js';
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY } from '../flow/state.js';
import type { CallEffect } from '../flow/transfer.js';
import type { Call, FunctionIr } from '../ir/ir.js';
import { lockName } from './locks.js';
import { constantArguments, type Step } from './needs.js';
import { type Resolver, returnsAtOnce, type Target } from './resolve.js';
import type { FileUnit, FunctionUnit } from './unit.js';

/** The rule that a wait belongs to. */
export type WaitFamily = 'blocking' | 'lock' | 'computation';

export interface Wait {
  readonly row: BlockingCall;
  readonly family: WaitFamily;
  readonly certainty: Certainty;
  /** Found under a condition that names Windows. */
  readonly onWindows: boolean;
  /** The lock that is waited for, where it has an owner; empty otherwise. */
  readonly lock: string;
  readonly steps: readonly Step[];
}

const familyOf = (row: BlockingCall): WaitFamily =>
  row.class === 'cpu' ? 'computation' : row.class === 'lock' || row.class === 'wait-sync' ? 'lock' : 'blocking';

export interface Waits {
  /** What one call waits for: by its name, or through transparent functions. The most certain one of each family. */
  ofCall(caller: FunctionIr, call: Call): readonly Wait[];
}

const RANK: Readonly<Record<Certainty, number>> = { always: 2, usually: 1, maybe: 0 };
const NONE: readonly Wait[] = [];

/** Equally certain waits: the one that most readers' systems have goes first. */
const rank = (wait: Wait): number => RANK[wait.certainty] * 2 + (wait.onWindows ? 0 : 1);

export function waitsOf(
  file: FileUnit,
  resolver: Resolver,
  effectOf: (caller: FunctionIr, call: Call) => CallEffect,
  isTransparent: (functionIndex: number) => boolean,
): Waits {
  const memo = new Map<string, readonly Wait[]>();

  const ofFunction = (index: number, known: ReadonlyMap<string, boolean>): readonly Wait[] => {
    const key = `${index}|${[...known].map(([name, truth]) => `${name}=${truth}`).join()}`;
    const before = memo.get(key);
    if (before !== undefined) return before;
    memo.set(key, NONE); // Recursion adds nothing to what the other calls wait for.
    const unit = file.functions[index];
    if (unit === undefined) return NONE;
    const facts = flowOf(unit.ir, unit.instrs, Gil.held, (call) => effectOf(unit.ir, call), known);
    const found: Wait[] = [];
    for (const at of facts.instrs) {
      if (at.instr.op !== 'call' || at.instr.inChild) continue;
      const { set, heldBy } = facts.before(at.index);
      if (set !== Gil.held || heldBy !== FROM_ENTRY) continue;
      for (const wait of ofCall(unit.ir, at.instr))
        found.push({
          ...wait,
          onWindows: wait.onWindows || isWindows(unit, at),
          steps: [{ functionIndex: index, at }, ...wait.steps],
        });
    }
    const result = strongest(found);
    memo.set(key, result);
    return result;
  };

  const ofCall = (caller: FunctionIr, call: Call): readonly Wait[] => ofTarget(call, resolver.target(caller, call));

  const ofTarget = (call: Call, target: Target): readonly Wait[] => {
    if (target.kind === 'macro') return strongest(target.targets.flatMap((inner) => ofTarget(call, inner)));
    if (target.kind === 'blocking') {
      const { row } = target;
      if (row.guardedByGil !== undefined || returnsAtOnce(row.nonBlocking, call)) return NONE;
      return [
        {
          row,
          family: familyOf(row),
          certainty: target.certain ? row.certainty : 'maybe',
          lock: row.class === 'lock' ? lockName(call) : '',
          onWindows: false,
          steps: [],
        },
      ];
    }
    if (target.kind !== 'internal') return NONE;
    return strongest(
      target.functions.flatMap((index) => {
        const callee = file.functions[index];
        return callee !== undefined && isTransparent(index)
          ? ofFunction(index, constantArguments(callee.ir, call))
          : NONE;
      }),
    );
  };

  return { ofCall };
}

const isWindows = (unit: FunctionUnit, at: Located): boolean =>
  [...unit.conditions, unit.ir.blocks[at.block]?.condition ?? ''].some((condition) =>
    /#(?:if|ifdef|elif)\b[^!]*WIN(?:DOWS|32|64)/.test(condition.replace(/#else of .*/, '')),
  );

function strongest(waits: readonly Wait[]): readonly Wait[] {
  if (waits.length <= 1) return waits;
  const best = new Map<WaitFamily, Wait>();
  for (const wait of waits) {
    const known = best.get(wait.family);
    if (known === undefined || rank(wait) > rank(known)) best.set(wait.family, wait);
  }
  return [...best.values()];
}
