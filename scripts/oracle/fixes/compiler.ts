// What the compiler says about a text, as if it stood in a file's place: the diagnostics without their lines, and what
// the preprocessor leaves of it. Both are kept on the disk by what was asked, so a second run only compiles what is new.
// Easy to get wrong: the text goes in through the standard input, in the folder of its file, or the headers beside it
// are not found; and `__LINE__` is made a constant for the preprocessor, or every line that is put in changes all asserts.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';

/** How a file is compiled: where, by whom, and with what. */
export interface Unit {
  readonly path: string;
  readonly language: 'c' | 'c++';
  readonly flags: readonly string[];
}

export interface Compiler {
  /** Each error and warning, sorted, without its place. */
  diagnostics(unit: Unit, text: string): Promise<readonly string[]>;
  /** A hash of the text behind the preprocessor. */
  preprocessed(unit: Unit, text: string): Promise<string>;
}

const PROGRAMS = { c: 'gcc', 'c++': 'g++' } as const;
const WARNINGS = ['-fsyntax-only', '-Wall', '-Wextra'];
const FOR_C = ['-Wdeclaration-after-statement'];
const QUIET = ['-fno-diagnostics-show-caret', '-fdiagnostics-color=never', '-fmax-errors=0'];
const STYLE = '[-Wdeclaration-after-statement]';

/** The versions of both compilers, or undefined where one is missing. */
export function compilerVersions(): string | undefined {
  const found = Object.values(PROGRAMS).map((program) =>
    spawnSync(program, ['-dumpfullversion'], { encoding: 'utf8' }),
  );
  return found.every(({ status }) => status === 0)
    ? found.map(({ stdout }, i) => `${Object.values(PROGRAMS)[i]} ${stdout.trim()}`).join(', ')
    : undefined;
}

export function createCompiler(cache: string, versions: string): Compiler {
  mkdirSync(cache, { recursive: true });
  const run = limited(availableParallelism(), execute);
  const ask = async (
    { path, language, flags }: Unit,
    text: string,
    asked: readonly string[],
    read: (output: Output) => string,
  ): Promise<string> => {
    const args = ['-x', language, ...flags, ...asked, '-'];
    const key = createHash('sha1')
      .update(JSON.stringify([versions, dirname(path), args, text]))
      .digest('hex');
    const kept = join(cache, key);
    if (existsSync(kept)) return readFileSync(kept, 'utf8');
    const answer = read(await run(PROGRAMS[language], args, dirname(path), text));
    writeFileSync(kept, answer);
    return answer;
  };
  return {
    diagnostics: async (unit, text) => {
      const asked = [...WARNINGS, ...(unit.language === 'c' ? FOR_C : []), ...QUIET];
      const found = await ask(unit, text, asked, ({ stderr }) => diagnosticsIn(stderr).join('\n'));
      return found === '' ? [] : found.split('\n');
    },
    preprocessed: (unit, text) =>
      ask(unit, text, ['-E', '-P', '-w', '-D__LINE__=0'], ({ stdout }) =>
        createHash('sha1').update(stdout).digest('hex'),
      ),
  };
}

interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

/** Resolves whatever the exit status: errors are what is asked for. */
const execute = (program: string, args: readonly string[], cwd: string, input: string): Promise<Output> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, LC_ALL: 'C' } });
    const [stdout, stderr]: [string[], string[]] = [[], []];
    child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
    // A compiler that stops early closes the pipe, and says why in its diagnostics.
    child.stdin.on('error', () => {});
    child.on('error', reject);
    child.on('close', () => resolve({ stdout: stdout.join(''), stderr: stderr.join('') }));
    child.stdin.end(input);
  });

const diagnosticsIn = (stderr: string): string[] =>
  [...stderr.matchAll(/^[^\n]*?:(?:\d+:)*\s*((?:fatal )?error|warning): ([^\n]*)$/gm)]
    .map(([, kind, message]) => `${kind}: ${message}`)
    .sort();

export const isError = (diagnostic: string): boolean => /^(fatal )?error/.test(diagnostic);

/**
 * The diagnostics that one text has and another one lacks, as often as it has more of them.
 * A declaration behind a statement is only one where the file is C as it was before such things were allowed.
 */
export function added(before: readonly string[], after: readonly string[], isOldC: boolean): string[] {
  const counts = new Map<string, number>();
  for (const line of before) counts.set(line, (counts.get(line) ?? 0) + 1);
  const minds = isOldC && !before.some((line) => line.endsWith(STYLE));
  return after.filter((line) => {
    if (!minds && line.endsWith(STYLE)) return false;
    const count = counts.get(line) ?? 0;
    counts.set(line, count - 1);
    return count <= 0;
  });
}

/** Whether a text has none of what C99 brought, as far as a reader sees at once. */
export const isOldC = (text: string): boolean =>
  !/\/\/|\bfor\s*\(\s*(?:const\s+)?\w+[\s*]+\w+\s*=/.test(text.replace(/\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"/g, ' '));

/** The same function, of which no more than so many run at a time. */
function limited<A extends readonly unknown[], R>(most: number, work: (...args: A) => Promise<R>) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (...args: A): Promise<R> => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      return await work(...args);
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}
