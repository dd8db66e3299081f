// What calling a function of the file does to the GIL: the exit half of the two-row summary, bottom-up over strongly
// connected components. Nearly every function gives back what it got.
import { components } from '../base/graph.js';
import { flowOf, leavesWith } from '../flow/facts.js';
import { Gil, type GilSet, join } from '../flow/lattice.js';
import { FROM_ENTRY } from '../flow/state.js';
import { type CallEffect, MAY_TAKE, NO_EFFECT } from '../flow/transfer.js';
import type { Call, FunctionIr } from '../ir/ir.js';
import type { Resolver } from './resolve.js';
import type { FileUnit, FunctionUnit } from './unit.js';

export interface Effects {
  of(functionIndex: number): CallEffect;
  /** What a call does, over all functions that it may reach. */
  ofCall(caller: FunctionIr, call: Call): CallEffect;
}

export function effectsOf(file: FileUnit, resolver: Resolver, calls: readonly (readonly number[])[]): Effects {
  const effects: CallEffect[] = file.functions.map(() => NO_EFFECT);
  const ofCall = (caller: FunctionIr, call: Call): CallEffect => {
    const target = resolver.target(caller, call);
    if (target.kind !== 'internal') return call.handsOver && target.kind !== 'api' ? MAY_TAKE : NO_EFFECT;
    const [only] = target.functions;
    if (target.functions.length === 1 && only !== undefined) return effects[only] ?? NO_EFFECT;
    return target.functions.map((index) => effects[index] ?? NO_EFFECT).reduce(joinEffects, NOTHING);
  };
  for (const component of components(calls)) {
    const rounds = component.length === 1 ? 1 : 2;
    for (let round = 0; round < rounds; round++)
      for (const index of component) {
        const unit = file.functions[index];
        if (unit !== undefined && mayChange(unit, (call) => ofCall(unit.ir, call)))
          effects[index] = effectOf(unit, (call) => ofCall(unit.ir, call));
      }
  }
  return { of: (index) => effects[index] ?? NO_EFFECT, ofCall };
}

const NOTHING: CallEffect = { fromHeld: Gil.unreached, fromReleased: Gil.unreached };

const joinEffects = (a: CallEffect, b: CallEffect): CallEffect =>
  simple({
    fromHeld: join(a.fromHeld, b.fromHeld),
    fromReleased: join(a.fromReleased, b.fromReleased),
  });

/** The identity is one object, so that the flow can skip it by comparing. */
const simple = (effect: CallEffect): CallEffect =>
  effect.fromHeld === Gil.held && effect.fromReleased === Gil.released ? NO_EFFECT : effect;

function mayChange(unit: FunctionUnit, effectOfCall: (call: Call) => CallEffect): boolean {
  if (unit.ir.changesState) return true;
  let hasReturn = false;
  for (const { instr } of unit.instrs) {
    if (instr.op === 'call' && effectOfCall(instr) !== NO_EFFECT) return true;
    if (instr.op === 'exit' && (instr.kind === 'noreturn' || instr.kind === 'unwind')) return true;
    hasReturn ||= instr.op === 'exit';
  }
  return !hasReturn;
}

function effectOf(unit: FunctionUnit, effectOfCall: (call: Call) => CallEffect): CallEffect {
  const row = (entry: GilSet): GilSet => {
    const facts = flowOf(unit.ir, unit.instrs, entry, effectOfCall);
    if (!facts.settled) return entry;
    const set = leavesWith(facts);
    // A row that dies on its way says nothing about what follows the call; the mistake itself is reported at the call.
    const fatal = facts.instrs.some(({ instr, index }) => {
      const before = facts.before(index);
      if (instr.op === 'release') return before.set === Gil.released && before.releasedBy === FROM_ENTRY;
      return instr.op === 'acquire' && !instr.ifSaved && before.set === Gil.held && before.heldBy === FROM_ENTRY;
    });
    return fatal ? entry : set;
  };
  return simple({ fromHeld: row(Gil.held), fromReleased: row(Gil.released) });
}
