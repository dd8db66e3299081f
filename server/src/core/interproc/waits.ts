// What a function waits for on behalf of its caller. Only transparent functions do: they know nothing of Python, or they
// are called in both states, so the region belongs around the call of them and not inside.
import type { BlockingCall, Certainty } from '../catalog/types.js';
import { flowOf, type Located } from '../flow/facts.js';
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY } from '../flow/state.js';
import type { Call } from '../ir/ir.js';
import type { Calls } from './calls.js';
import { type Deciders, type Known, knownKey, NOTHING_KNOWN } from './constants.js';
import type { Contracts } from './contracts.js';
import type { Effects } from './effects.js';
import { returnsAtOnce, rowAt, type Target } from './link.js';
import { lockName } from './locks.js';
import { LOOP_ROW, needsNoPython } from './loops.js';
import type { Origin } from './needs.js';
import type { FunctionNode, Step } from './node.js';
import { createSummaries, type Summaries } from './summaries.js';
import type { FunctionUnit } from './unit.js';

/** The rule that a wait belongs to. */
export type WaitFamily = 'blocking' | 'lock' | 'computation' | 'loop';

export interface Wait {
  readonly row: BlockingCall;
  readonly family: WaitFamily;
  readonly certainty: Certainty;
  /** Found under a condition that names Windows. */
  readonly onWindows: boolean;
  /** The lock that is waited for, where it has an owner; empty otherwise. */
  readonly lock: string;
  /** A contract of the function `row.name` says so. */
  readonly declared?: true;
  /** The function that waits, and what is known on the way in; undefined where the call itself does. */
  readonly from: Origin | undefined;
}

/** A wait of a function with the instruction that has it. */
interface OwnWait extends Wait {
  /** Negative where no instruction has it, but the function's own contract. */
  readonly index: number;
}

const familyOf = (row: BlockingCall): WaitFamily =>
  row.class === 'cpu' ? 'computation' : row.class === 'lock' || row.class === 'wait-sync' ? 'lock' : 'blocking';

export interface Waits {
  /** What one call waits for: by its name, or through transparent functions. The most certain one of each family. */
  ofCall(caller: FunctionNode, call: Call): readonly Wait[];
  /** What the body waits for, whatever a contract says. */
  ofBody(node: FunctionNode, known: Known): readonly Wait[];
  /** The calls from the function that waits to the waiting call itself; empty for a call by name. */
  steps(wait: Wait): readonly Step[];
  readonly pass: Summaries<readonly OwnWait[]>['pass'];
  forget(node: FunctionNode): void;
}

const LOOP: Wait = {
  row: LOOP_ROW,
  family: 'loop',
  certainty: 'usually',
  onWindows: false,
  lock: '',
  from: undefined,
};

const RANK: Readonly<Record<Certainty, number>> = { always: 2, usually: 1, maybe: 0 };
const NONE: readonly OwnWait[] = [];
const LONGEST_CHAIN = 32;

/** Equally certain waits: the one that most readers' systems have goes first. */
const rank = (wait: Wait): number => RANK[wait.certainty] * 2 + (wait.onWindows ? 0 : 1);

