// How a function leaves the GIL: what its callers find when it comes back.
import { nullConstants } from '../catalog/tokens.js';
import type { Instr, Release } from '../ir/ir.js';
import type { ExitState, FlowFacts } from './facts.js';
import { Gil, type GilSet, join } from './lattice.js';
import { FROM_ENTRY } from './state.js';
import type { Sign } from './transfer.js';

/**
 * How a function leaves the GIL, over all exits that come back to the caller.
 * @param result only those that may give a result of this sign
 */
export function leavesWith(facts: FlowFacts, result?: Sign): GilSet {
  let set: GilSet = Gil.unreached;
  for (const exit of facts.exits)
    if (
      (result === undefined || (returnedSign(exit.at.instr) ?? result) === result) &&
      exit.at.instr.op === 'exit' &&
      exit.at.instr.kind !== 'noreturn' &&
      exit.at.instr.kind !== 'unwind'
    )
      set = join(set, lostAt(facts, exit) === undefined ? exit.gil.set : Gil.held);
  return set;
}

/**
 * The release that an exit leaves behind for good: its thread state lies in a variable that dies with the function. That
 * is a mistake where it stands, and what follows in the callers is judged as if the GIL had been taken back.
 */
export function lostAt(facts: FlowFacts, { at, gil }: ExitState): Release | undefined {
  if (at.instr.op !== 'exit' || (gil.set & Gil.released) === 0 || gil.releasedBy === FROM_ENTRY) return undefined;
  const release = facts.instrs[gil.releasedBy]?.instr;
  if (release?.op !== 'release' || release.discarded || release.saves?.local !== true) return undefined;
  return returnsPlace(at.instr.spelled, release.saves.text) ? undefined : release;
}

const returnsPlace = (spelled: string, place: string): boolean =>
  place !== '' && new RegExp(`\\b${place.replace(/\W/g, '\\$&')}\\b`).test(spelled);

const falses = new Set([...nullConstants, '0', 'false', 'FALSE']);

/** The sign of what an exit gives back, where that is written there. */
function returnedSign(instr: Instr): Sign | undefined {
  const value = instr.op === 'exit' ? /^return[\s(]+([-\w]+)[\s)]*$/.exec(instr.spelled)?.[1] : undefined;
  if (value === undefined) return undefined;
  if (falses.has(value)) return 'zero';
  if (/^-[1-9]\d*$/.test(value)) return 'negative';
  return /^[1-9]\d*$|^true$/i.test(value) ? 'positive' : undefined;
}
