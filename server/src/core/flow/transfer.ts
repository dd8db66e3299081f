// What one instruction does to one world. Everything that the flow knows about the GIL is in this file.
import {
  type Acquire,
  type Assign,
  type Call,
  type Ensure,
  type Instr,
  type Jump,
  type Literal,
  negativeTests,
  type Release,
  resultOf,
  type Unensure,
} from '../ir/ir.js';
import { Gil, type GilSet } from './lattice.js';
import { FROM_ENTRY, type Held, held, joinHeld, NOWHERE, released, type World } from './state.js';

/** What a call does to the state: the sets that a held and a released GIL become. Identity for nearly all calls. */
export interface CallEffect {
  readonly fromHeld: GilSet;
  readonly fromReleased: GilSet;
  /** What it does by the sign of its result; only where that makes a difference. Null is zero. */
  readonly byResult?: Readonly<Record<Sign, Rows>>;
}

export type Sign = 'negative' | 'zero' | 'positive';

/** The sets that a held and a released GIL become. */
export interface Rows {
  readonly fromHeld: GilSet;
  readonly fromReleased: GilSet;
}

export const NO_EFFECT: CallEffect = { fromHeld: Gil.held, fromReleased: Gil.released };

/** A function that nothing is known of, and that is given the saved thread state: it may have taken the GIL back. */
export const MAY_TAKE: CallEffect = { fromHeld: Gil.held, fromReleased: Gil.either };

/** The worlds behind an instruction; none where control does not come back. `at` is the instruction's index. */
export function transfer(
  world: World,
  instr: Instr,
  at: number,
  effect: CallEffect,
  tracked: ReadonlySet<string>,
): readonly World[] {
  switch (instr.op) {
    case 'release':
      return release(world, instr, at, tracked);
    case 'acquire':
      return acquire(world, instr, at, tracked);
    case 'ensure':
      return ensure(world, instr, at, tracked);
    case 'unensure':
      return [unensure(world, instr, at)];
    case 'call':
      return called(world, instr, effect, at);
    case 'point':
    case 'loop':
    case 'use':
      return [world];
    case 'assign':
      return [assigned(world, instr, tracked)];
    case 'jump':
      return [jumped(world, instr, at)];
    case 'exit':
      return [];
    default:
      instr satisfies never;
      return [world];
  }
}

function release(world: World, instr: Release, at: number, tracked: ReadonlySet<string>): readonly World[] {
  const after: World = { ...world, gil: released(at), facts: learn(world.facts, instr.saves?.text, true, tracked) };
  if (!instr.maybe) return [after];
  return [after, { ...world, facts: learn(world.facts, instr.saves?.text, false, tracked) }];
}

function acquire(world: World, instr: Acquire, at: number, tracked: ReadonlySet<string>): readonly World[] {
  const place = instr.from?.text;
  if (!instr.ifSaved) return [{ ...world, gil: held(at) }];
  const known = place === undefined ? undefined : world.facts.get(place);
  const taken: World = { ...world, gil: held(at), facts: learn(world.facts, place, false, tracked) };
  if (known === true) return [taken];
  if (known === false) return [world];
  // Nobody knows whether the place is null: it is, where the GIL was held all along.
  return [{ ...taken, gil: world.gil.set === Gil.held ? world.gil : held(at) }];
}

function ensure(world: World, instr: Ensure, at: number, tracked: ReadonlySet<string>): readonly World[] {
  const place = instr.token?.text;
  const after: World = { ...world, gil: held(at) };
  if (place === undefined) return [after];
  const opened: World = {
    ...after,
    facts: learn(world.facts, place, true, tracked),
    tokens: new Map(world.tokens).set(place, { before: world.gil, at }),
  };
  if (!instr.mayFail) return [{ ...opened, facts: world.facts }];
  return [opened, { ...world, facts: learn(world.facts, place, false, tracked) }];
}

/** A jump out of a region is reported where it stands; what follows is judged as if the GIL had been taken back. */
const jumped = (world: World, instr: Jump, at: number): World =>
  instr.leaves.length > 0 && world.gil.set & Gil.released ? { ...world, gil: held(at) } : world;

function unensure(world: World, instr: Unensure, at: number): World {
  const place = instr.token?.text;
  const token = place === undefined ? undefined : world.tokens.get(place);
  if (token === undefined && instr.ifEnsured === true) return world;
  if (place === undefined || token === undefined) {
    const only = world.tokens.size === 1 ? [...world.tokens.entries()][0] : undefined;
    if (only === undefined) return { ...world, gil: { set: Gil.either, heldBy: at, releasedBy: at } };
    return { ...world, gil: back(only[1].before, at), tokens: new Map() };
  }
  const tokens = new Map(world.tokens);
  tokens.delete(place);
  // In a region that is a mistake, and not the end of the region.
  return { ...world, gil: world.gil.set === Gil.released ? world.gil : back(token.before, at), tokens };
}

