// What a function needs when it is entered with the GIL released: the other half of the two-row summary. A need found
// through helpers points to the function it comes from, so that the chain of calls is put together when somebody asks.
import type { Certainty } from '../catalog/types.js';
import { flowOf } from '../flow/facts.js';
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY } from '../flow/state.js';
import type { Call } from '../ir/ir.js';
import type { Calls } from './calls.js';
import { type Deciders, type Known, knownKey, NOTHING_KNOWN, withStates } from './constants.js';
import type { Contracts } from './contracts.js';
import type { Effects } from './effects.js';
import { isBeside } from './includes.js';
import type { Target } from './link.js';
import type { FunctionNode, Step } from './node.js';
import { createSummaries, type Summaries } from './summaries.js';

export interface Need {
  /** `api`: Python API is used; `release`: the GIL is released once more, which is fatal. */
  readonly kind: 'api' | 'release';
  readonly name: string;
  readonly certainty: Certainty;
  /** Only a field is read: a race, but no crash. */
  readonly reads: boolean;
  /** Only where the function `name` fails. */
  readonly onFailure?: true;
  /** A contract of the function `name` says so. */
  readonly declared?: true;
  /** The function that the need comes from, and what is known on the way in; undefined where it arises here. */
  readonly from: Origin | undefined;
}

/** A function entered with something known of its parameters. */
export interface Origin {
  readonly node: FunctionNode;
  readonly known: Known;
}

/** A function's need with the instruction that has it. */
export interface OwnNeed {
  readonly need: Need;
  /** Negative where no instruction has it, but the function's own contract. */
  readonly index: number;
}

export interface Needs {
  /** The first need of a function entered released; `known` are truths of its parameters. */
  of(node: FunctionNode, known?: Known): Need | undefined;
  /** The first need of the body, whatever a contract says. */
  ofBody(node: FunctionNode, known: Known): Need | undefined;
  /** What a call needs by itself: API by name, or a function of the program that needs it. */
  ofCall(caller: FunctionNode, call: Call): Need | undefined;
  /** All uses of Python in a function entered released that are certain, in order: what has to be mended there. */
  uses(origin: Origin): readonly OwnNeed[];
  /** The calls from the function that a need comes from to the use itself; empty for a use by name. */
  steps(need: Need): readonly Step[];
  readonly pass: Summaries<OwnNeed | undefined>['pass'];
  forget(node: FunctionNode): void;
}

const LONGEST_CHAIN = 32;