export function createWaits(
  calls: Calls,
  effects: Effects,
  deciders: Deciders,
  isTransparent: (node: FunctionNode) => boolean,
  isAware: (node: FunctionNode) => boolean,
  contracts: Contracts,
): Waits {
  const ownWaits = (node: FunctionNode, known: Known): readonly OwnWait[] => {
    if (!isTransparent(node)) return NONE;
    const found = bodyWaits(node, known);
    const contract = contracts.ofFunction(node);
    if (contract === undefined || contract.blocking.length === 0) return found;
    return strongest([...found, ...declaredWaits(contract.blocking).map((wait) => ({ ...wait, index: -1 }))]);
  };

  const bodyWaits = (node: FunctionNode, known: Known): readonly OwnWait[] => {
    const { unit } = node;
    const facts = flowOf(unit.ir, unit.instrs, Gil.held, (call) => effects.ofCall(node, call), known);
    const found: OwnWait[] = [];
    for (const at of facts.instrs) {
      const { set, heldBy } = facts.before(at.index);
      if (set !== Gil.held || heldBy !== FROM_ENTRY) continue;
      if (at.instr.op === 'loop' && needsNoPython(node, at.instr, calls, isAware))
        found.push({ ...LOOP, index: at.index });
      if (at.instr.op !== 'call' || at.instr.inChild) continue;
      for (const wait of ofTarget(node, at.instr, calls.target(node, at.instr), known))
        found.push({ ...wait, onWindows: wait.onWindows || isWindows(unit, at), index: at.index });
    }
    return strongest(found);
  };

  const ofTarget = (caller: FunctionNode, call: Call, target: Target, known: Known): readonly Wait[] => {
    if (target.kind === 'macro')
      return strongest(target.targets.flatMap((inner) => ofTarget(caller, call, inner, known)));
    if (target.kind === 'blocking')
      return ofRow(rowAt(target.row, call), call, target.certain ? target.row.certainty : 'maybe');
    // Who has to hold the GIL cannot be called in a region: the wait is nothing that this call could do without.
    if (target.kind === 'declared')
      return target.contract.state === 'held' ? NONE : strongest(declaredWaits(target.contract.blocking));
    if (target.kind !== 'internal' && target.kind !== 'pointer') return NONE;
    const rows = target.kind === 'pointer' ? target.rows : [];
    const named = rows.flatMap((row) => ofRow(row, call, row.certainty === 'always' ? 'usually' : row.certainty));
    const found = strongest([
      ...named,
      ...target.nodes.flatMap((node) => {
        const at = target.kind === 'pointer' ? NOTHING_KNOWN : deciders.at(node, call, caller, known);
        return summaries.of(node, at).map((wait): Wait => {
          const certainty = target.kind === 'pointer' && wait.certainty === 'always' ? 'usually' : wait.certainty;
          const { index, ...rest } = wait;
          return { ...rest, certainty, from: index < 0 ? undefined : { node, known: at } };
        });
      }),
    ]);
    if (target.kind === 'internal' || target.exact) return found;
    // Told apart by name alone, a pointer reaches too many functions: they must all wait.
    const everyWaits = ({ family }: Wait): boolean =>
      target.nodes.every((node) => summaries.of(node, NOTHING_KNOWN).some((wait) => wait.family === family));
    return found.map((wait) => (everyWaits(wait) ? wait : { ...wait, certainty: 'maybe' }));
  };

  const ofRow = (row: BlockingCall, call: Call, certainty: Certainty): readonly Wait[] =>
    row.guardedByGil !== undefined || returnsAtOnce(row.nonBlocking, call)
      ? NONE
      : [
          {
            row,
            family: familyOf(row),
            certainty,
            lock: row.class === 'lock' ? lockName(call) : '',
            onWindows: false,
            from: undefined,
          },
        ];

  const summaries = createSummaries<readonly OwnWait[]>({ nothing: NONE, compute: ownWaits, same: sameWaits, grow });

  return {
    ofBody: bodyWaits,
    ofCall: (caller, call) => ofTarget(caller, call, calls.target(caller, call), NOTHING_KNOWN),
    steps(wait) {
      const found: Step[] = [];
      for (let at = wait.from; at !== undefined && found.length < LONGEST_CHAIN; ) {
        const next = summaries.of(at.node, at.known).find(({ family }) => family === wait.family);
        if (next === undefined) break;
        found.push({ node: at.node, index: next.index });
        at = next.from;
      }
      return found;
    },
    pass: summaries.pass,
    forget: summaries.forget,
  };
}

const declaredWaits = (rows: readonly BlockingCall[]): Wait[] =>
  rows.map((row) => ({
    row,
    family: familyOf(row),
    certainty: row.certainty,
    onWindows: false,
    lock: '',
    declared: true,
    from: undefined,
  }));

const isWindows = (unit: FunctionUnit, at: Located): boolean =>
  [...unit.conditions, unit.ir.blocks[at.block]?.condition ?? ''].some((condition) =>
    /#(?:if|ifdef|elif)\b[^!]*WIN(?:DOWS|32|64)/.test(condition.replace(/#else of .*/, '')),
  );

function strongest<W extends Wait>(waits: readonly W[]): readonly W[] {
  if (waits.length <= 1) return waits;
  const best = new Map<WaitFamily, W>();
  for (const wait of waits) {
    const known = best.get(wait.family);
    if (known === undefined || rank(wait) > rank(known)) best.set(wait.family, wait);
  }
  return [...best.values()];
}

/** In a cycle a wait stays until a more certain one of its family comes: each comes from one that was there before. */
const grow = (before: readonly OwnWait[], next: readonly OwnWait[]): readonly OwnWait[] =>
  strongest([...before, ...next]);

const sameWaits = (a: readonly OwnWait[], b: readonly OwnWait[]): boolean =>
  a === b || (a.length === b.length && a.every((wait, i) => sameWait(wait, b[i])));

const sameWait = (a: OwnWait, b: OwnWait | undefined): boolean =>
  b !== undefined &&
  (a.row === b.row || (a.declared === true && a.row.name === b.row.name && a.row.class === b.row.class)) &&
  a.declared === b.declared &&
  a.certainty === b.certainty &&
  a.onWindows === b.onWindows &&
  a.lock === b.lock &&
  a.index === b.index &&
  a.from?.node === b.from?.node &&
  knownKey(a.from?.known ?? NOTHING_KNOWN) === knownKey(b.from?.known ?? NOTHING_KNOWN);
