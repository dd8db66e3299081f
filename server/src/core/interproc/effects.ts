// What calling a function does to the GIL: the exit half of the two-row summary. Nearly every function gives back what
// it got, and that answer is one shared object, so that the flow can skip it by comparing.
import { flowOf } from '../flow/facts.js';
import { Gil, type GilSet, join } from '../flow/lattice.js';
import { leavesWith } from '../flow/leaving.js';
import { FROM_ENTRY } from '../flow/state.js';
import { type CallEffect, MAY_TAKE, NO_EFFECT, type Rows, type Sign } from '../flow/transfer.js';
import type { Call } from '../ir/ir.js';
import type { Calls } from './calls.js';
import { NOTHING_KNOWN, withStates } from './constants.js';
import type { Contracts } from './contracts.js';
import type { Target } from './link.js';
import type { FunctionNode } from './node.js';
import { type Pass, passOver } from './passes.js';
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
      case 'pointer': {
        // Others may be reached as well, and they do nothing to the GIL. Told apart by name alone, all must agree.
        const effects = target.nodes.map(of);
        const [first] = effects;
        if (target.exact) return effects.reduce(joinEffects, NO_EFFECT);
        return first !== undefined && effects.every((effect) => sameEffect(effect, first)) ? first : NO_EFFECT;
      }
      case 'macro': {
        // A macro that does one thing about the GIL does what that call does.
        const all = target.targets.map((inner) => ofTarget(call, inner)).filter((effect) => effect !== NO_EFFECT);
        return all.length === 1 ? (all[0] ?? NO_EFFECT) : call.handsOver ? MAY_TAKE : NO_EFFECT;
      }
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
    ...passOver(effects, {
      bottom: NOTHING,
      compute: (node) => (contracts.ofFunction(node)?.state === 'neutral' ? NO_EFFECT : ofBody(node)),
      same: sameEffect,
    }),
  };
}

const joinEffects = (a: CallEffect, b: CallEffect): CallEffect =>
  simple({ fromHeld: join(a.fromHeld, b.fromHeld), fromReleased: join(a.fromReleased, b.fromReleased) });

const SIGNS = ['negative', 'zero', 'positive'] as const;

const isIdentity = ({ fromHeld, fromReleased }: Rows): boolean =>
  fromHeld === Gil.held && fromReleased === Gil.released;

const simple = (effect: CallEffect): CallEffect =>
  isIdentity(effect) && effect.byResult === undefined ? NO_EFFECT : effect;

const sameRows = (a: Rows | undefined, b: Rows | undefined): boolean =>
  a?.fromHeld === b?.fromHeld && a?.fromReleased === b?.fromReleased;

const sameEffect = (a: CallEffect, b: CallEffect): boolean =>
  sameRows(a, b) && SIGNS.every((sign) => sameRows(a.byResult?.[sign], b.byResult?.[sign]));

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
  const row = (entry: GilSet, result?: Sign): GilSet => {
    const facts = flowOf(unit.ir, unit.instrs, entry, effectOfCall, withStates(unit.ir, entry, NOTHING_KNOWN));
    if (!facts.settled) return entry;
    const set = leavesWith(facts, result);
    // A row that dies on its way says nothing about what follows the call; the mistake itself is reported at the call.
    const fatal = facts.instrs.some(({ instr, index }) => {
      const before = facts.before(index);
      if (instr.op === 'release') return before.set === Gil.released && before.releasedBy === FROM_ENTRY;
      return instr.op === 'acquire' && !instr.ifSaved && before.set === Gil.held && before.heldBy === FROM_ENTRY;
    });
    return fatal ? entry : set;
  };
  const rows = (result?: Sign): Rows => ({
    fromHeld: row(Gil.held, result),
    fromReleased: row(Gil.released, result),
  });
  const all = rows();
  if (isIdentity(all) || (all.fromHeld !== Gil.either && all.fromReleased !== Gil.either)) return simple(all);
  const byResult = { negative: rows('negative'), zero: rows('zero'), positive: rows('positive') };
  const { negative, zero, positive } = byResult;
  return sameRows(negative, zero) && sameRows(zero, positive) ? all : { ...all, byResult };
}
