// Measures gilscope against its budgets, as ratios to what tree-sitter alone needs for the same text on the same
// machine: seconds of another machine, or of a busy one, say nothing.
// `cold` is the first round of a fresh process, which is what a command line costs; what tree-sitter needs is measured
// in a fresh process of its own then. `warm` is a later round in one process, which is what a server costs. Both are the
// best of three, because another program on the machine halves the speed of this one.
// Two limits are printed: the goal that has to be kept now, and the budget of the design that it is to come down to.
//
//   npm run bench [-- FOLDER…] [--check] [--typing]
//   FOLDER: C sources, default CPython's; --check: fail over a goal; --typing: only what a keystroke costs
//
// Easy to get wrong: `--once` is for the child processes of this script, which have not compiled anything yet.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Language, Parser } from 'web-tree-sitter';
import { createProject, type Parsers, type Project } from '../server/src/core/project.js';
import { loadParsers } from '../server/src/host/parsers.js';
import { quantile } from './bench/session.js';
import { CPYTHON_FOLDERS, fetchCpython, filesIn } from './corpus/cpython.js';

const ROUNDS = 3;
const KEYSTROKES = 200;
const DIST = resolve('dist');
const SOURCES = ['.c'];
const WITH_HEADERS = ['.c', '.h'];
/** The long file that is typed into, where it is there. */
const TYPED = 'posixmodule.c';

interface Measure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: number;
  readonly budget: number;
}

interface Source {
  readonly path: string;
  readonly text: string;
}

type Work = 'parse' | 'check';
/** Generated files, to see whether the time grows with their number alone: a few, and eight times as many. */
const FEW_FILES = 1250;
const MANY_FILES = 10_000;

interface Once {
  readonly milliseconds: number;
  /** The most that was in use at any time. */
  readonly megabytes: number;
}

const readSources = (folders: readonly string[], endings: readonly string[]): Source[] =>
  filesIn(folders, endings).map((path) => ({ path, text: readFileSync(path, 'utf8') }));

const bytesOf = (sources: readonly Source[]): number =>
  sources.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);

function milliseconds(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

const best = (work: () => void): number => Math.min(...Array.from({ length: ROUNDS }, () => milliseconds(work)));

const bestOnce = (run: () => Once): Once =>
  Array.from({ length: ROUNDS }, run).reduce((a, b) => (a.milliseconds <= b.milliseconds ? a : b));

/** Only after `loadParsers`, which starts the runtime that both share. */
async function bareParser(): Promise<(text: string) => void> {
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(join(DIST, 'tree-sitter-c.wasm'))));
  return (text) => parser.parse(text)?.delete();
}

const newProject = (parsers: Parsers): Project => createProject({ parsers, options: { showMaybe: false } });

function checkAll(parsers: Parsers, sources: readonly Source[]): void {
  const project = newProject(parsers);
  for (const { path, text } of sources) project.setFile(path, text);
  for (const { path } of sources) project.report(path);
}

/** What a child process does. Some headers are C++, to judge by what is in them. */
async function once(work: Work, folders: readonly string[], endings: readonly string[]): Promise<Once> {
  const sources = readSources(folders, endings);
  const parsers = await loadParsers(DIST, true);
  const parse = await bareParser();
  const time = milliseconds(() => {
    if (work === 'check') checkAll(parsers, sources);
    else for (const { text } of sources) parse(text);
  });
  return { milliseconds: time, megabytes: process.resourceUsage().maxRSS / 1000 };
}

function inFreshProcess(work: Work, folders: readonly string[], headers: boolean): Once {
  const script = process.argv[1];
  if (script === undefined) throw new Error('this script does not know its own path');
  const args = [script, ...folders, '--once', work, ...(headers ? ['--headers'] : [])];
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`a fresh process could not ${work} the sources`);
  return JSON.parse(stdout) as Once;
}

async function wholeRuns(folders: readonly string[], headers: boolean): Promise<Measure[]> {
  const sources = readSources(folders, headers ? WITH_HEADERS : SOURCES);
  const named = headers ? 'whole run with headers / parse' : 'whole run / parse';
  const coldParse = bestOnce(() => inFreshProcess('parse', folders, headers));
  const coldCheck = bestOnce(() => inFreshProcess('check', folders, headers));
  const parsers = await loadParsers(DIST, true);
  const parse = await bareParser();
  const warmParse = best(() => {
    for (const { text } of sources) parse(text);
  });
  const warmCheck = best(() => checkAll(parsers, sources));
  const bytes = bytesOf(sources);
  const megabytes = (bytes / 1e6).toFixed(1);
  const show = (value: number): string => `${value.toFixed(0)} ms`;
  console.log(
    `${sources.length} files, ${megabytes} MB: tree-sitter alone ${show(coldParse.milliseconds)} cold, ${show(warmParse)} warm; ` +
      `whole run ${show(coldCheck.milliseconds)} cold, ${show(warmCheck)} warm`,
  );
  const limits = { unit: '×', goal: 3, budget: 2 };
  const memory = (40 * bytes) / 1e6 + 120;
  return [
    { what: `${named}, cold`, value: coldCheck.milliseconds / coldParse.milliseconds, ...limits },
    { what: `${named}, warm`, value: warmCheck / warmParse, ...limits },
    ...(headers ? [] : [{ what: 'memory', value: coldCheck.megabytes, unit: 'MB', goal: memory, budget: memory }]),
  ];
}

/** Where letters are typed: spread evenly over the text, at ends of statements, so that most stay inside functions. */
function placesToType(text: string): number[] {
  const ends = [...text.matchAll(/;\n/g)].map((match) => match.index + 1);
  const step = Math.max(1, Math.floor(ends.length / KEYSTROKES));
  return ends.filter((_, i) => i % step === 0).slice(0, KEYSTROKES);
}

