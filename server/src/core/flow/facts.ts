// The flow of one function for one way of entering it: the GIL before each instruction, and how the function is left.
// Functions that change nothing, which are most, are answered from their graph alone.
import { reversePostOrder } from '../base/graph.js';
import { type Call, changesGil, type FunctionIr, type Instr } from '../ir/ir.js';
import { Gil, type GilSet } from './lattice.js';
import { solve } from './solver.js';
import {
  FROM_ENTRY,
  type Held,
  NOWHERE,
  normalize,
  overall,
  type State,
  sameState,
  type Token,
  type World,
} from './state.js';
import { type CallEffect, follow, NO_EFFECT, transfer } from './transfer.js';

/** An instruction with its place in the function. */
export interface Located {
  readonly instr: Instr;
  /** Index over all instructions of the function, in the order of the blocks. */
  readonly index: number;
  readonly block: number;
}

export interface ExitState {
  readonly at: Located;
  readonly gil: Held;
  /** Tokens that are still open, by place. */
  readonly tokens: ReadonlyMap<string, Token>;
  /** What is known on the path that leaves here with the GIL released, as `condition` or `!condition`. */
  readonly facts: ReadonlyMap<string, boolean>;
}

export interface OpenTokens {
  readonly some: ReadonlyMap<string, Token>;
  readonly every: ReadonlySet<string>;
}

export interface FlowFacts {
  readonly instrs: readonly Located[];
  /** The GIL before an instruction; unreached where nothing leads to it. */
  before(index: number): Held;
  /** Open tokens before an instruction: in some world, and in every one. */
  tokensBefore(index: number): OpenTokens;
  readonly exits: readonly ExitState[];
  /** False where the solver gave up: nothing may be concluded then. */
  readonly settled: boolean;
  /** Entered with the GIL, and nothing changes that. */
  readonly keepsGil: boolean;
}

const UNREACHED: Held = { set: Gil.unreached, heldBy: NOWHERE, releasedBy: NOWHERE };
const NO_TOKENS: OpenTokens = { some: new Map(), every: new Set() };
const MOST_VISITS = 64;
const MOST_KEPT = 16;

/** The instructions of a function in the order of their indexes. */
export function locate(ir: FunctionIr): readonly Located[] {
  const found: Located[] = [];
  for (const [block, { instrs }] of ir.blocks.entries())
    for (const instr of instrs) found.push({ instr, index: found.length, block });
  return found;
}

/** Flows by function, kept as long as its IR is: a function that did not change is not solved again. */
const solved = new WeakMap<FunctionIr, Map<string, FlowFacts>>();

/** @param known what is known on entry: constant arguments, as truth of a parameter's name */
export function flowOf(
  ir: FunctionIr,
  instrs: readonly Located[],
  entry: GilSet,
  effectOf: (call: Call) => CallEffect,
  known: ReadonlyMap<string, boolean> = new Map(),
): FlowFacts {
  let key = `${entry}`;
  for (const [name, truth] of known) key += `|${name}=${truth}`;
  for (const { instr, index } of instrs) {
    if (instr.op !== 'call') continue;
    const effect = effectOf(instr);
    if (effect !== NO_EFFECT) key += `|${index}:${keyOf(effect)}`;
  }
  let flows = solved.get(ir);
  if (flows === undefined) {
    flows = new Map();
    solved.set(ir, flows);
  }
  let flow = flows.get(key);
  if (flow === undefined) {
    flow = solveFlow(ir, instrs, entry, effectOf, known);
    // A callee that changes while it is being typed must not leave one solution behind for each letter.
    if (flows.size >= MOST_KEPT) flows.clear();
    flows.set(key, flow);
  }
  return flow;
}

const keyOf = ({ fromHeld, fromReleased, byResult }: CallEffect): string =>
  byResult === undefined
    ? `${fromHeld}${fromReleased}`
    : [{ fromHeld, fromReleased }, byResult.negative, byResult.zero, byResult.positive]
        .map((rows) => `${rows.fromHeld}${rows.fromReleased}`)
        .join('/');

/** Tells where something is, and changes nothing. */
const isMute = ({ op }: Instr): boolean => op === 'point' || op === 'loop' || op === 'use';

/** One step of all worlds; the very same state where nothing changes. */
function step(
  state: State,
  instr: Instr,
  index: number,
  effect: CallEffect,
  tracked: ReadonlySet<string>,
  vital: ReadonlySet<string>,
): State {
  const [only] = state;
  if (state.length === 1 && only !== undefined) {
    const after = transfer(only, instr, index, effect, tracked);
    return after.length === 1 && after[0] === only ? state : after;
  }
  return normalize(
    state.flatMap((world) => transfer(world, instr, index, effect, tracked)),
    vital,
  );
}