export function createNeeds(calls: Calls, effects: Effects, deciders: Deciders, contracts: Contracts): Needs {
  const ownNeed = (node: FunctionNode, known: Known): OwnNeed | undefined => {
    const state = contracts.ofFunction(node)?.state;
    if (state === 'neutral' || state === 'released') return undefined;
    const found = firstNeed(node, known);
    if (state === undefined || (found !== undefined && isStrong(found.need))) return found;
    return { need: declaredNeed(node.unit.ir.name), index: -1 };
  };

  const firstNeed = (node: FunctionNode, known: Known): OwnNeed | undefined => {
    let weak: OwnNeed | undefined;
    for (const own of needsIn(node, known)) {
      if (isStrong(own.need)) return own;
      weak ??= own;
    }
    return weak;
  };

  /** What the body needs in the state that it is entered with, in the order of its instructions. */
  function* needsIn(node: FunctionNode, known: Known): Iterable<OwnNeed> {
    const { unit } = node;
    const state = withStates(unit.ir, Gil.released, known);
    const facts = flowOf(unit.ir, unit.instrs, Gil.released, (call) => effects.ofCall(node, call), state);
    if (!facts.settled) return;
    for (const { instr, index } of facts.instrs) {
      const before = facts.before(index);
      if ((before.set & Gil.released) === 0 || before.releasedBy !== FROM_ENTRY) continue;
      let need: Need | undefined;
      if (instr.op === 'release' && before.set === Gil.released && instr.harmlessTwice !== true)
        need = { kind: 'release', name: instr.spelled, certainty: 'always', reads: false, from: undefined };
      else if (instr.op === 'call') need = ofTarget(node, instr, calls.target(node, instr), known);
      if (need !== undefined) yield { need, index };
    }
  }

  const ofTarget = (caller: FunctionNode, call: Call, target: Target, known: Known): Need | undefined => {
    switch (target.kind) {
      case 'api':
        if (target.row.gil !== 'required' || target.row.access === 'address-constant') return undefined;
        return {
          kind: 'api',
          name: target.row.name,
          certainty: target.row.access === 'on-failure' ? 'maybe' : 'always',
          reads: target.row.access === 'pointer-read',
          ...(target.row.access === 'on-failure' && { onFailure: true }),
          from: undefined,
        };
      case 'macro':
        return target.targets.map((inner) => ofTarget(caller, call, inner, known)).find((need) => need !== undefined);
      case 'api-like':
        return { kind: 'api', name: target.name, certainty: 'maybe', reads: false, from: undefined };
      case 'internal':
        return ofNodes(target.nodes, (node) => deciders.at(node, call, caller, known));
      case 'pointer': {
        // What a lambda needs is reported in itself.
        const nodes = target.nodes.filter(({ unit }) => unit.ir.isLambda !== true);
        const need = ofNodes(nodes, () => NOTHING_KNOWN);
        if (need === undefined || !isStrong(need)) return need;
        // Told apart by name alone, a pointer reaches too many functions: they must all need it, and one that stands
        // elsewhere may belong to another structure.
        const isLikely = nodes.length > 1 || nodes.every(({ path }) => isBeside(path, caller.path));
        const certain =
          target.exact ||
          (target.rows.length === 0 &&
            isLikely &&
            nodes.every((node) => {
              const other = summaries.of(node, NOTHING_KNOWN)?.need;
              return other !== undefined && isStrong(other);
            }));
        return { ...need, certainty: certain ? 'usually' : 'maybe' };
      }
      case 'declared':
        return target.contract.state === 'held' ? declaredNeed(target.contract.name) : undefined;
      case 'unknown':
        return takesObject(caller, call)
          ? {
              kind: 'api',
              name: call.callee ?? 'a call through a pointer',
              certainty: 'maybe',
              reads: false,
              from: undefined,
            }
          : undefined;
      default:
        return undefined;
    }
  };

  const ofNodes = (nodes: readonly FunctionNode[], knownIn: (node: FunctionNode) => Known): Need | undefined => {
    let weak: Need | undefined;
    for (const node of nodes) {
      const known = knownIn(node);
      const own = summaries.of(node, known);
      if (own === undefined) continue;
      const need: Need = { ...own.need, from: own.index < 0 ? undefined : { node, known } };
      if (isStrong(need)) return need;
      weak ??= need;
    }
    return weak;
  };

  const summaries = createSummaries<OwnNeed | undefined>({
    nothing: undefined,
    compute: ownNeed,
    same: sameNeed,
    grow,
  });

  return {
    of: (node, known = NOTHING_KNOWN) => summaries.of(node, known)?.need,
    ofBody: (node, known) => firstNeed(node, known)?.need,
    ofCall: (caller, call) => ofTarget(caller, call, calls.target(caller, call), NOTHING_KNOWN),
    uses: ({ node, known }) => [...needsIn(node, known)].filter(({ need }) => need.kind === 'api' && isStrong(need)),
    steps(need) {
      const found: Step[] = [];
      for (let at = need.from; at !== undefined && found.length < LONGEST_CHAIN; ) {
        const next = summaries.of(at.node, at.known);
        if (next === undefined) break;
        found.push({ node: at.node, index: next.index });
        at = next.need.from;
      }
      return found;
    },
    forget: summaries.forget,
    pass: summaries.pass,
  };
}

const declaredNeed = (name: string): Need => ({
  kind: 'api',
  name,
  certainty: 'always',
  reads: false,
  declared: true,
  from: undefined,
});

export const isStrong = (need: Need): boolean => !need.reads && need.certainty !== 'maybe';

/** In a cycle the first strong need stays, so that each one comes from one that was there before it. */
function grow(before: OwnNeed | undefined, next: OwnNeed | undefined): OwnNeed | undefined {
  const keeps = before !== undefined && (isStrong(before.need) || next === undefined || !isStrong(next.need));
  return keeps ? before : next;
}

const sameNeed = (a: OwnNeed | undefined, b: OwnNeed | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.index === b.index &&
    a.need.kind === b.need.kind &&
    a.need.name === b.need.name &&
    a.need.certainty === b.need.certainty &&
    a.need.reads === b.need.reads &&
    a.need.declared === b.need.declared &&
    a.need.onFailure === b.need.onFailure &&
    a.need.from?.node === b.need.from?.node &&
    knownKey(a.need.from?.known ?? NOTHING_KNOWN) === knownKey(b.need.from?.known ?? NOTHING_KNOWN));

/** Whether a Python object is handed over as it is. */
const takesObject = (caller: FunctionNode, call: Call): boolean =>
  call.callee !== undefined &&
  call.args.some(({ text, name }) => name !== undefined && text === name && caller.unit.ir.objects.has(name));
