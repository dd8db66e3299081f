// What gilscope says about real code: CPython 3.11's Modules, Objects and Python, or the folders that are named.
// Prints coverage, counts, and the checks that hold on CPython: calls in regions are silent, and with the region macros
// taken out one pair at a time the calls in them are reported. Ends with 1 where a check fails.
// Easy to get wrong: few findings mean nothing where few functions were understood, so coverage is printed first.
//
//   npm run corpus [-- FOLDER…]
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { createProject, type FileReport } from '../server/src/core/project.js';
import { loadParsers } from '../server/src/host/parsers.js';
import { CPYTHON_FOLDERS, fetchCpython, filesIn } from './corpus/cpython.js';
import { type Failure, mutantsOf } from './corpus/mutants.js';
import { regionsOf, waitingCalls } from './corpus/regions.js';

const WAITING = new Set(['blocking-with-gil', 'lock-with-gil', 'computation-with-gil']);

/** What each file must report when a region in it is taken out. */
const MUTATED: Readonly<Record<string, readonly string[]>> = {
  'Modules/zlibmodule.c': ['deflate', 'inflate'],
  'Python/bootstrap_hash.c': ['getrandom'],
  'Python/fileutils.c': ['open', 'read', 'write', 'fstat'],
};

const given = process.argv.slice(2);
const root = given.length > 0 ? process.cwd() : fetchCpython();
const folders =
  given.length > 0 ? given.map((folder) => resolve(folder)) : CPYTHON_FOLDERS.map((name) => join(root, name));
const parsers = await loadParsers(resolve('dist'), true);
const project = createProject({ parsers, options: { showMaybe: true } });
const failures: Failure[] = [];
const counts = new Map<string, number>();
let [files, bytes, functions, silent, inRegions] = [0, 0, 0, 0, 0];
const incomplete: string[] = [];
const errors: string[] = [];

for (const path of filesIn(folders, ['.c'])) {
  const text = readFileSync(path, 'utf8');
  const name = relative(root, path);
  project.setFile(path, text);
  const report = project.report(path);
  project.removeFile(path);
  if (report === undefined) continue;
  files++;
  bytes += text.length;
  functions += report.functionCount;
  const place = (offset: number): string => `${name}:${report.lines.position(offset).line + 1}`;
  for (const { functionName, span, reason } of report.incomplete)
    incomplete.push(`${place(span.start)} ${functionName}: ${reason}`);
  for (const { rule, severity, certainty, span, message } of report.findings) {
    if (certainty !== 'maybe') counts.set(`${severity} ${rule}`, (counts.get(`${severity} ${rule}`) ?? 0) + 1);
    if (severity === 'error') errors.push(`${place(span.start)} ${rule}: ${message}`);
  }
  checkRegions(report, text, place);
  if (given.length === 0) checkFile(name, report, text, place);
}

function checkRegions(report: FileReport, text: string, place: (offset: number) => string): void {
  const said = new Set(report.findings.filter(({ rule }) => WAITING.has(rule)).map(({ span }) => span.start));
  for (const call of regionsOf(text).flatMap((region) => waitingCalls(text, region))) {
    inRegions++;
    if (said.has(call.at)) failures.push({ place: place(call.at), what: `${call.name}() is reported inside a region` });
    else silent++;
  }
}

function checkFile(name: string, report: FileReport, text: string, place: (offset: number) => string): void {
  const shown = report.findings.filter(
    ({ certainty, severity }) => certainty !== 'maybe' && (severity === 'error' || severity === 'warning'),
  );
  if (name === 'Modules/zlibmodule.c' || name === 'Python/bootstrap_hash.c')
    for (const { span, message } of shown)
      failures.push({ place: place(span.start), what: `should be silent: ${message}` });
  const wanted = MUTATED[name];
  if (wanted === undefined) return;
  const { tried, missed } = mutantsOf(name, text, wanted, (mutant) => {
    project.setFile(name, mutant);
    const after = project.report(name);
    project.removeFile(name);
    return after?.findings ?? [];
  });
  console.log(`${name}: ${tried} calls in regions taken out, ${tried - missed.length} reported`);
  failures.push(...missed);
}

const percent = ((100 * (functions - incomplete.length)) / functions).toFixed(2);
console.log(`${files} files, ${(bytes / 1e6).toFixed(1)} MB, ${functions} functions, ${percent} % fully lowered`);
for (const line of incomplete) console.log(`  incomplete ${line}`);
console.log(`${inRegions} waiting calls inside regions, ${silent} silent`);
for (const [what, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`${String(count).padStart(6)} ${what}`);
for (const line of errors) console.log(`  error ${line}`);
for (const { place, what } of failures) console.log(`  FAILED ${place}: ${what}`);
if (functions > 0 && Number(percent) < 99) console.log('  FAILED fewer than 99 % of the functions are fully lowered');
process.exitCode = failures.length > 0 || Number(percent) < 99 ? 1 : 0;
