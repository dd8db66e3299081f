// One worker of the fuzzer: takes every so many of the inputs of a seed, checks them, and makes failing ones small.
// Easy to get wrong: after an exception the parser's memory may be damaged, so the worker asks to be started afresh.
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { loadParsers } from '../../server/src/host/wasmParser.js';
import { type Check, createCheck } from '../../test/fuzz/check.js';
import { grown, growthComplaint, repeatedInput } from '../../test/fuzz/growth.js';
import { type Input, inputOf } from '../../test/fuzz/inputs.js';
import { randomFrom } from '../../test/fuzz/random.js';
import { shrink } from '../../test/fuzz/shrink.js';
import { fixtureTexts, realTexts } from '../../test/fuzz/texts.js';

export interface Task {
  readonly seed: number;
  readonly from: number;
  readonly step: number;
  readonly deadline: number;
  /** Measure how time grows with the size, rather than check many small inputs. */
  readonly growth: boolean;
  /** The number of the input, a count that moves while anything goes on, and whether it has begun. */
  readonly current: SharedArrayBuffer;
}

export interface Failure {
  readonly index: number;
  readonly kind: string;
  readonly path: string;
  readonly complaints: readonly string[];
  readonly text: string;
}

export type Message =
  | { readonly kind: 'failure'; readonly failure: Failure }
  | { readonly kind: 'again'; readonly next: number }
  | {
      readonly kind: 'counts';
      readonly counts: readonly (readonly [string, number])[];
      readonly slowest: number;
      readonly isLast: boolean;
    };

/** No input of normal size takes longer, in milliseconds. */
const SLOW = 1_000;
/** Every so many inputs all that an editor asks is asked too. */
const THOROUGH = 16;
/** An input that took too long is timed again so often. */
const RETRIES = 5;
const REPORT_EVERY = 2_000;
/** So many inputs pass before the code is compiled. */
const WARM = 200;

const post = (message: Message): void => parentPort?.postMessage(message);

/** What is wrong with an input; an exception counts as such. */
function complaintsOf(
  check: Check,
  path: string,
  text: string,
): { readonly found: readonly string[]; readonly threw: boolean } {
  try {
    return { found: check(path, text, true), threw: false };
  } catch (error) {
    const where = error instanceof Error ? (error.stack ?? '').split('\n').slice(0, 4).join(' ') : '';
    return { found: [`throws ${where}`], threw: true };
  }
}

export async function work(): Promise<void> {
  const { seed, from, step, deadline, growth, current } = workerData as Task;
  const beat = new Int32Array(current);
  const parsers = await loadParsers({
    runtime: readFileSync('node_modules/web-tree-sitter/web-tree-sitter.wasm'),
    c: readFileSync('grammars/tree-sitter-c.wasm'),
    cpp: readFileSync('grammars/tree-sitter-cpp.wasm'),
  });
  const check = createCheck(parsers);
  const texts = [...fixtureTexts(), ...realTexts()];
  const counts = new Map<string, number>();
  let slowest = 0;
  let done = 0;
  const report = (isLast: boolean): void => {
    post({ kind: 'counts', counts: [...counts], slowest, isLast });
    counts.clear();
  };
  const failed = ({ kind, path, text }: Input, index: number): void => {
    const { found, threw } = complaintsOf(check, path, text);
    const first = (found[0] ?? '').replace(/\d+|'.*'/g, 'N').slice(0, 60);
    const small = shrink(text, (candidate) => {
      Atomics.add(beat, 1, 1);
      return complaintsOf(check, path, candidate).found.some((it) => it.replace(/\d+|'.*'/g, 'N').startsWith(first));
    });
    const complaints =
      found.length === 0 ? ['fails only behind the inputs before it'] : complaintsOf(check, path, small).found;
    post({ kind: 'failure', failure: { index, kind, path, complaints, text: found.length === 0 ? text : small } });
    if (!threw) return;
    report(false);
    post({ kind: 'again', next: index + step });
  };

  Atomics.store(beat, 2, 1);
  for (let index = from; Date.now() < deadline; index += step) {
    Atomics.store(beat, 0, index);
    Atomics.add(beat, 1, 1);
    const kind = growth ? growing(index) : small(index);
    if (kind === undefined) return;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    if (++done % REPORT_EVERY === 0) report(false);
  }
  report(true);

  function growing(index: number): string {
    const input = repeatedInput(randomFrom(seed, index));
    const complaint = growthComplaint(parsers, input);
    if (complaint !== undefined) {
      const { head, unit, path } = input;
      const complaints = [`${JSON.stringify(head)} and ${JSON.stringify(unit)} without end: ${complaint}`];
      post({
        kind: 'failure',
        failure: { index, kind: `growth of ${head}${unit}`, path, complaints, text: grown(input, 2_000) },
      });
    }
    return 'growth';
  }

  /** Measured again, warm: another program on the machine, or code that is not compiled yet, is not the input's fault. */
  function timed({ path, text }: Input): number {
    const times = [0, 1].map(() => {
      const started = performance.now();
      complaintsOf(check, path, text);
      return performance.now() - started;
    });
    return Math.min(...times);
  }

  function small(index: number): string | undefined {
    const input = inputOf(seed, index, texts);
    const started = performance.now();
    let threw = false;
    let complaints: readonly string[] = [];
    try {
      complaints = check(input.path, input.text, index % THOROUGH === 0);
    } catch {
      threw = true;
    }
    const took = performance.now() - started;
    if (done > WARM) slowest = Math.max(slowest, took);
    if (threw || complaints.length > 0) failed(input, index);
    else if (took > SLOW) {
      // What is slow is slow each time; what waited for others that run is not.
      const again = Math.min(...Array.from({ length: RETRIES }, () => timed(input)));
      if (again > SLOW) {
        const complaints = [`slow: takes ${Math.round(again)} ms`];
        post({ kind: 'failure', failure: { index, kind: input.kind, path: input.path, complaints, text: input.text } });
      }
    }
    return threw ? undefined : input.kind;
  }
}
