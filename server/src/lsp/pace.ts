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

/** Reading a message and handing it on take a few turns of the event loop each: so many are enough for several. */
const TURNS = 16;
/** Messages are taken in one a turn, and timers may come before the first of them. */
const TIMERS = 2;

/**
 * Lets messages in that are there already. Easy to get wrong: a timer lasts a millisecond at least, which each answer
 * would cost; but in a browser messages are handed on by timers, so nothing else waits for them there.
 */
export async function letMessagesIn(): Promise<void> {
  if (typeof setImmediate === 'function')
    for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
  else for (let turn = 0; turn < TIMERS; turn++) await pause(0);
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
