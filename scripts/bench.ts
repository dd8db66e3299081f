// Measures gilscope against its budgets, as ratios to what tree-sitter alone needs for the same text in the same run:
// seconds of another machine, or of a busy one, say nothing. Each time is the best of a few, for the same reason.
//
//   npm run bench [-- FOLDER] [--check]    FOLDER: C sources, default CPython's Modules/; --check: fail over a budget
//
// Memory is measured in a process of its own (`--memory`), which does the work once and is not full of earlier rounds.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Language, Parser } from 'web-tree-sitter';
import { createProject, type Parsers, type Project } from '../server/src/core/project.js';
import { loadParsers } from '../server/src/host/parsers.js';

const ROUNDS = 3;
const KEYSTROKES = 200;
const DIST = resolve('dist');

interface Measure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly budget: number;
}

interface Source {
  readonly path: string;
  readonly text: string;
}

function fetchCorpus(): string {
  const { status, stdout } = spawnSync('bash', ['scripts/fetch-cpython.sh'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error('the sources of CPython are not to be had');
  return join(stdout.trim(), 'Modules');
}

function readSources(folder: string): Source[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const paths = names
    .map((name) => join(folder, name))
    .filter((path) => /\.[ch]$/.test(path) && statSync(path).isFile());
  return paths.map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

function milliseconds(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

const best = (work: () => void): number => Math.min(...Array.from({ length: ROUNDS }, () => milliseconds(work)));

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

/** Only after `loadParsers`, which starts the runtime that both share. */
async function bareParser(): Promise<(text: string) => void> {
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(join(DIST, 'tree-sitter-c.wasm'))));
  return (text) => parser.parse(text)?.delete();
}

/** Where letters are typed: spread evenly over the text, at ends of statements, so that most stay inside functions. */
function placesToType(text: string): number[] {
  const ends = [...text.matchAll(/;\n/g)].map((match) => match.index + 1);
  const step = Math.max(1, Math.floor(ends.length / KEYSTROKES));
  return ends.filter((_, i) => i % step === 0).slice(0, KEYSTROKES);
}

function typeInto(project: Project, { path, text }: Source): { keystrokes: number[]; hovers: number[] } {
  const keystrokes: number[] = [];
  const hovers: number[] = [];
  for (const at of placesToType(text)) {
    keystrokes.push(
      milliseconds(() => {
        project.setFile(path, `${text.slice(0, at)} x${text.slice(at)}`);
        project.report(path);
      }),
    );
    hovers.push(milliseconds(() => project.hover(path, at)));
  }
  return { keystrokes, hovers };
}

const newProject = (parsers: Parsers): Project => createProject({ parsers, options: { showMaybe: false } });

function checkAll(parsers: Parsers, sources: readonly Source[]): void {
  const project = newProject(parsers);
  for (const { path, text } of sources) project.setFile(path, text);
  for (const { path } of sources) project.report(path);
}

/** The most that one check of the folder has in use at any time, in megabytes. */
function memoryOfOneCheck(folder: string): number {
  const script = process.argv[1];
  if (script === undefined) throw new Error('this script does not know its own path');
  const { status, stdout } = spawnSync(process.execPath, [script, folder, '--memory'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error('the memory could not be measured');
  return Number(stdout) / 1000;
}

async function measure(folder: string): Promise<Measure[]> {
  const sources = readSources(folder);
  const parsers = await loadParsers(DIST);
  const parse = await bareParser();
  const parseAll = best(() => {
    for (const { text } of sources) parse(text);
  });
  const whole = best(() => checkAll(parsers, sources)) / parseAll;

  // Not a header: the largest of those are tables, in which nobody types.
  const typed = sources.filter(({ path }) => path.endsWith('.c'));
  const largest = typed.reduce((a, b) => (a.text.length >= b.text.length ? a : b));
  const project = newProject(parsers);
  project.setFile(largest.path, largest.text);
  project.report(largest.path);
  const parseOne = best(() => parse(largest.text));
  const { keystrokes, hovers } = typeInto(project, largest);

  const bytes = sources.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  console.log(`${sources.length} files, ${(bytes / 1e6).toFixed(1)} MB; tree-sitter alone ${parseAll.toFixed(0)} ms`);
  console.log(
    `typing into ${largest.path}: ${largest.text.split('\n').length} lines, one parse ${parseOne.toFixed(0)} ms`,
  );
  return [
    { what: 'whole project / parse', value: whole, unit: '×', budget: 2 },
    {
      what: 'keystroke p50 / parse of the file',
      value: percentile(keystrokes, 0.5) / parseOne,
      unit: '×',
      budget: 0.15,
    },
    {
      what: 'keystroke p99 / parse of the file',
      value: percentile(keystrokes, 0.99) / parseOne,
      unit: '×',
      budget: 0.5,
    },
    { what: 'hover p99', value: percentile(hovers, 0.99), unit: 'ms', budget: 50 },
    { what: 'memory', value: memoryOfOneCheck(folder), unit: 'MB', budget: (40 * bytes) / 1e6 + 120 },
  ];
}

function printMeasures(measures: readonly Measure[]): void {
  for (const { what, value, unit, budget } of measures) {
    const verdict = value <= budget ? 'ok' : 'OVER';
    console.log(
      `${what.padEnd(36)} ${value.toFixed(2).padStart(8)} ${unit.padEnd(2)} budget ${budget.toFixed(2)}  ${verdict}`,
    );
  }
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean', default: false }, memory: { type: 'boolean', default: false } },
});
const folder = positionals[0] ?? fetchCorpus();
if (options.memory) {
  checkAll(await loadParsers(DIST), readSources(folder));
  console.log(process.resourceUsage().maxRSS);
} else {
  const measures = await measure(folder);
  printMeasures(measures);
  if (options.check && measures.some(({ value, budget }) => value > budget)) process.exitCode = 1;
}
