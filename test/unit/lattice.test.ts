// The laws of the lattice. The solver ends, and its answer does not depend on the order of work, because they hold.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Gil, type GilSet, gilName, join, leq, mayBeHeld, mayBeReleased } from '../../server/src/core/flow/lattice.js';

const all = Object.values(Gil);
const gil = fc.constantFrom(...all);

const holds = (law: (a: GilSet, b: GilSet, c: GilSet) => boolean): void => {
  fc.assert(fc.property(gil, gil, gil, law));
};

describe('the lattice of GIL states', () => {
  it('joins in any order and grouping, and joining twice changes nothing', () => {
    holds((a, b) => join(a, b) === join(b, a));
    holds((a, b, c) => join(a, join(b, c)) === join(join(a, b), c));
    holds((a) => join(a, a) === a);
  });

  it('starts from unreached and ends with either', () => {
    holds((a) => join(a, Gil.unreached) === a);
    holds((a) => leq(Gil.unreached, a) && leq(a, Gil.either));
    expect(join(Gil.held, Gil.released)).toBe(Gil.either);
  });

  it('is ordered: reflexive, antisymmetric, transitive', () => {
    holds((a) => leq(a, a));
    holds((a, b) => !(leq(a, b) && leq(b, a)) || a === b);
    holds((a, b, c) => !(leq(a, b) && leq(b, c)) || leq(a, c));
    expect(leq(Gil.held, Gil.released)).toBe(false);
    expect(leq(Gil.either, Gil.held)).toBe(false);
  });

  it('joins to the least upper bound', () => {
    holds((a, b) => leq(a, join(a, b)) && leq(b, join(a, b)));
    holds((a, b, c) => !(leq(a, c) && leq(b, c)) || leq(join(a, b), c));
    holds((a, b) => leq(a, b) === (join(a, b) === b));
  });

  it('never forgets a possibility', () => {
    holds((a, b) => mayBeHeld(join(a, b)) === (mayBeHeld(a) || mayBeHeld(b)));
    holds((a, b) => mayBeReleased(join(a, b)) === (mayBeReleased(a) || mayBeReleased(b)));
  });

  it('names each state by its own word', () => {
    expect(all.map(gilName)).toEqual(['unreached', 'held', 'released', 'either']);
  });
});
