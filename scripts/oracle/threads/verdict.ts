// What has to come out of a sample, and whether it did.
// Easy to get wrong: on a busy machine computing threads do not get two cores, mended or not. What four processes get is
// measured beside it, and where that is too little as well, nothing can be said.
import { loadavg } from 'node:os';
import type { Parsers } from '../../../server/src/core/project.js';
import { build, type Python, type Run, timed, timedInProcesses } from './extension.js';
import { mend } from './mend.js';
import type { Kind, ThreadSample } from './samples.js';

/** How many times as fast four threads must be; the processes of a quiet machine with two cores are twice as fast. */
export type Goals = Readonly<Record<Exclude<Kind, 'crashes'>, number>>;

/** Where something is left it is slow, and known to be. */
const TRIES = 5;
/** A sample whose threads are no slower than this together than alone, in times, does not hold the GIL as it says. */
const SERIAL = 2.5;
/** Processes that get less than this beyond the goal leave nothing to tell about threads. */
const MARGIN = 1.05;

export interface Verdict {
  readonly sample: ThreadSample;
  readonly outcome: 'ok' | 'not ok' | 'unclear';
  readonly complaints: readonly string[];
  readonly fixes: readonly string[];
  readonly speed?: Speed;
  readonly load: number;
}

/** Seconds, and how many times as fast. */
export interface Speed {
  readonly before: number;
  readonly after: number;
  readonly one: number;
  readonly four: number;
  /** Four processes against four threads that hold the GIL; of what computes only. */
  readonly processes: number | undefined;
}

export function judge(sample: ThreadSample, parsers: Parsers, python: Python, goals: Goals): Verdict {
  const { text, titles, left } = mend(parsers, sample);
  const load = loadavg()[0] ?? 0;
  const common = { sample, fixes: titles, load };
  try {
    const before = build(sample, sample.text, 'before', python);
    if (titles.length === 0) return { ...common, outcome: 'not ok', complaints: left };
    const after = build(sample, text, 'after', python);
    if (sample.kind === 'crashes') {
      const complaints = [...left, ...judgeCrash(sample, before, after, python)];
      return { ...common, outcome: complaints.length === 0 ? 'ok' : 'not ok', complaints };
    }
    const goal = goals[sample.kind];
    const { speed, wrong } = race(sample, [before, after], python, goal, left.length === 0 ? TRIES : 1);
    const slow = speed.four < goal;
    const isBusy = slow && (speed.processes ?? Number.POSITIVE_INFINITY) < goal * MARGIN;
    const complaints = [...left, ...wrong];
    if (slow) complaints.push(`four threads are ${speed.four.toFixed(2)} times as fast, not ${goal}`);
    const isRight = complaints.length === (slow ? 1 : 0);
    return {
      ...common,
      outcome: !isRight || (slow && !isBusy) ? 'not ok' : slow ? 'unclear' : 'ok',
      complaints,
      speed,
    };
  } catch (error) {
    return {
      ...common,
      outcome: 'not ok',
      complaints: [...left, String(error instanceof Error ? error.message : error)],
    };
  }
}

function judgeCrash(sample: ThreadSample, before: string, after: string, python: Python): readonly string[] {
  try {
    timed(sample, before, python);
    return ['it survives as it is'];
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('dies of'))) throw error;
  }
  timed(sample, after, python);
  return [];
}

/** The best of a few tries, in turn, so that a busy time costs both; no more of them than are needed. */
function race(
  sample: ThreadSample,
  [before, after]: readonly [string, string],
  python: Python,
  goal: number,
  tries: number,
): { readonly speed: Speed; readonly wrong: readonly string[] } {
  const [held, released]: [Run[], Run[]] = [[], []];
  const asksProcesses = sample.kind === 'computes' && goal > 0;
  let processes = Number.POSITIVE_INFINITY;
  let speed: Speed | undefined;
  for (let i = 0; i < tries && (speed === undefined || speed.four < goal); i++) {
    held.push(timed(sample, before, python));
    released.push(timed(sample, after, python));
    if (asksProcesses) processes = Math.min(processes, timedInProcesses(sample, before, python));
    const best = (runs: readonly Run[], of: keyof Run): number => Math.min(...runs.map((run) => run[of].seconds));
    const slow = best(held, 'four');
    speed = {
      before: slow,
      after: best(released, 'four'),
      one: best(held, 'one') / best(released, 'one'),
      four: slow / best(released, 'four'),
      processes: asksProcesses ? slow / processes : undefined,
    };
  }
  if (speed === undefined) throw new Error('nothing was tried');
  const serial = speed.before / Math.min(...held.map(({ one }) => one.seconds));
  const parallel = `as it is, four threads take only ${serial.toFixed(2)} times as long as one`;
  return { speed, wrong: [...(serial < SERIAL ? [parallel] : []), ...differences(held, released)] };
}

function differences(held: readonly Run[], released: readonly Run[]): readonly string[] {
  const said = (runs: readonly Run[]): ReadonlySet<string> =>
    new Set(runs.map(({ one, four }) => `${one.results.join(', ')} | ${four.results.join(', ')}`));
  const [before, after] = [said(held), said(released)];
  const all = new Set([...before, ...after]);
  if (all.size === 1) return [];
  return [`the results differ: before ${[...before].join(' or ')}, after ${[...after].join(' or ')}`.slice(0, 600)];
}