function solveFlow(
  ir: FunctionIr,
  instrs: readonly Located[],
  entry: GilSet,
  effectOf: (call: Call) => CallEffect,
  known: ReadonlyMap<string, boolean>,
): FlowFacts {
  const gil: Held = {
    set: entry,
    heldBy: entry & Gil.held ? FROM_ENTRY : NOWHERE,
    releasedBy: entry & Gil.released ? FROM_ENTRY : NOWHERE,
  };
  if (isUniform(ir, instrs, effectOf, known)) return uniformFlow(ir, instrs, gil);
  const vital = placesOf(instrs);
  const start: World = { gil, facts: known, tokens: NO_TOKENS.some };
  const firstOf: number[] = [];
  let count = 0;
  for (const block of ir.blocks) {
    firstOf.push(count);
    count += block.instrs.length;
  }
  const successors = ir.blocks.map((block) => block.edges.map((edge) => edge.to));
  const order = reversePostOrder(0, successors);

  const through = (block: number, before: State, visit?: (index: number, state: State) => void): State => {
    let state = before;
    let index = firstOf[block] ?? 0;
    for (const instr of ir.blocks[block]?.instrs ?? []) {
      visit?.(index, state);
      const effect = instr.op === 'call' ? effectOf(instr) : NO_EFFECT;
      if (!isMute(instr) && (instr.op !== 'call' || effect !== NO_EFFECT)) {
        state = step(state, instr, index, effect, ir.tracked, vital);
      }
      if (state.length === 0) break;
      index++;
    }
    return state;
  };

  const { before, settled } = solve<State>(
    {
      order,
      entry: [start],
      join: (a, b) => normalize([...a, ...b], vital),
      same: sameState,
      flow(block, state) {
        const after = through(block, state);
        if (after.length === 0) return [];
        return (ir.blocks[block]?.edges ?? []).flatMap(({ to, when }) => {
          const worlds: World[] = [];
          for (const world of after) {
            const next = follow(world, when, ir.tracked);
            if (next !== undefined) worlds.push(next);
          }
          return worlds.length === 0 ? [] : [[to, normalize(worlds, vital)] as const];
        });
      },
    },
    MOST_VISITS,
  );

  const at: Held[] = new Array<Held>(count).fill(UNREACHED);
  const tokens = new Map<number, OpenTokens>();
  const exits: ExitState[] = [];
  for (const block of order) {
    const state = before.get(block);
    if (state === undefined) continue;
    through(block, state, (index, worlds) => {
      at[index] = overall(worlds);
      const open = openTokens(worlds);
      if (open !== NO_TOKENS) tokens.set(index, open);
      const located = instrs[index];
      if (located?.instr.op === 'exit')
        exits.push({ at: located, gil: overall(worlds), tokens: open.some, facts: releasedFacts(worlds) });
    });
  }
  return {
    instrs,
    before: (index) => at[index] ?? UNREACHED,
    tokensBefore: (index) => tokens.get(index) ?? NO_TOKENS,
    exits,
    settled,
    keepsGil: false,
  };
}

/** Where thread states and tokens are kept, as conditions spell it. */
function placesOf(instrs: readonly Located[]): ReadonlySet<string> {
  const places = new Set<string>();
  for (const { instr } of instrs) {
    if (!changesGil(instr)) continue;
    const place = instr.op === 'release' ? instr.saves : instr.op === 'acquire' ? instr.from : instr.token;
    if (place !== undefined) places.add(place.text);
  }
  return places;
}

/** Whether nothing in the function changes the state or cuts a path that the entry decides. */
function isUniform(
  ir: FunctionIr,
  instrs: readonly Located[],
  effectOf: (call: Call) => CallEffect,
  known: ReadonlyMap<string, boolean>,
): boolean {
  if (
    ir.changesState ||
    instrs.some(
      ({ instr }) =>
        (instr.op === 'jump' && instr.leaves.length > 0) || (instr.op === 'call' && effectOf(instr) !== NO_EFFECT),
    )
  )
    return false;
  return !ir.blocks.some((block) =>
    block.edges.some(({ when }) => when !== undefined && (when.asksForGil || known.has(when.condition))),
  );
}

/** Everything that is reached has the state of the entry. */
function uniformFlow(ir: FunctionIr, instrs: readonly Located[], gil: Held): FlowFacts {
  const reached = new Uint8Array(ir.blocks.length);
  for (const block of reversePostOrder(
    0,
    ir.blocks.map((block) => block.edges.map((edge) => edge.to)),
  ))
    reached[block] = 1;
  const exits: ExitState[] = [];
  for (const at of instrs)
    if (at.instr.op === 'exit' && reached[at.block] === 1)
      exits.push({ at, gil, tokens: NO_TOKENS.some, facts: new Map() });
  return {
    instrs,
    before: (index) => (reached[instrs[index]?.block ?? -1] === 1 ? gil : UNREACHED),
    tokensBefore: () => NO_TOKENS,
    exits,
    settled: true,
    keepsGil: gil.set === Gil.held,
  };
}

function openTokens(state: State): OpenTokens {
  if (state.every((world) => world.tokens.size === 0)) return NO_TOKENS;
  const some = new Map<string, Token>();
  for (const world of state) for (const [place, token] of world.tokens) if (!some.has(place)) some.set(place, token);
  return { some, every: new Set([...some.keys()].filter((place) => state.every((world) => world.tokens.has(place)))) };
}

function releasedFacts(state: State): ReadonlyMap<string, boolean> {
  return state.find((world) => world.gil.set & Gil.released)?.facts ?? new Map<string, boolean>();
}
