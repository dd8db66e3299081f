// Builds a sample and runs it under the debug interpreter, which checks in many places that the GIL is held.
// An abort proves that the GIL was needed; survival alone proves nothing, which is why only mistakes that die are samples.
// Easy to get wrong: the time limit of a sample that waits for ever starts once its module is imported, so a busy machine
// cannot pass a slow start for a deadlock; and it must be ended by SIGKILL, since a deadlocked interpreter handles no signal.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Sample } from './samples.js';

/** By its full name: another version has other messages, and a `python3` of a version manager another build. */
const INTERPRETER = 'python3.11-dbg';
const CONFIG = 'python3.11d-config';
export const PACKAGES = 'gcc g++ python3-dev python3-dbg';

/** The first line, once the module is there. */
const BEGUN = 'begun';
const WAIT_MS = 3000;
const LIMIT_MS = 60_000;

const WARNINGS = ['-Wall', '-Wextra', '-Werror', '-Wno-unused-parameter', '-Wno-missing-field-initializers'];

export interface Toolchain {
  readonly versions: string;
  readonly includes: readonly string[];
  readonly libraries: readonly string[];
}

/** How a process ended. */
export interface End {
  readonly code: number | undefined;
  readonly signal: string | undefined;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Undefined where the interpreter or a compiler is missing. */
export function findToolchain(): Toolchain | undefined {
  const answer = (command: string, ...args: string[]): string | undefined => {
    const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
    return status === 0 ? stdout.trim() : undefined;
  };
  const python = answer(INTERPRETER, '--version');
  const gcc = answer('gcc', '-dumpfullversion');
  const includes = answer(CONFIG, '--includes');
  const libraries = answer(CONFIG, '--embed', '--ldflags');
  if (python === undefined || gcc === undefined || includes === undefined || libraries === undefined) return undefined;
  if (answer('g++', '-dumpfullversion') === undefined) return undefined;
  return {
    versions: `${python} (debug build), gcc ${gcc}`,
    includes: includes.split(/\s+/),
    libraries: libraries.split(/\s+/),
  };
}

/** Builds the sample in a folder of its own and runs it there. Throws where the compiler complains. */
export async function execute(sample: Sample, tools: Toolchain, root: string): Promise<End> {
  const folder = resolve(root, sample.name);
  mkdirSync(folder, { recursive: true });
  for (const { path } of sample.headers) copyFileSync(path, join(folder, basename(path)));
  const embeds = sample.module === undefined;
  const target = join(folder, embeds ? 'program' : `${sample.module}.so`);
  const flags = [...WARNINGS, '-g', '-O1', '-pthread', ...tools.includes, '-o', target, resolve(sample.path)];
  const shape = embeds ? tools.libraries : ['-shared', '-fPIC'];
  const language = sample.isCpp ? 'g++' : 'gcc';
  const built = await run(language, [...flags, ...shape], folder, LIMIT_MS, false);
  if (built.code !== 0) throw new Error(`${sample.name} does not compile:\n${built.stderr}`);
  const limit = sample.ending.kind === 'waits' ? WAIT_MS : LIMIT_MS;
  if (embeds) return run(target, [], folder, limit, false);
  const script = `import ${sample.module}\nprint("${BEGUN}", flush=True)\n${sample.run}`;
  const end = await run(INTERPRETER, ['-E', '-s', '-c', script], folder, limit, true);
  return { ...end, stdout: end.stdout.replace(`${BEGUN}\n`, '') };
}

/** @param awaitBegin the limit counts from when the first line is printed */
async function run(
  command: string,
  args: readonly string[],
  folder: string,
  limit: number,
  awaitBegin: boolean,
): Promise<End> {
  // No core files: most of these processes are meant to crash.
  const child = spawn('sh', ['-c', 'ulimit -c 0; exec "$@"', 'sh', command, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' },
  });
  let [stdout, stderr, timedOut] = ['', '', false];
  const stop = (): void => {
    timedOut = stdout.startsWith(BEGUN) || !awaitBegin;
    child.kill('SIGKILL');
  };
  let timer = setTimeout(stop, awaitBegin ? LIMIT_MS : limit);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (awaitBegin && stdout === '') {
      clearTimeout(timer);
      timer = setTimeout(stop, limit);
    }
    stdout += text;
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearTimeout(timer);
  return { code: code ?? undefined, signal: signal ?? undefined, timedOut, stdout, stderr };
}
