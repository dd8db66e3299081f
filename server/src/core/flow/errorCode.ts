// The code of an error that happened in a region, read behind calls that may have changed it since the region's end.
// Easy to get wrong: a call behind the region may be what failed, so nothing is known of the code behind one that is not on
// the lists; and what is read before it could be changed may be used at any time.
import { changesError, type ErrorCode, errorSetters, errorVariable, leavesError } from '../catalog/errorCodes.js';
import type { Call, FunctionIr } from '../ir/ir.js';
import type { Located } from './facts.js';
import { type FactSet, forward } from './forward.js';

/** A read of the code behind a call that may have changed it. */
export interface LateRead {
  readonly code: ErrorCode;
  /** The end of the region, the call that may change the code, and the read. */
  readonly acquire: Located;
  readonly changer: Located;
  readonly read: Located;
  readonly isCertain: boolean;
}

interface Pending {
  readonly acquire: Located;
  readonly changer: Located | undefined;
}

type State = FactSet<Pending>;

const NOTHING: State = new Map();

const stateOf = (all: readonly Pending[]): State =>
  new Map(all.map((each) => [`${each.acquire.index} ${each.changer?.index}`, each]));

/** @param reads which code a call reads, if any */
export function lateReads(
  ir: FunctionIr,
  instrs: readonly Located[],
  reads: (call: Call) => ErrorCode | undefined,
): readonly LateRead[] {
  const readAt = ({ instr }: Located): ErrorCode | undefined => {
    if (instr.op === 'use') return instr.variable === errorVariable ? 'errno' : undefined;
    return instr.op === 'call' ? reads(instr) : undefined;
  };
  if (!placesOf(ir, instrs).some((at) => readAt(at) !== undefined)) return [];
  const found: LateRead[] = [];
  forward<Pending>(ir, instrs, {
    step: (state, at) => step(state, at, readAt(at) !== undefined),
    visit(at, state) {
      const code = readAt(at);
      if (code === undefined) return;
      for (const { acquire, changer } of state.values())
        if (changer !== undefined)
          found.push({ code, acquire, changer, read: at, isCertain: changeAt(changer) === 'certain' });
    },
  });
  return found;
}

const places = new WeakMap<FunctionIr, readonly Located[]>();

/** Where a read would be too late, whatever the calls read: of a function alone, so it is looked for once. */
function placesOf(ir: FunctionIr, instrs: readonly Located[]): readonly Located[] {
  let known = places.get(ir);
  if (known === undefined) {
    const found: Located[] = [];
    if (instrs.some((at) => changeAt(at) !== undefined))
      forward<Pending>(ir, instrs, {
        step: (state, at) => (mayRead(at) ? unread(state) : step(state, at, false)),
        visit(at, state) {
          if (mayRead(at) && [...state.values()].some(({ changer }) => changer !== undefined)) found.push(at);
        },
      });
    known = found;
    places.set(ir, known);
  }
  return known;
}

/** Any call but those that are on a list may be a helper that begins with reading the code. */
const mayRead = ({ instr }: Located): boolean =>
  instr.op === 'use'
    ? instr.variable === errorVariable
    : instr.op === 'call' && changesError(instr.callee ?? '') === undefined && !errorSetters.has(instr.callee ?? '');

const changeAt = ({ instr }: Located): ReturnType<typeof changesError> =>
  instr.op === 'call' ? changesError(instr.callee ?? '') : undefined;

function step(state: State, at: Located, reads: boolean): State {
  const { instr } = at;
  switch (instr.op) {
    case 'acquire':
      return stateOf([{ acquire: at, changer: undefined }]);
    case 'release':
      return NOTHING;
    case 'assign':
      return instr.variable === errorVariable ? NOTHING : state;
    case 'call':
      if (state.size === 0) return state;
      if (changeAt(at) !== undefined)
        return stateOf([...state.values()].map((pending) => ({ changer: at, ...defined(pending) })));
      if (errorSetters.has(instr.callee ?? '')) return NOTHING;
      if (reads) return unread(state);
      return leavesError(instr.callee ?? '') ? state : NOTHING;
    case 'use':
      return reads ? unread(state) : state;
    default:
      return state;
  }
}

/** The first read on a path is told; what is saved there, or put back in front of it, is right for the others too. */
const unread = (state: State): State => stateOf([...state.values()].filter(({ changer }) => changer === undefined));

/** The first call that may change the code counts, unless a later one is more certain to. */
const defined = ({ acquire, changer }: Pending): Partial<Pending> & Pick<Pending, 'acquire'> =>
  changer !== undefined && changeAt(changer) === 'certain' ? { acquire, changer } : { acquire };
