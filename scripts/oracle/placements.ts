// Calls that wait in random places of generated functions: each fix is held against what the function did before. Both
// are compiled with a header that writes down every call, and run with the same numbers: the sequence of calls must be
// the same, Python must be used with the GIL alone, and what waits must wait without it.
//
//   npm run oracle:placements [-- --count N] [--seed S]
//
// Easy to get wrong: the order of arguments is the compiler's choice, so fixes that say they change an order that nobody
// promised (those that are not safe) are compiled and not compared.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createProject, type Project } from '../../server/src/core/project.js';
import { loadParsers } from '../../server/src/host/parsers.js';
import { placementFunction } from '../../test/fuzz/placements.js';
import { randomFrom } from '../../test/fuzz/random.js';

const FOLDER = resolve('.cache/oracle/placements');
const HEADERS = resolve('scripts/oracle/placements');
/** So many functions are compiled together. */
const IN_A_FILE = 50;
const RUNS = 16;
const FUEL = 200;

const { values } = parseArgs({
  options: { count: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
const wanted = Number(values.count);
const seed = Number(values.seed);
mkdirSync(FOLDER, { recursive: true });
const parsers = await loadParsers('dist', true);
const project = createProject({ parsers, options: { showMaybe: false } });

const totals = { functions: 0, placements: 0, fixed: 0, unsafe: 0, refused: new Map<string, number>() };
const failures: string[] = [];
for (let file = 0; totals.placements < wanted; file++) {
  tryFile(file);
  if (process.stdout.isTTY) process.stdout.write(`\r${totals.placements} of ${wanted}`);
}
const refused = [...totals.refused].sort(([, a], [, b]) => b - a);
console.log(`${totals.functions} functions, ${totals.placements} placements, seed ${seed}:`);
console.log(`  ${totals.fixed} fixes applied, ${totals.unsafe} of them not safe`);
for (const [reason, times] of refused) console.log(`  ${times} refused: ${reason}`);
console.log(`  ${failures.length} failures`);
for (const failure of failures.slice(0, 20)) console.log(failure);
process.exitCode = failures.length === 0 ? 0 : 1;

function tryFile(file: number): void {
  const random = randomFrom(seed, file);
  const isOld = random.chance(0.4);
  const functions = Array.from({ length: IN_A_FILE }, (_, i) => placementFunction(random, `f${i}`, isOld));
  const head = `#include <Python.h>\n#include <unistd.h>\n${isOld ? '' : '// Of today.\n'}\n`;
  const before = functions.map((text) => `${head}${text}`);
  const after = before.map((text, i) => fixed(project, `p${i}.c`, text, `seed ${seed}, file ${file}, f${i}`));
  totals.functions += IN_A_FILE;
  const mains = [before, after.map(({ text }) => text)].map((texts) => run(texts, file));
  const [first, second] = mains;
  for (let i = 0; i < IN_A_FILE; i++) {
    const place = `seed ${seed}, file ${file}, f${i}`;
    const [was, is] = [first?.get(i), second?.get(i)];
    if (is === undefined || was === undefined)
      failures.push(`${place}: ${second?.get(-1) ?? first?.get(-1) ?? ''}\n${after[i]?.text}`);
    else if (after[i]?.isSafe === true && was !== is)
      failures.push(`${place}: does something else\n${before[i]}\n${after[i]?.text}`);
  }
}

interface FixedText {
  readonly text: string;
  readonly isSafe: boolean;
}

function fixed(project: Project, path: string, text: string, place: string): FixedText {
  project.setFile(path, text);
  totals.placements += project.report(path)?.findings.length ?? 0;
  let isSafe = true;
  const result = project.repaired(path, () => true);
  for (const { fix } of result?.applied ?? []) {
    totals.fixed++;
    if (!fix.safe) totals.unsafe++;
    isSafe &&= fix.safe;
  }
  project.setFile(path, result?.text ?? text);
  const report = project.report(path);
  if (report === undefined || report.incomplete.length > 0)
    failures.push(`${place}: cannot be read any more\n${result?.text}`);
  for (const finding of report?.findings ?? []) {
    const { refusal = 'no reason is told' } = project.repair(path, finding);
    totals.refused.set(refusal, (totals.refused.get(refusal) ?? 0) + 1);
  }
  project.removeFile(path);
  return { text: result?.text ?? text, isSafe };
}

/** What each function did, by number; under -1 what the compiler or the program said where there is none. */
function run(texts: readonly string[], file: number): ReadonlyMap<number, string> {
  const done = new Map<number, string>();
  const source = join(FOLDER, 'functions.c');
  const program = join(FOLDER, 'functions');
  const calls = texts.map((_, i) => `case ${i}: f${i}(&none_object, &none_object); break;`);
  const main = `int main(int count, char **given) {
    int i, run; (void)count;
    i = atoi(given[1]);
    for (run = 0; run < ${RUNS}; run++) {
        state = (unsigned)(run * 7919 + i); fuel = ${FUEL}; trace = 0; gil = 1;
        switch (i) { ${calls.join('\n')} }
        if (!gil) { printf("ended without the GIL\\n"); return 6; }
        printf("%lu\\n", trace);
    }
    return 0;
}`;
  const bodies = texts.map((text) => text.replace(/^#include.*\n/gm, ''));
  writeFileSync(source, `#include <Python.h>\n${bodies.join('\n')}\n${main}\n`);
  const flags = ['-O0', '-w', `-I${HEADERS}`, source, '-o', program];
  const { status, stderr } = spawnSync('gcc', flags, { encoding: 'utf8' });
  if (status !== 0) return new Map([[-1, `file ${file} does not compile: ${stderr.slice(0, 500)}`]]);
  for (let i = 0; i < texts.length; i++) {
    const { status: code, stdout } = spawnSync(program, [String(i)], { encoding: 'utf8' });
    if (code === 0) done.set(i, stdout);
    else done.set(-1, stdout);
  }
  return done;
}
