// Holds what gilscope predicts against packages that run: each is built twice, once with a probe before every statement,
// and its own tests are run with both. Everything lies in .cache/oracle/packages, and is made anew at each run.
// Easy to get wrong: the tests must give the same verdicts in both builds, or the probes have changed the program.
//
//   npm run oracle:packages [-- NAME…]     wants `npm run build`, a C compiler, pytest and the libraries' headers
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { filesIn } from '../corpus/cpython.js';
import { resultsOf } from './observations.js';
import { PACKAGES, type Package } from './packageTable.js';
import { showContradictions, tableOf, writeFigures } from './stateReport.js';
import { stepsIn } from './steps.js';

const FOLDER = resolve('.cache/oracle/packages');
const PYTHON = '/usr/bin/python3';
const BUILD = ['build_ext', '--inplace'];
const NEEDS = ['python3-dev', 'python3-pytest', 'python3-setuptools', 'gcc'];
const { run, step } = stepsIn(FOLDER);

const output = (command: string, args: readonly string[]): string => {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
  return stdout.trim();
};

function install(needs: readonly string[]): boolean {
  const missing = needs.filter((name) => spawnSync('dpkg', ['-s', name]).status !== 0);
  if (missing.length === 0) return true;
  return run('apt-get', ['install', '-y', '--no-install-recommends', ...missing], FOLDER, 'install.log');
}

/** Returns whether the tests have the same verdicts with and without probes. */
function hold({ name, source, folders, build = BUILD, path, tests, environment, adds = {} }: Package): boolean {
  const at = (...parts: string[]): string => join(FOLDER, name, ...parts);
  const origin = output('bash', ['scripts/fetch-source.sh', ...source]);
  rmSync(at(), { recursive: true, force: true });
  mkdirSync(at('counts'), { recursive: true });
  const trees = ['plain', 'probed'].map((tree) => at(tree)) as [string, string];
  for (const tree of trees) {
    cpSync(origin, tree, { recursive: true });
    for (const [file, text] of Object.entries(adds)) appendFileSync(join(tree, file), text);
  }
  const [plain, probed] = trees;
  const probes = at('sources');
  step(`${name}: put probes in`, () => {
    const sources = filesIn(
      folders.map((folder) => join(plain, folder)),
      ['.c'],
    ).map((file) => file.slice(plain.length + 1));
    if (!run(resolve('dist/gilscope.js'), ['instrument', ...sources, '--out', probes], plain, `${name}-probes.log`))
      return false;
    for (const file of sources) cpSync(join(probes, file), join(probed, file));
    return true;
  });
  const runtime = at('gilscope_probe.so');
  step(`${name}: build it with and without`, () => {
    const include = output(PYTHON, ['-c', 'import sysconfig; print(sysconfig.get_path("include"))']);
    const flags = ['-shared', '-fPIC', '-O1', `-I${include}`, join(probes, 'gilscope_probe.c'), '-o', runtime];
    return (
      run('gcc', flags, FOLDER, `${name}-runtime.log`) &&
      trees.every((tree, i) => run(PYTHON, ['setup.py', ...build], tree, `${name}-build-${i}.log`, environment))
    );
  });
  const verdicts = (tree: string, log: string, more: NodeJS.ProcessEnv): string => {
    const report = at(`${log}.xml`);
    const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', `--junitxml=${report}`, ...tests];
    run(PYTHON, args, tree, `${name}-${log}.log`, { PYTHONPATH: path, ...more });
    return existsSync(report) ? verdictsIn(readFileSync(report, 'utf8')) : '';
  };
  let same = false;
  step(`${name}: run its tests with both`, () => {
    const expected = verdicts(plain, 'tests-plain', {});
    const found = verdicts(probed, 'tests-probed', { LD_PRELOAD: runtime, GILSCOPE_PROBES: at('counts') });
    for (const [file, text] of [
      ['plain', expected],
      ['probed', found],
    ] as const)
      writeFileSync(at(`verdicts-${file}.txt`), text);
    same = expected !== '' && expected === found;
    return expected !== '' && found !== '';
  });
  if (!same) console.log(`  ${name}: verdicts differ: compare the two files verdicts-*.txt in ${at()}`);
  const results = resultsOf(probes, at('counts'));
  writeFigures(name, `${name}'s own tests (${source[0]})`, tableOf(results));
  return showContradictions(results) === 0 && same;
}

/** A line for each test: its name, and what became of it. */
const verdictsIn = (report: string): string =>
  [...report.matchAll(/<testcase classname="([^"]*)" name="([^"]*)"[^>]*?(?:\/>|>\s*<(\w+))/g)]
    .map(([, group, name, verdict = 'passed']) => `${group} ${name}: ${verdict}`)
    .sort()
    .join('\n');

const wanted = process.argv.slice(2);
const chosen = PACKAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
mkdirSync(FOLDER, { recursive: true });
step('install what they need', () => install([...NEEDS, ...chosen.flatMap(({ needs }) => needs)]));
process.exitCode = chosen.map(hold).every((right) => right) ? 0 : 1;
