// Whether a C compiler with the Python headers takes the fixtures once their markers are gone.
// It keeps the documentation honest: an example that does not compile teaches nothing.
import { execFileSync, spawnSync } from 'node:child_process';
import type { Fixture } from './fixture.js';

export interface Compiler {
  readonly command: string;
  readonly flags: readonly string[];
}

/** The compiler and the include path of the Python headers; undefined where one of the two is missing. */
export function findCompiler(): Compiler | undefined {
  try {
    const script = 'import sysconfig; print(sysconfig.get_path("include"))';
    const include = execFileSync('python3', ['-c', script], { encoding: 'utf8' }).trim();
    const compiler = { command: 'cc', flags: ['-fsyntax-only', '-w', `-I${include}`] };
    return complaint(compiler, '#include <Python.h>\n', 'c') === '' ? compiler : undefined;
  } catch {
    return undefined;
  }
}

/** What the compiler says about each text of the fixture; empty when it takes them all. */
export function compilerComplaints(compiler: Compiler, fixture: Fixture): string {
  const { content, options } = fixture;
  if (!options.compile || options.broken) return '';
  if (
    options.needs !== undefined &&
    complaint(compiler, `#include <${options.needs}>\n`, languageOf(fixture.name)) !== ''
  )
    return '';
  const sources =
    content.kind === 'check'
      ? content.files.map((f) => ({ path: f.path, code: withIncludes(fixture, f.marked.code) }))
      : content.cases.flatMap((c) =>
          [c.before.marked.code, ...c.after.map((a) => a.code)].map((code) => ({ path: c.before.path, code })),
        );
  return sources
    .filter((s) => !/\.(?:h|hpp)$/.test(s.path))
    .map((s) => complaint(compiler, s.code, languageOf(s.path)))
    .join('');
}

const languageOf = (path: string): 'c' | 'c++' => (/\.c$/.test(path) ? 'c' : 'c++');

/** The compiler reads from a pipe, so an `#include "header.h"` of the same fixture is put in place. */
function withIncludes(fixture: Fixture, code: string): string {
  const { content } = fixture;
  if (content.kind !== 'check') return code;
  return code.replaceAll(/^#include "([^"]+)"$/gm, (line, name: string) => {
    const header = content.files.find((f) => f.path.endsWith(`/${name}`));
    return header === undefined ? line : header.marked.code;
  });
}

function complaint(compiler: Compiler, code: string, language: 'c' | 'c++'): string {
  const input = code.replaceAll('\r\n', '\n');
  const run = spawnSync(compiler.command, [...compiler.flags, '-x', language, '-'], { input, encoding: 'utf8' });
  if (run.error !== undefined) throw run.error;
  return run.status === 0 ? '' : run.stderr;
}
