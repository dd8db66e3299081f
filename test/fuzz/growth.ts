// Whether time grows with the size of a text and not with its square: a text that repeats a few tokens is analysed in
// sizes that double. One measure alone says nothing on a busy machine, so a suspicion is measured again.
import { createProject, type Parsers } from '../../server/src/core/project.js';
import { repeated } from './hostile.js';
import type { Random } from './random.js';

export interface Repeated {
  readonly path: string;
  readonly head: string;
  readonly unit: string;
}

const SIZES = [10_000, 20_000, 40_000, 80_000];
/** What is faster than this is not looked at: what is measured then is the rest of the program. */
const QUICK = 250;
/** Over three doublings: 8 is linear, 64 is quadratic. */
const MOST = 24;

export function repeatedInput(random: Random): Repeated {
  return { path: random.chance(0.5) ? 'fuzz.cpp' : 'fuzz.c', ...repeated(random) };
}

export const grown = ({ head, unit }: Repeated, size: number): string =>
  head + unit.repeat(Math.ceil(size / unit.length));

/** A sentence where the time grows faster than the text; it holds only if a second measure says so too. */
export function growthComplaint(parsers: Parsers, input: Repeated): string | undefined {
  const milliseconds = (size: number): number => {
    const text = grown(input, size);
    const project = createProject({ parsers, options: { showMaybe: true } });
    const started = performance.now();
    project.setFile(input.path, text);
    project.report(input.path);
    return performance.now() - started;
  };
  const measure = (): readonly number[] => {
    const times: number[] = [];
    for (const size of SIZES) {
      times.push(milliseconds(size));
      // Twice the largest size that was quick enough would still be quick.
      if ((times.at(-1) ?? 0) > 2_000) break;
    }
    return times;
  };
  const isSlow = (times: readonly number[]): boolean => {
    const last = times.at(-1) ?? 0;
    return times.length < SIZES.length || (last > QUICK && last > MOST * Math.max(1, times[0] ?? 0));
  };
  if (!isSlow(measure())) return undefined;
  const again = measure();
  if (!isSlow(again)) return undefined;
  return `${again.map((time) => `${Math.round(time)} ms`).join(', ')} for ${SIZES.slice(0, again.length).join(', ')} characters`;
}
