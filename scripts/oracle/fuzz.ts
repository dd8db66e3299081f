// Many small texts through the whole core: generated, mutated and hostile ones. What must hold of each is in
// test/fuzz/check.ts; here are the workers, the watchdog, and the folder where failing inputs go.
//
//   npm run fuzz -- [--minutes N] [--seed S] [--workers 2] [--from INDEX] [--growth]
//
// Easy to get wrong: a hang is seen from outside only, so a worker writes the number of its input where its parent can
// read it; the parent makes the same text again from seed and number.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, Worker } from 'node:worker_threads';
import { inputOf, KINDS } from '../../test/fuzz/inputs.js';
import { fixtureTexts, realTexts } from '../../test/fuzz/texts.js';
import { type Failure, type Message, type Task, work } from './fuzzWorker.js';

const FAILURES = '.cache/fuzz';
/** An input of normal size that takes longer than this hangs; one to measure growth with is large. */
const HANG = { inputs: 30_000, growth: 120_000 };
/** So many failures that look alike are kept. */
const ALIKE = 2;

if (isMainThread) process.exitCode = await main();
else await work();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '1' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      workers: { type: 'string', default: '2' },
      from: { type: 'string', default: '0' },
      growth: { type: 'boolean', default: false },
    },
  });
  const seed = Number(values.seed);
  const workers = Number(values.workers);
  const started = Date.now();
  const deadline = started + Number(values.minutes) * 60_000;
  const texts = [...fixtureTexts(), ...realTexts()];
  mkdirSync(FAILURES, { recursive: true });
  const alike = new Map<string, number>();
  const counts = new Map<string, number>();
  let failures = 0;
  let inputs = 0;
  let slowest = 0;

  const keep = ({ index, kind, path, complaints, text }: Failure): void => {
    failures++;
    const key = `${kind}: ${complaints[0]?.replace(/\d+|'.*'/g, 'N').slice(0, 80)}`;
    const seen = (alike.get(key) ?? 0) + 1;
    alike.set(key, seen);
    if (seen > ALIKE) return;
    const file = join(FAILURES, `${seed}-${index}${path.slice(path.lastIndexOf('.'))}`);
    writeFileSync(file, text);
    console.log(
      `${file} (seed ${seed}, input ${index}, ${kind})\n  ${complaints.slice(0, 3).join('\n  ').slice(0, 1_000)}`,
    );
  };

  const run = (task: Task): Promise<number | undefined> =>
    new Promise((resolve) => {
      const current = new Int32Array(task.current);
      // The stack of the program as users run it, rather than the larger one of a worker.
      const worker = new Worker(new URL(import.meta.url), { workerData: task, resourceLimits: { stackSizeMb: 1 } });
      let last = -1;
      let since = Date.now();
      const end = (next: number | undefined): void => {
        clearInterval(watch);
        void worker.terminate().then(() => resolve(next));
      };
      const fails = (what: string): void => {
        const index = Atomics.load(current, 0);
        const input = inputOf(seed, index, texts);
        keep({ index, kind: input.kind, path: input.path, text: input.text, complaints: [what] });
        end(index + task.step);
      };
      const watch = setInterval(() => {
        const [now, ready] = [Atomics.load(current, 1), Atomics.load(current, 2)];
        if (now !== last || ready === 0) {
          last = now;
          since = Date.now();
        } else if (Date.now() - since > (task.growth ? HANG.growth : HANG.inputs)) fails('hangs');
      }, 500);
      worker.on('message', (message: Message) => {
        if (message.kind === 'failure') keep(message.failure);
        else if (message.kind === 'again') end(message.next);
        else {
          for (const [kind, count] of message.counts) counts.set(kind, (counts.get(kind) ?? 0) + count);
          inputs += message.counts.reduce((sum, [, count]) => sum + count, 0);
          slowest = Math.max(slowest, message.slowest);
          if (message.isLast) end(undefined);
        }
      });
      worker.on('error', (error) => fails(`the worker ended: ${error.message}`));
    });

  const lane = async (first: number): Promise<void> => {
    let from: number | undefined = first;
    while (from !== undefined && Date.now() < deadline)
      from = await run({
        seed,
        from,
        step: workers,
        deadline,
        growth: values.growth,
        current: new SharedArrayBuffer(12),
      });
  };
  await Promise.all(Array.from({ length: workers }, (_, i) => lane(Number(values.from) + i)));
  const seconds = (Date.now() - started) / 1_000;
  console.log(`seed ${seed}: ${inputs} inputs in ${Math.round(seconds)} s, ${Math.round(inputs / seconds)} a second`);
  console.log(
    [...KINDS, 'growth'].flatMap((kind) => (counts.has(kind) ? `${kind} ${counts.get(kind)}` : [])).join(', '),
  );
  console.log(`slowest: ${Math.round(slowest)} ms; failures: ${failures}`);
  for (const [key, count] of alike) console.log(`  ${count} × ${key}`);
  return failures === 0 ? 0 : 1;
}
