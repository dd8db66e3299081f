// Builds a sample as an extension module and lets measure.py call it.
// Easy to get wrong: warnings are errors, since a fix that brings one is no good fix; and interpreter and headers must
// be of one Python, so the interpreter itself is asked where its headers are.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { ThreadSample } from './samples.js';

export const PACKAGES = 'gcc g++ python3-dev zlib1g-dev libssl-dev';
const BUILDS = '.cache/oracle/threads';
const MEASURE = 'scripts/oracle/threads/measure.py';
const LIMIT_MS = 60_000;
const WARNINGS = ['-Wall', '-Wextra', '-Werror', '-Wno-unused-parameter', '-Wno-missing-field-initializers'];
/** A fixed place first: a `python3` of a version manager may come without what the system's has. */
const INTERPRETERS = ['/usr/bin/python3', 'python3'];

export interface Python {
  readonly command: string;
  readonly version: string;
  readonly include: string;
}

export interface Timed {
  readonly seconds: number;
  readonly results: readonly string[];
}

export interface Run {
  readonly one: Timed;
  readonly four: Timed;
}

/** Undefined where an interpreter with a GIL and its headers, or a compiler, is missing. */
export function findPython(): Python | undefined {
  const ask =
    'import platform, sysconfig as s; print(platform.python_version(), s.get_config_var("Py_GIL_DISABLED") or 0, s.get_path("include"))';
  for (const compiler of ['gcc', 'g++'])
    if (spawnSync(compiler, ['--version'], { stdio: 'ignore' }).status !== 0) return undefined;
  for (const command of INTERPRETERS) {
    const { status, stdout } = spawnSync(command, ['-E', '-s', '-c', ask], { encoding: 'utf8' });
    const [version = '', freeThreaded = '', include = ''] = status === 0 ? stdout.trim().split(' ') : [];
    if (freeThreaded === '0' && existsSync(join(include, 'Python.h'))) return { command, version, include };
  }
  return undefined;
}

/** Returns the folder with the module in it. Throws where the compiler complains. */
export function build(sample: ThreadSample, text: string, which: 'before' | 'after', python: Python): string {
  const folder = resolve(BUILDS, sample.name, which);
  mkdirSync(folder, { recursive: true });
  const source = join(folder, basename(sample.path));
  writeFileSync(source, text);
  const target = join(folder, `${sample.name}.so`);
  const libraries = sample.libraries.map((name) => `-l${name}`);
  const flags = [...WARNINGS, '-g', '-O2', '-pthread', '-shared', '-fPIC', `-I${python.include}`];
  const { status, stderr } = spawnSync(sample.isCpp ? 'g++' : 'gcc', [...flags, '-o', target, source, ...libraries], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${which === 'before' ? 'it' : 'the fix'} does not compile:\n${stderr}`);
  return folder;
}

/** Throws where the process does not end well. */
export const timed = (sample: ThreadSample, folder: string, python: Python): Run =>
  JSON.parse(measure(sample, folder, python, [])) as Run;

/** What four processes need for the same, which no lock of the interpreter keeps apart. */
export function timedInProcesses(sample: ThreadSample, folder: string, python: Python): number {
  const { four } = JSON.parse(measure(sample, folder, python, ['--processes'])) as Pick<Run, 'four'>;
  return four.seconds;
}

function measure(sample: ThreadSample, folder: string, python: Python, options: readonly string[]): string {
  // No core files: a sample may be meant to crash.
  const words = [python.command, '-E', '-s', '-B', resolve(MEASURE), folder, resolve(sample.driver), ...options];
  const { status, signal, stdout, stderr } = spawnSync('sh', ['-c', 'ulimit -c 0; exec "$@"', 'sh', ...words], {
    cwd: folder,
    encoding: 'utf8',
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  if (status === 0 && stderr === '') return stdout;
  const end = signal === 'SIGKILL' ? 'does not end' : signal === null ? `ends with ${status}` : `dies of ${signal}`;
  throw new Error(`${end}${stderr === '' ? '' : `: ${stderr.trim().slice(-600)}`}`);
}
