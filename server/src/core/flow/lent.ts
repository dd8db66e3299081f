// What a function was lent and uses behind a place where it gave the GIL away, along the paths through it.
// Easy to get wrong: a reference of one's own saves all copies of the pointer and all that was read out of the object; a
// variable that gets another value is safe again; and where it is null there is nothing to be lost.
import { type Lender, lender, onlyLooks, referenceTakers } from '../catalog/lenders.js';
import { type Assign, type Call, type Edge, type FunctionIr, resultOf } from '../ir/ir.js';
import type { FlowFacts, Located } from './facts.js';
import { type FactSet, forward } from './forward.js';
import { mayBeHeld } from './lattice.js';

/** A call that lends something. */
export interface Lending {
  readonly call: Call;
  readonly row: Lender;
  readonly index: number;
  readonly block: number;
}

/** A use of what was lent, behind a release. */
export interface LateUse {
  readonly lending: Lending;
  readonly variable: string;
  /** The instruction that released the GIL in between, and the one that uses the variable. */
  readonly release: Located;
  readonly use: Located;
  /** In between it was given to somebody who may have kept a reference. */
  readonly isDoubtful: boolean;
}

/** What a variable may hold at one point. */
interface Loan {
  readonly variable: string;
  readonly origin: number;
  /** The release behind it, or NONE. */
  readonly release: number;
  readonly isDoubtful: boolean;
}

type State = FactSet<Loan>;

const NONE = -1;

const keyOf = ({ variable, origin, release, isDoubtful }: Loan): string =>
  `${variable} ${origin} ${release} ${isDoubtful}`;

const stateOf = (loans: Iterable<Loan>): State => new Map([...loans].map((loan) => [keyOf(loan), loan]));

export function lateUses(ir: FunctionIr, flow: FlowFacts): readonly LateUse[] {
  if (!flow.instrs.some(({ instr }) => instr.op === 'use')) return [];
  const lendings = lendingsIn(flow.instrs);
  const found: LateUse[] = [];
  forward<Loan>(ir, flow.instrs, {
    step: (state, at) => step(state, at, flow, lendings),
    follow,
    visit: (at, state) => found.push(...usesAt(at, state, flow, lendings)),
  });
  return found;
}

function* usesAt(at: Located, state: State, flow: FlowFacts, lendings: Lendings): Iterable<LateUse> {
  if (at.instr.op !== 'use') return;
  for (const { variable, origin, release, isDoubtful } of state.values()) {
    const lending = lendings.byIndex.get(origin);
    const by = flow.instrs[release];
    if (variable !== at.instr.variable || lending === undefined || by === undefined) continue;
    yield { lending, variable, release: by, use: at, isDoubtful };
  }
}

interface Lendings {
  readonly byIndex: ReadonlyMap<number, Lending>;
  readonly byResult: ReadonlyMap<string, Lending>;
}

function lendingsIn(instrs: readonly Located[]): Lendings {
  const byIndex = new Map<number, Lending>();
  const byResult = new Map<string, Lending>();
  for (const { instr, index, block } of instrs) {
    const row = instr.op === 'call' && instr.callee !== undefined ? lender(instr.callee) : undefined;
    if (instr.op !== 'call' || row === undefined) continue;
    const lending = { call: instr, row, index, block };
    byIndex.set(index, lending);
    byResult.set(resultOf(instr.whole), lending);
  }
  return { byIndex, byResult };
}

function step(state: State, { instr, index }: Located, flow: FlowFacts, lendings: Lendings): State {
  switch (instr.op) {
    case 'assign':
      return assigned(state, instr, lendings);
    case 'call':
      return called(state, instr, lendings.byIndex.get(index), lendings);
    case 'release':
      if (state.size === 0 || !mayBeHeld(flow.before(index).set)) return state;
      return stateOf([...state.values()].map((loan) => (loan.release === NONE ? { ...loan, release: index } : loan)));
    default:
      return state;
  }
}

function assigned(state: State, { variable, from, result, updates }: Assign, lendings: Lendings): State {
  if (updates === true) return state;
  const loans = [...state.values()];
  const lending = result === undefined ? undefined : lendings.byResult.get(result);
  const got =
    lending !== undefined && lending.row.into === undefined
      ? lentBy(state, lending, variable, lendings)
      : loans.filter((loan) => loan.variable === from).map((loan) => ({ ...loan, variable }));
  if (got.length === 0 && !loans.some((loan) => loan.variable === variable)) return state;
  return stateOf([...loans.filter((loan) => loan.variable !== variable), ...got]);
}

/** What a variable holds that gets the result of a call. */
function lentBy(state: State, { call, row, index }: Lending, variable: string, lendings: Lendings): readonly Loan[] {
  const fresh = (origin: number): Loan => ({ variable, origin, release: NONE, isDoubtful: false });
  if (row.lends !== 'part') return [fresh(index)];
  const owner = row.owner === undefined ? undefined : call.args[row.owner];
  if (owner?.name !== undefined)
    return [...state.values()].filter((loan) => loan.variable === owner.name).map((loan) => ({ ...loan, variable }));
  const inner = [...lendings.byIndex.values()].find(
    (other) =>
      other.index !== index && call.whole.start < other.call.whole.start && other.call.whole.end <= call.whole.end,
  );
  return inner === undefined || inner.row.lends === 'part' ? [] : [fresh(inner.index)];
}

function called(state: State, call: Call, lending: Lending | undefined, lendings: Lendings): State {
  if (state.size === 0 && lending?.row.into === undefined) return state;
  const loans = [...state.values()];
  const given = new Set(call.args.flatMap(({ name }) => name ?? []));
  const callee = call.callee ?? '';
  if (referenceTakers.has(callee)) {
    const saved = new Set(loans.filter(({ variable }) => given.has(variable)).map(({ origin }) => origin));
    return saved.size === 0 ? state : stateOf(loans.filter(({ origin }) => !saved.has(origin)));
  }
  let after = loans;
  if (!onlyLooks(callee) && loans.some(({ variable }) => given.has(variable))) {
    const kept = new Set(loans.filter(({ variable }) => given.has(variable)).map(({ origin }) => origin));
    after = loans.map((loan) => (kept.has(loan.origin) ? { ...loan, isDoubtful: true } : loan));
  }
  for (const at of lending?.row.into ?? []) {
    const name = call.args[at]?.name;
    if (name === undefined || lending === undefined) continue;
    after = [...after.filter(({ variable }) => variable !== name), ...lentBy(state, lending, name, lendings)];
  }
  return stateOf(after);
}

/** Where a variable is null nothing is lent. */
function follow(state: State, { when }: Edge): State {
  if (when === undefined || when.holds || state.size === 0) return state;
  const loans = [...state.values()].filter(({ variable }) => variable !== when.condition);
  return loans.length === state.size ? state : stateOf(loans);
}