/** A letter at each place, and back again: both are keystrokes that change one function. */
function typeInto(project: Project, { path, text }: Source): { keystrokes: number[]; hovers: number[] } {
  const keystrokes: number[] = [];
  const hovers: number[] = [];
  const becomes = (next: string): number =>
    milliseconds(() => {
      project.setFile(path, next);
      project.report(path);
    });
  for (const at of placesToType(text)) {
    keystrokes.push(becomes(`${text.slice(0, at)} x${text.slice(at)}`));
    hovers.push(milliseconds(() => project.hover(path, at)));
    keystrokes.push(becomes(text));
  }
  return { keystrokes, hovers };
}

/** The long file to type into, or the longest that there is. */
function typedFile(sources: readonly Source[]): Source {
  const longest = sources.reduce((a, b) => (a.text.length >= b.text.length ? a : b));
  return sources.find(({ path }) => basename(path) === TYPED) ?? longest;
}

async function typing(folders: readonly string[]): Promise<Measure[]> {
  const sources = readSources(folders, SOURCES);
  const file = typedFile(sources);
  const parsers = await loadParsers(DIST, true);
  const parse = await bareParser();
  const alone = best(() => parse(file.text));
  const limits = { unit: '×', goal: 0.5 };
  const project = newProject(parsers);
  project.setFile(file.path, file.text);
  project.report(file.path);
  const { keystrokes, hovers } = typeInto(project, file);
  // What lies beside the file takes part: every change is followed to whom it may concern.
  const beside = newProject(parsers);
  for (const { path, text } of readSources([dirname(file.path)], WITH_HEADERS)) beside.setFile(path, text);
  beside.report(file.path);
  const { keystrokes: indexed } = typeInto(beside, file);
  const show = (times: readonly number[]): string =>
    `p50 ${quantile(times, 0.5).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms`;
  console.log(
    `typing into ${file.path}: ${file.text.split('\n').length} lines, one parse ${alone.toFixed(0)} ms; ` +
      `keystroke ${show(keystrokes)}; with its folder ${show(indexed)}`,
  );
  return [
    { what: 'keystroke p50 / parse of the file', value: quantile(keystrokes, 0.5) / alone, ...limits, budget: 0.15 },
    { what: 'keystroke p99 / parse of the file', value: quantile(keystrokes, 0.99) / alone, ...limits, budget: 0.5 },
    {
      what: 'edit with the folder indexed / parse of the file',
      value: quantile(indexed, 0.5) / alone,
      unit: '×',
      goal: 0.25,
      budget: 0.25,
    },
    { what: 'hover p99', value: quantile(hovers, 0.99), unit: 'ms', goal: 50, budget: 50 },
  ];
}

/** Files that call each other along a chain, one function each. */
const chain = (count: number): Source[] =>
  Array.from({ length: count }, (_, i) => ({
    path: `part${i % 100}/unit_${i}.c`,
    text: `void unit_${i + 1}(int n);\nvoid unit_${i}(int n)\n{\n    unit_${i + 1}(n);\n}\n`,
  }));

/** What it costs that files know each other, and how that grows with their number. */
async function linking(folders: readonly string[]): Promise<Measure[]> {
  const sources = readSources(folders, WITH_HEADERS);
  const parsers = await loadParsers(DIST, true);
  const together = best(() => checkAll(parsers, sources));
  const apart = best(() => {
    for (const source of sources) checkAll(parsers, [source]);
  });
  const few = best(() => checkAll(parsers, chain(FEW_FILES)));
  const many = best(() => checkAll(parsers, chain(MANY_FILES)));
  const growth = MANY_FILES / FEW_FILES;
  return [
    { what: 'whole run / each file by itself', value: together / apart, unit: '×', goal: 1.6, budget: 1.3 },
    {
      what: `${MANY_FILES} files / ${FEW_FILES} files`,
      value: many / few,
      unit: '×',
      goal: 1.5 * growth,
      budget: growth,
    },
  ];
}

function printMeasures(measures: readonly Measure[]): void {
  const width = Math.max(...measures.map(({ what }) => what.length));
  console.log(`${''.padEnd(width)} ${'measured'.padStart(11)} ${'goal now'.padStart(12)} ${'budget'.padStart(12)}`);
  for (const { what, value, unit, goal, budget } of measures) {
    const against = (limit: number): string => `${limit.toFixed(2)} ${value <= limit ? 'ok  ' : 'OVER'}`.padStart(12);
    console.log(
      `${what.padEnd(width)} ${`${value.toFixed(2)} ${unit.padEnd(2)}`.padStart(11)} ${against(goal)} ${against(budget)}`,
    );
  }
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: 'boolean', default: false },
    typing: { type: 'boolean', default: false },
    once: { type: 'string' },
    headers: { type: 'boolean', default: false },
  },
});
const folders = positionals.length > 0 ? positionals : CPYTHON_FOLDERS.map((name) => join(fetchCpython(), name));
if (options.once === 'parse' || options.once === 'check') {
  console.log(JSON.stringify(await once(options.once, folders, options.headers ? WITH_HEADERS : SOURCES)));
} else {
  // Before anything else: what the other measures leave behind in memory is nothing that an editor has.
  const typed = await typing(folders);
  const rest = options.typing
    ? []
    : [...(await wholeRuns(folders, false)), ...(await wholeRuns(folders, true)), ...(await linking(folders))];
  const measures = [...typed, ...rest];
  printMeasures(measures);
  if (options.check && measures.some(({ value, goal }) => value > goal)) process.exitCode = 1;
}