/** The state that a token remembers; where it had come in with the function, so it goes on. */
const back = (before: Held, at: number): Held => ({
  set: before.set,
  heldBy: before.heldBy === NOWHERE ? NOWHERE : before.heldBy === FROM_ENTRY ? FROM_ENTRY : at,
  releasedBy: before.releasedBy === NOWHERE ? NOWHERE : before.releasedBy === FROM_ENTRY ? FROM_ENTRY : at,
});

function called(world: World, call: Call, effect: CallEffect, at: number): readonly World[] {
  if (effect === NO_EFFECT) return [world];
  if (effect.byResult === undefined) return through(world, effect, at, effect === MAY_TAKE);
  const result = resultOf(call.whole);
  const { negative, zero, positive } = effect.byResult;
  const where = (isNull: boolean, isNegative: boolean): World => ({
    ...world,
    facts: new Map(world.facts).set(result, !isNull).set(`${result} < 0`, isNegative),
  });
  return [
    ...through(where(false, true), negative, at),
    ...through(where(true, false), zero, at),
    ...through(where(false, false), positive, at),
  ];
}

function through(world: World, effect: Rows, at: number, doubtful = false): readonly World[] {
  const parts: Held[] = [];
  if (world.gil.set & Gil.held) parts.push(become(effect.fromHeld, Gil.held, world.gil, at));
  if (world.gil.set & Gil.released) parts.push(become(effect.fromReleased, Gil.released, world.gil, at, doubtful));
  const gil = parts.reduce(joinHeld);
  return gil.set === Gil.unreached ? [] : [{ ...world, gil }];
}

/** One possibility goes through a call: where it stays what it was, so does its reason, unless nobody can say. */
function become(set: GilSet, from: GilSet, before: Held, at: number, doubtful = false): Held {
  return {
    set,
    heldBy: set & Gil.held ? (from === Gil.held ? before.heldBy : at) : NOWHERE,
    releasedBy: set & Gil.released ? (from === Gil.released && !doubtful ? before.releasedBy : at) : NOWHERE,
  };
}

function assigned(world: World, instr: Assign, tracked: ReadonlySet<string>): World {
  const changed = /[A-Za-z_]\w*/.exec(instr.variable)?.[0] ?? instr.variable;
  let facts = world.facts;
  for (const condition of world.facts.keys())
    if (condition[0] !== '#' && condition[0] !== '@' && mentions(condition, changed)) {
      const fewer = new Map(facts);
      fewer.delete(condition);
      facts = fewer;
    }
  const result = instr.result === undefined ? undefined : world.facts.get(instr.result);
  if (result !== undefined) {
    const isNegative = world.facts.get(`${instr.result} < 0`) === true;
    facts = new Map(facts).set(instr.variable, result);
    for (const test of negativeTests(instr.variable)) facts = new Map(facts).set(test, isNegative);
  }
  if (instr.truth !== undefined) facts = learn(facts, instr.variable, instr.truth, tracked);
  return facts === world.facts ? world : { ...world, facts };
}

const mentions = (condition: string, variable: string): boolean => {
  // Damaged code may assign to nothing, and nothing is found at every place.
  if (variable === '') return false;
  for (let at = condition.indexOf(variable); at >= 0; at = condition.indexOf(variable, at + 1)) {
    const isWord = (c: string | undefined): boolean => c !== undefined && /\w/.test(c);
    if (!isWord(condition[at - 1]) && !isWord(condition[at + variable.length])) return true;
  }
  return false;
};

/** Remembers what is known of a condition, where paths are told apart by it. */
function learn(
  facts: ReadonlyMap<string, boolean>,
  condition: string | undefined,
  holds: boolean,
  tracked: ReadonlySet<string>,
): ReadonlyMap<string, boolean> {
  if (condition === undefined || !tracked.has(condition) || facts.get(condition) === holds) return facts;
  return new Map(facts).set(condition, holds);
}

/** The world on an edge, or undefined where what is known contradicts the edge's condition. */
export function follow(world: World, when: Literal | undefined, tracked: ReadonlySet<string>): World | undefined {
  if (when === undefined) return world;
  if (when.asksForGil) {
    const wanted = when.holds ? Gil.held : Gil.released;
    if ((world.gil.set & wanted) === 0) return undefined;
    return {
      ...world,
      gil: {
        set: wanted,
        heldBy: when.holds ? world.gil.heldBy : NOWHERE,
        releasedBy: when.holds ? NOWHERE : world.gil.releasedBy,
      },
    };
  }
  const known = world.facts.get(when.condition);
  if (known !== undefined) return known === when.holds ? world : undefined;
  if (!tracked.has(when.condition)) return world;
  return { ...world, facts: learn(world.facts, when.condition, when.holds, tracked) };
}
