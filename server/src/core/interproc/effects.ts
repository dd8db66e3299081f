// What calling a function does to the GIL: the exit half of the two-row summary. Nearly every function gives back what
// it got, and that answer is one shared object, so that the flow can skip it by comparing.
import { flowOf, leavesWith } from '../flow/facts.js';
import { Gil, type GilSet, join } from '../flow/lattice.js';
import { FROM_ENTRY } from '../flow/state.js';
import { type CallEffect, MAY_TAKE, NO_EFFECT } from '../flow/transfer.js';
import type { Call } from '../ir/ir.js';
import type { Calls } from './calls.js';
import type { Contracts } from './contracts.js';
import type { Target } from './link.js';
import type { FunctionNode } from './node.js';
import type { Pass } from './passes.js';
import type { FunctionUnit } from './unit.js';

export interface Effects {
  of(node: FunctionNode): CallEffect;
  /** What a call does, over all functions that it may reach. */
  ofCall(caller: FunctionNode, call: Call): CallEffect;
  /** What the body does, whatever a contract says. */
  ofBody(node: FunctionNode): CallEffect;
  readonly pass: Pass<CallEffect>;
  forget(node: FunctionNode): void;
}

const NOTHING: CallEffect = { fromHeld: Gil.unreached, fromReleased: Gil.unreached };

export function createEffects(calls: Calls, contracts: Contracts): Effects {
  const effects = new Map<FunctionNode, CallEffect>();
  const of = (node: FunctionNode): CallEffect => effects.get(node) ?? NO_EFFECT;
  const ofTarget = (call: Call, target: Target): CallEffect => {
    switch (target.kind) {
      case 'internal': {
        const [only] = target.nodes;
        return target.nodes.length === 1 && only !== undefined
          ? of(only)
          : target.nodes.map(of).reduce(joinEffects, NOTHING);
      }
      case 'pointer':
        // Others may be reached as well, and they do nothing to the GIL.
        return target.nodes.map(of).reduce(joinEffects, NO_EFFECT);
      case 'api':
        return NO_EFFECT;
      case 'declared':
        return call.handsOver && target.contract.state !== 'neutral' ? MAY_TAKE : NO_EFFECT;
      default:
        return call.handsOver ? MAY_TAKE : NO_EFFECT;
    }
  };
  const ofCall = (caller: FunctionNode, call: Call): CallEffect => ofTarget(call, calls.target(caller, call));
  const ofBody = (node: FunctionNode): CallEffect => effectOf(node.unit, (call) => ofCall(node, call));
  return {
    of,
    ofCall,
    ofBody,
    forget: (node) => void effects.delete(node),
    pass: {
      bottom: NOTHING,
      get: (node) => effects.get(node),
      set: (node, value) => void effects.set(node, value),
      compute: (node) => (contracts.ofFunction(node)?.state === 'neutral' ? NO_EFFECT : ofBody(node)),
      same: (a, b) => a.fromHeld === b.fromHeld && a.fromReleased === b.fromReleased,
    },
  };
}

const joinEffects = (a: CallEffect, b: CallEffect): CallEffect =>
  simple({ fromHeld: join(a.fromHeld, b.fromHeld), fromReleased: join(a.fromReleased, b.fromReleased) });

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
  if (!mayChange(unit, effectOfCall)) return NO_EFFECT;
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
