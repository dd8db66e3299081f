// The finding oracle: fatal mistakes, each of which must be reported and must kill CPython's debug build in the way it
// says, and their corrected twins, which must be silent and run to their end. docs/oracle-findings.md says what that proves.
// Prints `ok` or `not ok` for each sample and totals; ends with 1 where anything is not as it should be, with 2 where
// the debug interpreter or a compiler is missing.
// Easy to get wrong: the short form runs a few pairs only, but asks gilscope about all of them, which costs little.
//
//   npm run oracle:findings [-- NAME… | --short | --write]   NAME: pairs with this in their name; --write: the page
//   npm run oracle:findings -- --fixed [NAME…]               the mistakes with all their fixes: silent, and alive
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createProject, type Parsers } from '../../server/src/core/project.js';
import { loadParsers } from '../../server/src/host/parsers.js';
import { fixAndRun, printFixed, totalsOfFixed } from './fixed.js';
import { execute, findToolchain, PACKAGES, type Toolchain } from './interpreter.js';
import { judgeEnd, judgeFindings, print, printEnding } from './judge.js';
import { type Pair, type Reported, readPairs, type Sample } from './samples.js';

const PAGE = 'docs/oracle-findings.md';
const BUILDS = '.cache/oracle/findings';
const FIXED_BUILDS = '.cache/oracle/fixed';

/** One of each way to die, for every change; the others are for the full run. */
const SHORT = [
  'api-without-gil/directory-listing',
  'api-without-gil/reference-wrapper',
  'callback-without-gil/pthread',
  'double-acquire/block-and-end',
  'double-release/helper-with-region',
  'discarded-thread-state/fork-and-forget',
  'exit-without-gil/early-return',
  'gilstate-unbalanced/released-twice',
];

interface Verdict {
  readonly sample: Sample;
  readonly complaints: readonly string[];
}

function analyse(parsers: Parsers, sample: Sample): readonly Reported[] {
  const project = createProject({ parsers, options: { showMaybe: false } });
  for (const { path, text } of [...sample.headers, sample]) project.setFile(path, text);
  const report = project.report(sample.path);
  if (report === undefined) throw new Error(`${sample.name} was not analysed`);
  return report.findings
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ span, severity, rule }) => {
      const { line, character } = report.lines.position(span.start);
      return { line: line + 1, column: character, severity, rule };
    });
}

async function judge(parsers: Parsers, tools: Toolchain | undefined, sample: Sample): Promise<Verdict> {
  const complaints = [...judgeFindings(sample, analyse(parsers, sample))];
  try {
    if (tools !== undefined) complaints.push(...judgeEnd(sample, await execute(sample, tools, BUILDS)));
  } catch (error) {
    complaints.push(error instanceof Error ? error.message : String(error));
  }
  const says = sample.isTwin ? 'silent' : sample.expected.map(print).join(', ');
  const ends = tools === undefined ? 'not run' : printEnding(sample.ending);
  console.log(`${complaints.length === 0 ? 'ok' : 'not ok'} ${sample.name}: ${says}; ${ends}`);
  for (const complaint of complaints) console.log(`    ${complaint.replaceAll('\n', '\n    ')}`);
  return { sample, complaints };
}

/** As many at a time as there are cores, in order. */
async function inParallel<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < all.length; i = next++) results[i] = await work(all[i] as T);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

const samplesOf = (pairs: readonly Pair[]): readonly Sample[] => pairs.flatMap(({ mistake, twin }) => [mistake, twin]);

function chosen(pairs: readonly Pair[], names: readonly string[], short: boolean): readonly Pair[] {
  if (short) {
    const found = pairs.filter(({ name }) => SHORT.includes(name));
    if (found.length !== SHORT.length) throw new Error('the short form names a pair that is not there');
    return found;
  }
  const found = pairs.filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part)));
  if (found.length === 0) throw new Error('no pair has such a name');
  return found;
}

function totals(verdicts: readonly Verdict[]): string {
  const count = (isTwin: boolean): string => {
    const those = verdicts.filter(({ sample }) => sample.isTwin === isTwin);
    return `${those.filter(({ complaints }) => complaints.length === 0).length} of ${those.length}`;
  };
  return `${count(false)} mistakes reported and dead, ${count(true)} twins silent and alive`;
}

/** The table of the page: for each rule how many samples, and how they die. */
function figures(pairs: readonly Pair[], verdicts: readonly Verdict[], tools: Toolchain, seconds: string): string {
  const rules = [...new Set(pairs.flatMap(({ mistake }) => mistake.expected.map(({ rule }) => rule)))].sort();
  const rows = rules.map((rule) => {
    const own = pairs.filter(({ mistake }) => mistake.expected.some((one) => one.rule === rule));
    const dying = (kind: string): number => own.filter(({ mistake }) => mistake.ending.kind === kind).length;
    return `| \`${rule}\` | ${own.length} | ${dying('says')} | ${dying('signal')} | ${dying('waits')} |`;
  });
  return [
    `${new Date().toISOString().slice(0, 10)}, ${tools.versions}: ${totals(verdicts)}; ${seconds} s on ${availableParallelism()} cores.`,
    '',
    '| rule | mistakes | CPython says why | a signal | wait for ever |',
    '|---|---:|---:|---:|---:|',
    ...rows,
  ].join('\n');
}

function writePage(text: string): void {
  const page = readFileSync(PAGE, 'utf8');
  writeFileSync(PAGE, page.replace(/(<!-- figures -->\n)[\s\S]*(\n<!-- end -->)/, `$1${text}$2`));
}

const { values, positionals } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    fixed: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const started = performance.now();
const tools = findToolchain();
if (tools === undefined) console.error(`NOTHING IS RUN: this needs the Debian packages ${PACKAGES}, of Python 3.11`);
const pairs = readPairs();
const run = new Set(samplesOf(chosen(pairs, positionals, values.short)));
const parsers = await loadParsers(resolve('dist'), true);
if (values.fixed) {
  const mistakes = chosen(pairs, positionals, values.short).map(({ mistake }) => mistake);
  const fixed = await inParallel(mistakes, async (sample) => {
    const result = await fixAndRun(parsers, tools, sample, FIXED_BUILDS);
    console.log(printFixed(result));
    return result;
  });
  console.log(totalsOfFixed(fixed, tools !== undefined));
  process.exit(tools === undefined ? 2 : 0);
}
const asked = values.short ? samplesOf(pairs) : [...run];
const verdicts = await inParallel(asked, (sample) => judge(parsers, run.has(sample) ? tools : undefined, sample));
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(`${totals(verdicts)}; ${tools === undefined ? 0 : run.size} samples run; ${seconds} s`);
if (verdicts.some(({ complaints }) => complaints.length > 0)) process.exitCode = 1;
else if (tools === undefined) process.exitCode = 2;
else if (values.write) writePage(figures(pairs, verdicts, tools, seconds));
