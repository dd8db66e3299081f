// Holds what gilscope predicts against a running CPython: builds CPython 3.11.2 twice, once with a probe before every
// statement of its modules, runs CPython's own tests with both, and compares what the probes saw with what was predicted.
// Everything lies in .cache/oracle/state, and what is there already is not done again.
// Easy to get wrong: the tests must give the same verdicts in both builds, or the probes have changed the program.
//
//   npm run oracle:state [-- --tests NAME,NAME…]     wants `npm run build`, a C compiler and the libraries' headers
//   npm run oracle:state -- --compare                holds the last observations against what is predicted now
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fetchCpython } from '../corpus/cpython.js';
import { resultsOf } from './observations.js';
import { showContradictions, tableOf, writeFigures } from './stateReport.js';
import { stepsIn } from './steps.js';

const FOLDER = resolve('.cache/oracle/state');
const [PLAIN, PROBED, SOURCES, COUNTS, PREDICTED] = ['plain', 'probed', 'sources', 'counts', 'predicted'].map((name) =>
  join(FOLDER, name),
) as [string, string, string, string, string];
const { run, step } = stepsIn(FOLDER);

/** Left out: what other systems build, what runs before there is an interpreter, and inner loops without Python. */
const PROBED_FOLDERS = ['', '_io', '_sqlite', '_ctypes', '_multiprocessing', '_ssl', '_blake2'].map((name) =>
  join('Modules', name),
);
const PROBED_TOO = ['fileutils', 'thread', 'pytime', 'bootstrap_hash'].map((name) => `Python/${name}.c`);
const LEFT_OUT =
  /getpath|getbuildinfo|config|_xx|\/xx|blake2s|_ctypes_test|_scproxy|_winapi|overlapped|winreparse|_sre|winconsole/;

/** They need no network. */
const TESTS =
  'test_zlib test_bz2 test_lzma test_hashlib test_select test_time test_random test_queue test_thread test_threading ' +
  'test_sqlite3 test_ssl test_ctypes test_posix test_os test_multiprocessing_fork test_httplib test_fcntl test_signal ' +
  'test_io test_mmap test_readline test_curses test_struct test_array';

function buildPlain(): boolean {
  if (existsSync(join(PLAIN, 'python'))) return true;
  cpSync(fetchCpython(), PLAIN, { recursive: true });
  // The whole tree is one project: calls lead from the modules to the interpreter.
  writeFileSync(join(PLAIN, 'gilscope.toml'), '');
  return run('./configure', ['-q'], PLAIN, 'configure.log') && run('make', ['-j2'], PLAIN, 'plain.log');
}

const probedFiles = (): readonly string[] =>
  [
    ...PROBED_FOLDERS.flatMap((folder) => readdirSync(join(PLAIN, folder)).map((name) => join(folder, name))),
    ...PROBED_TOO,
  ]
    .filter((path) => path.endsWith('.c') && !LEFT_OUT.test(path))
    .sort();

function instrument(into: string): boolean {
  rmSync(into, { recursive: true, force: true });
  return run(resolve('dist/gilscope.js'), ['instrument', ...probedFiles(), '--out', into], PLAIN, 'instrument.log');
}

function buildProbed(): boolean {
  if (!existsSync(PROBED)) cpSync(PLAIN, PROBED, { recursive: true, preserveTimestamps: true });
  const now = new Date();
  for (const path of probedFiles()) {
    cpSync(join(SOURCES, path), join(PROBED, path));
    utimesSync(join(PROBED, path), now, now);
  }
  const runtime = join(PROBED, 'gilscope_probe.o');
  const flags = ['-O1', '-fPIC', '-DPy_BUILD_CORE', '-IInclude', '-I.', '-c', join(SOURCES, 'gilscope_probe.c')];
  const libraries = /^LIBS=(.*)$/m.exec(readFileSync(join(PROBED, 'Makefile'), 'utf8'))?.[1] ?? '';
  return (
    run('gcc', [...flags, '-o', runtime], PROBED, 'runtime.log') &&
    run('make', ['-j2', `LIBS=${libraries} ${runtime}`], PROBED, 'probed.log')
  );
}

/** The verdict of each test module, as the runner of CPython's tests prints it. */
function verdicts(tree: string, tests: readonly string[], log: string): ReadonlyMap<string, string> {
  run('./python', ['-m', 'test', '-j2', '--timeout', '300', ...tests], tree, log, { GILSCOPE_PROBES: COUNTS });
  const found = readFileSync(join(FOLDER, log), 'utf8').matchAll(
    /\] (test_\w+) (passed|failed \(env changed\)|failed|skipped|crashed)/g,
  );
  return new Map([...found].map(([, name = '', verdict = '']) => [name, verdict]));
}

const LEFT_SOMETHING = 'failed (env changed)';

function runTests(tests: readonly string[]): boolean {
  rmSync(COUNTS, { recursive: true, force: true });
  mkdirSync(COUNTS, { recursive: true });
  const expected = verdicts(PLAIN, tests, 'tests-plain.log');
  const found = verdicts(PROBED, tests, 'tests-probed.log');
  const other = [...expected].filter(([name, verdict]) => found.get(name) !== verdict);
  for (const [name, verdict] of other) console.log(`\n  ${name}: ${verdict}, with probes ${found.get(name) ?? 'lost'}`);
  // A test that leaves something behind has passed all the same: the runner of the tests says so at its end.
  return other.every(([name, verdict]) => verdict === 'passed' && found.get(name) === LEFT_SOMETHING);
}

const { values } = parseArgs({ options: { tests: { type: 'string' }, compare: { type: 'boolean', default: false } } });
const tests = (values.tests ?? TESTS).split(/[\s,]+/);
mkdirSync(FOLDER, { recursive: true });
if (!values.compare) step('build CPython', buildPlain);
step(values.compare ? 'predict' : 'put probes in', () => instrument(values.compare ? PREDICTED : SOURCES));
if (!values.compare) {
  step('build it with probes', buildProbed);
  step('run its tests with both', () => runTests(tests));
}
const results = resultsOf(SOURCES, COUNTS, values.compare ? PREDICTED : SOURCES);
writeFigures('CPython', `${tests.length} test modules of CPython 3.11.2`, tableOf(results));
process.exitCode = showContradictions(results) > 0 ? 1 : 0;
