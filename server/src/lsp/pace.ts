// Long work that lets requests in: after a few milliseconds it makes way for whatever has come in meanwhile.
import type { Steps } from '../core/project.js';

/** Waiting requests take two or three turns of the event loop, so this is a third of what nobody notices. */
const SLICE = 10;

export interface Pace {
  /** To be awaited between two pieces of work. */
  breathe(): Promise<void>;
  /** Takes all steps, unless `goesOn` says no between two of them. */
  all(steps: Steps, goesOn: () => boolean): Promise<void>;
}

export function createPace(): Pace {
  let since = performance.now();
  const breathe = async (): Promise<void> => {
    if (performance.now() - since < SLICE) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    since = performance.now();
  };
  return {
    breathe,
    async all(steps, goesOn) {
      while (goesOn() && steps.next().done !== true) await breathe();
    },
  };
}

/** Two turns of the event loop: messages are taken in one a turn, and timers may come before the first of them. */
export async function letMessagesIn(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
