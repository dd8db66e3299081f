// How much time of the other threads is at risk: what the rows of the report are sorted by. It is an order and no
// measurement: the class of a wait decides first, then how certain the wait is, then how many of them there are.
// Easy to get wrong: a hundred quick waits must not hide one that may never end, so classes are far apart.
import type { BlockingClass, Certainty } from '../../catalog/types.js';

/** Waits without a limit first; locks last, since they are mostly free. */
const BY_CLASS: Readonly<Record<BlockingClass, number>> = {
  'io-network': 1000,
  'io-device': 1000,
  'wait-process': 1000,
  'wait-sync': 1000,
  'name-resolution': 800,
  sleep: 400,
  'io-disk': 100,
  cpu: 50,
  lock: 20,
};

const BY_CERTAINTY: Readonly<Record<Certainty, number>> = { always: 1, usually: 0.5, maybe: 0.1 };

export interface Risky {
  readonly class: BlockingClass;
  readonly certainty: Certainty;
}

const riskOfOne = (wait: Risky): number => BY_CLASS[wait.class] * BY_CERTAINTY[wait.certainty];

export const riskOf = (waits: readonly Risky[]): number => waits.reduce((sum, wait) => sum + riskOfOne(wait), 0);

/** The gravest first; equal ones stay in the order of the text. */
export const byRisk = (a: Risky, b: Risky): number => riskOfOne(b) - riskOfOne(a);
