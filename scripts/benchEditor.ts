// What an editor sees of the built server over a long time: thousands of keystrokes in a long file, and the opening of a
// big folder. Times are compared with one parse of the same file in the same run, since seconds of a busy machine say
// nothing.
// Easy to get wrong: a keystroke is a change and the answer to the question for the findings, which the editor asks.
//
//   npm run bench:editor [-- --keystrokes N] [--folder FOLDER] [--check]     default: 10,000, CPython's whole folder
import { readFileSync, statSync } from 'node:fs';
import { loadavg } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Language, Parser } from 'web-tree-sitter';
import { loadParsers } from '../server/src/host/parsers.js';
import { quantile, startSession, timed } from './bench/session.js';
import { fetchCpython, filesIn } from './corpus/cpython.js';

const KEYSTROKE_P50 = 0.15;
const KEYSTROKE_P99 = 0.5;
const FIRST_MILLISECONDS = 1500;
/** The shortest and the longest among them. */
const OPENED = 11;
/** Of the keystrokes: by then all that is ever kept is there. */
const SETTLED = 0.2;
/** What the memory may grow by after that: the collector comes when it likes. */
const GROWTH = 1.15;
const WARM_UP = 5;
const ENDINGS = ['.c', '.h', '.cc', '.cpp', '.cxx', '.hh', '.hpp', '.hxx'];

const { values } = parseArgs({
  options: {
    keystrokes: { type: 'string', default: '10000' },
    folder: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
});
const modules = join(fetchCpython(), 'Modules');
const long = join(modules, 'posixmodule.c');

let isOver = false;
function tell(what: string, value: number, unit: string, budget: number): void {
  const over = value > budget;
  isOver ||= over;
  console.log(
    `${what.padEnd(52)} ${value.toFixed(2).padStart(9)} ${unit.padEnd(2)}  budget ${budget}  ${over ? 'OVER' : 'ok'}`,
  );
}

/** Times one parse of the long file whenever it is called. */
async function parseTimer(): Promise<() => number> {
  await loadParsers('dist', false);
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync('dist/tree-sitter-c.wasm')));
  const text = readFileSync(long, 'utf8');
  const time = (): number => {
    const started = performance.now();
    parser.parse(text)?.delete();
    return performance.now() - started;
  };
  // The engine has to have seen the parser's code a few times before it runs as fast as it will.
  for (let i = 0; i < WARM_UP; i++) time();
  return time;
}

async function typing(count: number): Promise<void> {
  const parse = await parseTimer();
  const session = await startSession(long);
  const first = await session.findings();
  const lines = session.text.split('\n');
  // At the ends of statements, spread over the file: each letter is typed and taken away again.
  const places = lines.flatMap((line, at) => (line.endsWith(';') ? [{ line: at, character: line.length }] : []));
  const times: number[] = [];
  const parses: number[] = [];
  const memory: number[] = [];
  let empty = 0;
  for (let i = 0; i < count; i++) {
    const start = places[(Math.floor(i / 2) * 97) % places.length] ?? { line: 0, character: 0 };
    const typed = i % 2 === 0;
    const end = typed ? start : { ...start, character: start.character + 2 };
    const [found, time] = await timed(session.edit({ start, end }, typed ? ' x' : '').then(() => session.findings()));
    times.push(time);
    if (found.length === 0) empty++;
    if (i % 100 !== 0) continue;
    memory.push(session.memory());
    // In between, since the machine is now faster and now slower.
    parses.push(parse());
  }
  const alone = quantile(parses, 0.5);
  const last = await session.findings();
  const settled = memory.slice(Math.floor(memory.length * SETTLED));
  const half = Math.floor(settled.length / 2);
  const growth = quantile(settled.slice(half), 0.5) / quantile(settled.slice(0, half), 0.5);
  session.end();
  console.log(
    `${count} keystrokes in ${long}, ${lines.length} lines, one parse between them ${alone.toFixed(0)} ms, load ${loadavg()[0]?.toFixed(1)}: ` +
      `p50 ${quantile(times, 0.5).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms; ` +
      `${Math.min(...memory).toFixed(0)} to ${Math.max(...memory).toFixed(0)} MB`,
  );
  tell('keystroke p50 / parse of the file', quantile(times, 0.5) / alone, '×', KEYSTROKE_P50);
  tell('keystroke p99 / parse of the file', quantile(times, 0.99) / alone, '×', KEYSTROKE_P99);
  tell(`answers without a finding, where there are ${first.length}`, empty, '', 0);
  tell('findings at the end that differ', JSON.stringify(last) === JSON.stringify(first) ? 0 : 1, '', 0);
  tell('memory, second half / first half', growth, '×', GROWTH);
}

async function opening(folder: string): Promise<void> {
  const sources = filesIn([folder], ENDINGS);
  const bytes = sources.reduce((sum, file) => sum + statSync(file).size, 0);
  const started = performance.now();
  const session = await startSession(long, folder);
  const ends = new Promise<void>((resolve) => {
    session.connection.onNotification('$/progress', ({ value }: { value: { kind: string } }) => {
      if (value.kind === 'end') resolve();
    });
  });
  session.connection.onRequest('window/workDoneProgress/create', () => null);
  const found = await session.findings();
  const first = performance.now() - started;
  await ends;
  const whole = (performance.now() - started) / 1000;
  const memory = session.memory();
  session.end();
  console.log(
    `${folder}: ${sources.length} files, ${(bytes / 1e6).toFixed(1)} MB; ${found.length} findings of the open file first, ` +
      `all files after ${whole.toFixed(1)} s, load ${loadavg()[0]?.toFixed(1)}`,
  );
  tell(`first findings of ${basename(long)}, from the start`, first, 'ms', FIRST_MILLISECONDS);
  tell('memory with all files read', memory, 'MB', (40 * bytes) / 1e6 + 120);
}

/** Files of all lengths, each opened with the folder by a server of its own. */
async function firstFindings(folder: string): Promise<void> {
  const sources = filesIn([folder], ['.c']).sort((a, b) => statSync(a).size - statSync(b).size);
  const times: number[] = [];
  for (let i = 0; i < OPENED; i++) {
    const file = sources[Math.floor((i * (sources.length - 1)) / (OPENED - 1))] ?? long;
    const started = performance.now();
    const session = await startSession(file, folder);
    await session.findings();
    times.push(performance.now() - started);
    session.end();
  }
  console.log(
    `${OPENED} files of ${folder}, by their length: ${times.map((time) => time.toFixed(0)).join(', ')} ms, ` +
      `the last one ${basename(sources.at(-1) ?? long)}, load ${loadavg()[0]?.toFixed(1)}`,
  );
  tell('first findings of nine files in ten', quantile(times, 0.9), 'ms', FIRST_MILLISECONDS);
}

const folder = values.folder ?? dirname(modules);
await firstFindings(folder);
await opening(folder);
await typing(Number(values.keystrokes));
process.exit(values.check && isOver ? 1 : 0);
