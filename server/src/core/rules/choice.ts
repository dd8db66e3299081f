// Whether holding the GIL at a call is a choice: the other arm of an `if` around it makes the same call with the GIL
// released. A size threshold (small data is not worth a switch) is silent; a flag such as `raise` is information.

import type { Located } from '../flow/facts.js';
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY } from '../flow/state.js';
import type { FileFacts, FunctionFacts } from '../interproc/fileFacts.js';
import { changesGil, type Guard } from '../ir/ir.js';

export type Choice =
  | { readonly kind: 'none' }
  /** Decided by a comparison of sizes. */
  | { readonly kind: 'threshold' }
  /** Decided by something else; `text` is the condition that holds where the GIL is held. */
  | { readonly kind: 'flag'; readonly text: string };

const NONE: Choice = { kind: 'none' };

const isComparison = (text: string): boolean => /[<>]/.test(text.replace(/->/g, ''));

export function choiceAt(fn: FunctionFacts, at: Located, file: FileFacts): Choice {
  if (at.instr.op !== 'call') return NONE;
  const here = fn.flow.before(at.index);
  if (here.set === Gil.either) {
    const by = fn.flow.instrs[here.releasedBy];
    const around = fn.unit.ir.blocks[at.block]?.guards ?? [];
    const guard =
      by === undefined
        ? undefined
        : fn.unit.ir.blocks[by.block]?.guards
            .filter(({ id, holds }) => !around.some((own) => own.id === id && own.holds === holds))
            .at(-1);
    // Released under an `#if` that this call is not under: a choice of the build.
    if (by !== undefined && conditionAt(fn, by.block) !== conditionAt(fn, at.block)) return { kind: 'threshold' };
    if (here.releasedBy === FROM_ENTRY) return { kind: 'threshold' };
    if (guard === undefined) return { kind: 'flag', text: 'it is not released' };
    return isComparison(guard.text) ? { kind: 'threshold' } : { kind: 'flag', text: negated(guard) };
  }
  const guards = fn.unit.ir.blocks[at.block]?.guards ?? [];
  if (guards.length === 0) return NONE;
  for (const other of fn.flow.instrs) {
    if (other.instr.op !== 'call' || other.instr.callee !== at.instr.callee || other.index === at.index) continue;
    const state = fn.flow.before(other.index);
    if ((state.set & Gil.released) === 0) continue;
    for (const guard of guards) {
      const opposed = fn.unit.ir.blocks[other.block]?.guards.some(
        ({ id, holds }) => id === guard.id && holds !== guard.holds,
      );
      if (opposed) return isComparison(guard.text) ? { kind: 'threshold' } : { kind: 'flag', text: shown(guard) };
    }
  }
  for (const guard of guards) if (decidesPython(fn, guard, file)) return { kind: 'flag', text: shown(guard) };
  return NONE;
}

const conditionAt = (fn: FunctionFacts, block: number): string | undefined => fn.unit.ir.blocks[block]?.condition;

/** A parameter that tells whether Python may be used: its arm here uses none, the other arm does. */
function decidesPython(fn: FunctionFacts, guard: Guard, file: FileFacts): boolean {
  const tested = guard.text.replace(/^!\s*/, '');
  if (!fn.unit.ir.parameters.some(({ name }) => name === tested)) return false;
  let there = false;
  for (const other of fn.flow.instrs) {
    const arm = fn.unit.ir.blocks[other.block]?.guards.find(({ id }) => id === guard.id);
    if (arm === undefined || !usesPython(fn, other, file)) continue;
    if (arm.holds === guard.holds) return false;
    there = true;
  }
  return there;
}

function usesPython(fn: FunctionFacts, at: Located, file: FileFacts): boolean {
  if (changesGil(at.instr)) return true;
  if (at.instr.op !== 'call') return false;
  const target = file.calls.target(fn.node, at.instr);
  if (target.kind === 'declared') return target.contract.state === 'held';
  return target.kind === 'api' && target.row.gil === 'required' && target.row.access === undefined;
}

const shown = (guard: Guard): string => (guard.holds ? guard.text : `!(${guard.text})`).replace(/^!\((\w+)\)$/, '!$1');
const negated = (guard: Guard): string => shown({ ...guard, holds: !guard.holds });
