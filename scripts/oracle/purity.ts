// Whether findings depend on the text alone: random edit sequences go through the real server process, piece by piece as
// an editor sends them, and what the server says then is compared with what a fresh project says of the same texts.
// Ends with 1 where the two differ; the case is reduced, printed, and written below .cache/oracle/.
// Easy to get wrong: a number of sequences says nothing without how many answers were compared, so both are printed.
//
//   npm run oracle:purity -- [--sequences N] [--seed S] [--from N] [--edits N] [--workers N] [--minutes M]
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadParsers } from '../../server/src/host/parsers.js';
import { fetchCpython } from '../corpus/cpython.js';
import { divergenceOf } from './purity/fresh.js';
import { nameOf, readMaterials } from './purity/material.js';
import { reduced } from './purity/reduce.js';
import { type Divergence, type Played, play, sequenceOf } from './purity/sequence.js';
import { connect, type Server } from './purity/server.js';

/** A server process is used for so many sequences, each in a folder of its own. */
const SEQUENCES_PER_SERVER = 100;
const REDUCING_SECONDS = 120;
const PROGRESS = 30_000;
const FOUND = resolve('.cache/oracle');

interface Done extends Omit<Played, 'divergence'> {
  readonly index: number;
  readonly isReal: boolean;
  readonly from: readonly string[];
  readonly failure: string | undefined;
}

const { values } = parseArgs({
  options: {
    sequences: { type: 'string', default: '200' },
    seed: { type: 'string', default: '20261126' },
    from: { type: 'string', default: '0' },
    edits: { type: 'string', default: '50' },
    workers: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '1000000' },
  },
});
const [sequences, seed, from, edits] = [values.sequences, values.seed, values.from, values.edits].map(Number) as [
  number,
  number,
  number,
  number,
];

if (process.send === undefined) await lead();
else await follow();

/** Hands out numbers of sequences to processes that play them, and counts. */
async function lead(): Promise<void> {
  const modules = join(fetchCpython(), 'Modules');
  const started = performance.now();
  const end = started + 60_000 * Number(values.minutes);
  let next = from;
  const playing = new Set<number>();
  const files = new Set<string>();
  const failures: string[] = [];
  let [played, real, edited, asked, comparisons, compared] = [0, 0, 0, 0, 0, 0];
  const count = (done: Done): void => {
    playing.delete(done.index);
    played++;
    edited += done.edits;
    asked += done.asked;
    comparisons += done.comparisons;
    compared += done.compared;
    if (done.isReal) {
      real++;
      for (const file of done.from) files.add(file);
    }
    if (done.failure === undefined) return;
    failures.push(done.failure);
    console.log(done.failure);
  };
  const say = (): void => {
    const seconds = (performance.now() - started) / 1000;
    console.log(
      `${played} sequences (${real} over ${files.size} files of CPython), ${edited} edits, ${asked} times asked, ` +
        `${comparisons} comparisons of ${compared} documents with fresh answers, ${failures.length} divergences, ` +
        `${seconds.toFixed(0)} s; next is --from ${Math.min(next, ...playing)}`,
    );
  };
  const timer = setInterval(say, PROGRESS);
  const work = async (): Promise<void> => {
    const child = fork(process.argv[1] ?? '', process.argv.slice(2), {
      execArgv: ['--enable-source-maps'],
      env: { ...process.env, GILSCOPE_MODULES: modules },
    });
    while (next < from + sequences && performance.now() < end) {
      const index = next++;
      playing.add(index);
      count(await askChild(child, index));
    }
    child.disconnect();
  };
  await Promise.all(Array.from({ length: Number(values.workers) }, work));
  clearInterval(timer);
  say();
  process.exitCode = failures.length > 0 ? 1 : 0;
}

function askChild(child: ChildProcess, index: number): Promise<Done> {
  return new Promise((answered, failed) => {
    const ended = (code: number | null): void =>
      failed(new Error(`the process that played sequence ${index} ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (done: Done) => {
      child.off('exit', ended);
      answered(done);
    });
    child.send(index);
  });
}

/** Plays the sequences whose numbers come in. */
async function follow(): Promise<void> {
  const parsers = await loadParsers(resolve('dist'), true);
  const materials = readMaterials(resolve('test/fixtures'), process.env['GILSCOPE_MODULES']);
  let server: Server | undefined;
  let used = 0;
  process.on('message', (index: number) => void one(index));
  process.on('disconnect', () => void server?.close().then(() => process.exit(0)));

  async function one(index: number): Promise<void> {
    if (server === undefined || used++ >= SEQUENCES_PER_SERVER) {
      await server?.close();
      const child = spawn(process.execPath, [resolve('dist/gilscope.js'), 'lsp', '--stdio'], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      server = await connect(child.stdout, child.stdin);
      used = 0;
    }
    const sequence = sequenceOf(materials, seed, index, edits);
    const { divergence, ...counts } = await play(sequence, `file:///sequence${index}/`, server, parsers);
    const { isReal, from: names } = sequence.material;
    const title = `sequence ${index} of seed ${seed}: ${nameOf(sequence.material)}`;
    const failure = divergence && describe(title, index, divergence);
    process.send?.({ index, isReal, from: names, failure, ...counts } satisfies Done);
  }

  function describe(title: string, index: number, { path, edited, fresh, history }: Divergence): string {
    const fails = (some: Divergence['history']): boolean => divergenceOf(parsers, some) !== undefined;
    const repeats = fails(history);
    const short = repeats ? reduced(history, fails, REDUCING_SECONDS) : history;
    const answers = repeats ? divergenceOf(parsers, short) : { edited, fresh };
    mkdirSync(FOUND, { recursive: true });
    const file = join(FOUND, `purity-${seed}-${index}.json`);
    const stops = short.map((texts) => Object.fromEntries(texts));
    writeFileSync(file, `${JSON.stringify({ title, path, repeats, stops, ...answers }, undefined, 1)}\n`);
    const where = repeats ? `${short.length} stops are enough` : 'seen through the connection only';
    return `DIVERGENCE in ${title}: ${path}: ${where}; ${file}`;
  }
}
