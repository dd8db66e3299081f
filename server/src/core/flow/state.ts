// The abstract state: a few worlds, told apart by what is known of conditions and of tokens. One world in nearly all
// functions. In `if (n > T) release … if (n > T) acquire` two worlds keep the branches apart that belong together.
// Every value here is immutable.
import { Gil, type GilSet } from './lattice.js';

/** Which instruction made the state what it is: an index over the function's instructions, or one of these. */
export const FROM_ENTRY = -1;
export const NOWHERE = -2;

/** The GIL in one world, with a reason for each possibility. */
export interface Held {
  readonly set: GilSet;
  /** Why it may be held; NOWHERE where it may not. */
  readonly heldBy: number;
  readonly releasedBy: number;
}

/** An `Ensure` that has no matching release yet. */
export interface Token {
  readonly before: Held;
  readonly at: number;
}

export interface World {
  readonly gil: Held;
  /** What is known: condition to truth. */
  readonly facts: ReadonlyMap<string, boolean>;
  /** Open tokens by the text of their place. */
  readonly tokens: ReadonlyMap<string, Token>;
}

export type State = readonly World[];

export const held = (by: number): Held => ({ set: Gil.held, heldBy: by, releasedBy: NOWHERE });
export const released = (by: number): Held => ({ set: Gil.released, heldBy: NOWHERE, releasedBy: by });

/** The earlier reason wins: a fixed choice, so that the order of the joins does not show. */
const earlier = (a: number, b: number): number => (a === NOWHERE ? b : b === NOWHERE ? a : Math.min(a, b));

export function joinHeld(a: Held, b: Held): Held {
  const heldBy = earlier(a.heldBy, b.heldBy);
  const releasedBy = earlier(a.releasedBy, b.releasedBy);
  const set = (a.set | b.set) as GilSet;
  if (set === a.set && heldBy === a.heldBy && releasedBy === a.releasedBy) return a;
  return { set, heldBy, releasedBy };
}

const keyOf = (world: World): string => {
  if (world.facts.size === 0 && world.tokens.size === 0) return '';
  const facts = [...world.facts].map(([condition, holds]) => `${holds ? '+' : '-'}${condition}`).sort();
  const tokens = [...world.tokens].map(([place, token]) => `@${place}:${token.at}`).sort();
  return [...facts, ...tokens].join('\n');
};

/** Of more worlds than this only what they know of `vital` conditions is kept; of too many of those, what all know. */
const MOST_WORLDS = 8;

/**
 * Unites worlds that know the same; the result is in the order of what they know.
 * @param vital the places that thread states are kept in: what is known of them is given up last
 */
export function normalize(worlds: State, vital: ReadonlySet<string>): State {
  if (worlds.length <= 1) return worlds;
  const united = unite(worlds);
  if (united.length <= MOST_WORLDS) return united;
  const reduced = unite(
    united.map((world) => ({
      ...world,
      facts: new Map([...world.facts].filter(([condition]) => vital.has(condition))),
    })),
  );
  return reduced.length <= MOST_WORLDS ? reduced : [reduced.reduce(meet)];
}

function unite(worlds: State): State {
  const byKey = new Map<string, World>();
  for (const world of worlds) {
    const key = keyOf(world);
    const known = byKey.get(key);
    byKey.set(key, known === undefined ? world : { ...known, gil: joinHeld(known.gil, world.gil) });
  }
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, world]) => world);
}

function meet(a: World, b: World): World {
  return {
    gil: joinHeld(a.gil, b.gil),
    facts: new Map([...a.facts].filter(([condition, holds]) => b.facts.get(condition) === holds)),
    tokens: new Map([...a.tokens].filter(([place, token]) => b.tokens.get(place)?.at === token.at)),
  };
}

export function sameState(a: State, b: State): boolean {
  return (
    a.length === b.length &&
    a.every((world, i) => {
      const other = b[i];
      return other !== undefined && sameHeld(world.gil, other.gil) && keyOf(world) === keyOf(other);
    })
  );
}

const sameHeld = (a: Held, b: Held): boolean =>
  a.set === b.set && a.heldBy === b.heldBy && a.releasedBy === b.releasedBy;

/** All worlds together: what a point is reported to have. */
export function overall(state: State): Held {
  let sum: Held = { set: Gil.unreached, heldBy: NOWHERE, releasedBy: NOWHERE };
  for (const world of state) sum = joinHeld(sum, world.gil);
  return sum;
}
