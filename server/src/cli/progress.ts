// The progress line: one line on a terminal that rewrites itself and is gone at the end.
import type { Io } from './io.js';
import type { Progress } from './scan.js';

/** More often than this nobody can read it, and writing costs time. */
const INTERVAL = 100;
const CLEAR = '\r\x1b[K';

export function progressLine(io: Io, wanted: boolean): { readonly step: Progress; done(): void } {
  if (!wanted || !io.errorIsTerminal) return { step: () => undefined, done: () => undefined };
  let last = -Infinity;
  let shown = false;
  return {
    step: (done, total, path) => {
      const now = io.now();
      if (now - last < INTERVAL) return;
      last = now;
      shown = true;
      io.error(`${CLEAR}${done}/${total} ${path.slice(-60)}`);
    },
    done: () => {
      if (shown) io.error(CLEAR);
    },
  };
}
