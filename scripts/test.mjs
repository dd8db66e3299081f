// Everything that must hold, in one run: installs what is missing, then builds, checks, tests, and drives a real editor.
// It starts on a machine that has Node, npm, git and Debian's package manager, nothing else, so it is plain Node.
// The last line is always `N passed, N failed`.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { tellRows } from './lib/editorRows.mjs';
import { install } from './lib/install.mjs';
import { cacheFolder, ROOT } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { Steps } from './lib/steps.mjs';

const ORACLE = 'fatal mistakes are reported and kill CPython, their twins run';
const THREADS = 'with the fixes in it, a module lets other threads run';
const THREAD_ORACLE = ['scripts/run.mjs', 'scripts/oracle/threads.ts'];
const FIXES = 'fixes compile as before, and bring regions back';
const steps = new Steps();
/** As `story: title`. */
const passedInEditor = new Set();
const succeeds = async (command, args, options) => (await run(command, args, options)).code === 0;
const npmRun = (script, ...args) => succeeds('npm', ['run', '--silent', script, '--', ...args]);

if (await steps.step('install', install)) await everything();
steps.finish();

async function everything() {
  const tools = await steps.step('tools of the machine', setUpMachine);
  await steps.step('build', () => npmRun('build'));
  await steps.step('the program runs by its name', () => succeeds('dist/gilscope.js', ['--version']));
  await steps.step('types', () => npmRun('types'));
  await steps.step('lint', () => npmRun('lint'));
  await steps.step('nothing is left unused', () => npmRun('knip'));
  if (existsSync(path.join(ROOT, 'scripts/gen.ts')))
    await steps.step('generated files are up to date', () => npmRun('gen', '--check'));
  await steps.step('unit and fixture tests', unitTests);
  const packed = await steps.step('package', () => succeeds('node', ['scripts/package.mjs']));
  if (tools) await steps.step('the examples compile', examplesCompile);
  else steps.skip('the examples compile', 'the tools of the machine are missing');
  const compilers = await succeeds('sh', ['-c', 'command -v gcc && command -v g++'], { quiet: true });
  if (compilers) await steps.step(FIXES, () => story('scripts/run.mjs', 'scripts/oracle/fixes.ts', '--short'));
  else steps.skip(FIXES, 'gcc or g++ is missing');
  const debugBuild = await succeeds('sh', ['-c', 'command -v python3.11-dbg'], { quiet: true });
  if (debugBuild) await steps.step(ORACLE, () => story('scripts/run.mjs', 'scripts/oracle/findings.ts', '--short'));
  else steps.skip(ORACLE, 'python3.11-dbg, of the Debian package python3-dbg, is missing');
  // The script itself says what it wants; where that is missing, nothing was run.
  const { code } = await run('node', [...THREAD_ORACLE, '--ready'], { quiet: true });
  if (code === 0) await steps.step(THREADS, () => story(...THREAD_ORACLE, '--short'));
  else steps.skip(THREADS, "a C compiler or Python's headers, of the Debian package python3-dev, are missing");
  if (!tools || !packed) {
    steps.skip('npm start, tests in a real editor', 'there is no editor, or nothing to install in it');
    return;
  }
  await steps.step('npm start', () => succeeds('node', ['scripts/start.mjs', '--exit-after-start'], { minutes: 4 }));
  for (const file of endToEndTests()) await steps.step(`in a real editor: ${file}`, () => story(`test/e2e/${file}`));
  await steps.step('what users expect of an editor', () => tellRows(passedInEditor));
}

/** Debian packages can only be installed by root; for anybody else they have to be there. */
function setUpMachine() {
  const apt = process.getuid?.() === 0 ? ['--apt'] : [];
  return succeeds('test/e2e/setup.sh', ['--cache', cacheFolder('e2e'), ...apt]);
}

async function unitTests() {
  const report = path.join(cacheFolder('test'), 'vitest.json');
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await run('npm', ['run', '--silent', 'test:unit', '--', ...reporters]);
  if (!existsSync(report)) return false;
  const {
    numPassedTests: passed,
    numFailedTests,
    numPendingTests,
    numTodoTests,
  } = JSON.parse(readFileSync(report, 'utf8'));
  // Some make no sense here, such as those about forbidden files for a super-user; the report names them.
  const skipped = numPendingTests + numTodoTests;
  if (skipped > 0) steps.note(`${skipped} unit and fixture tests do not apply on this machine`);
  return { passed, failed: code === 0 ? numFailedTests : Math.max(1, numFailedTests) };
}

async function examplesCompile() {
  const include = await run('python3-config', ['--includes'], { keep: true, quiet: true });
  const flags = [...include.output.trim().split(/\s+/), '-Wall', '-Wextra', '-Werror', '-Wno-unused-parameter'];
  const sources = readdirSync(path.join(ROOT, 'examples'), { recursive: true }).filter((name) => name.endsWith('.c'));
  return succeeds('cc', ['-fsyntax-only', ...flags, ...sources.map((name) => path.join('examples', name))]);
}

/** Every module in test/e2e/ is a story of its own, but for the helpers. */
function endToEndTests() {
  const helpers = new Set(['apiRunner.mjs', 'axe.mjs', 'harness.mjs', 'launch.mjs', 'webPackage.mjs', 'workbench.mjs']);
  return readdirSync(path.join(ROOT, 'test/e2e')).filter((name) => name.endsWith('.mjs') && !helpers.has(name));
}

/** A story prints `ok …` or `not ok …` for each of its steps. */
async function story(script, ...args) {
  const { code, output } = await run('node', [script, ...args], { keep: true, minutes: 4 });
  const name = path.basename(script, '.mjs');
  for (const [, title] of output.matchAll(/^ok (.*) \([\d.]+ m?s\)$/gm)) passedInEditor.add(`${name}: ${title}`);
  const count = (pattern) => output.match(pattern)?.length ?? 0;
  const failed = count(/^not ok /gm);
  return { passed: count(/^ok /gm), failed: code === 0 ? failed : Math.max(1, failed) };
}
