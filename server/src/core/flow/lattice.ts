// What may be true of the GIL at one point, over all paths that reach it: a set, kept as bits.
// Joining unites possibilities and never intersects them: a GIL released on one branch must still be visible after the
// merge, or the report would land on the wrong line.

export const Gil = { unreached: 0, held: 1, released: 2, either: 3 } as const;
export type GilSet = (typeof Gil)[keyof typeof Gil];

export const join = (a: GilSet, b: GilSet): GilSet => (a | b) as GilSet;
export const leq = (a: GilSet, b: GilSet): boolean => (a & ~b) === 0;

export const mayBeHeld = (set: GilSet): boolean => (set & Gil.held) !== 0;
export const mayBeReleased = (set: GilSet): boolean => (set & Gil.released) !== 0;

const NAMES = ['unreached', 'held', 'released', 'either'] as const;
export const gilName = (set: GilSet): (typeof NAMES)[number] => NAMES[set];
