// An edited document says what a fresh one would say, to the last byte: findings depend on the text, never on how it
// came about. The texts are as long as real ones, so that most of their functions are taken over from the last text.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProject, type Parsers, type Project } from '../../server/src/core/project.js';
import { parsersForTests } from '../harness/parsers.js';

const ROOT = join(import.meta.dirname, '..', '..');
const FIXTURES = join(ROOT, 'test/fixtures');
const POSIX_MODULE = join(ROOT, '.cache/corpus/Python-3.11.2/Modules/posixmodule.c');
const SEED = 20261124;

interface Edit {
  /** Where, in millionths of the text's length. */
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

/** What people type and delete, and what tears a text apart: braces, comments, directives and region macros. */
const edit: fc.Arbitrary<Edit> = fc.record({
  // Without bias: it prefers small numbers, so that most edits would fall into the first comment.
  at: fc.noBias(fc.nat(1_000_000)),
  removed: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(3), fc.nat(300)),
  inserted: fc.oneof(
    fc.constantFrom('x', ' ', '\n', '{', '}', '(', ')', ';', '"', '/*', '*/', '#if X\n', '#endif\n', '😀', ''),
    fc.constantFrom('Py_BEGIN_ALLOW_THREADS\n', 'Py_END_ALLOW_THREADS\n', 'sleep(1);', 'return NULL;', 'goto done;'),
    fc.constantFrom('#define sleep nothing\n', '#include <unistd.h>\n', 'static void f(void)\n{\n    sleep(1);\n}\n'),
  ),
});

function apply(text: string, { at, removed, inserted }: Edit): string {
  const start = Math.floor((at / 1_000_000) * text.length);
  return text.slice(0, start) + inserted + text.slice(start + removed);
}

/** Everything a user may see of a file, as one text. */
function seen(project: Project, path: string): string {
  const report = project.report(path);
  return JSON.stringify([report?.findings, report?.incomplete, report?.functionCount, project.shades(path)]);
}

function checkEdits(parsers: Parsers, path: string, text: string, edits: readonly Edit[]): void {
  const edited = createProject({ parsers, options: { showMaybe: true } });
  edited.setFile(path, text);
  edited.report(path);
  let current = text;
  for (const one of edits) {
    current = apply(current, one);
    edited.setFile(path, current);
    const fresh = createProject({ parsers, options: { showMaybe: true } });
    fresh.setFile(path, current);
    expect(seen(edited, path)).toBe(seen(fresh, path));
  }
}

/** All fixtures below a folder as one source. */
function concatenated(folder: string, ending: string): string {
  return readdirSync(join(FIXTURES, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => readFileSync(join(FIXTURES, folder, name), 'utf8'))
    .join('\n');
}

const check = (path: string, text: string, numRuns: number) => async (): Promise<void> => {
  const parsers = await parsersForTests();
  const edits = fc.array(edit, { minLength: 4, maxLength: 8 });
  fc.assert(
    fc.property(edits, (some) => checkEdits(parsers, path, text, some)),
    { seed: SEED, numRuns, endOnFailure: true },
  );
};

describe('after every edit the findings are those of a fresh project', () => {
  it.each(['rules', 'flow', 'interproc', 'macros', 'broken'])('in the fixtures of %s', async (folder) => {
    const text = concatenated(folder, '.c');
    expect(text.length).toBeGreaterThan(500);
    await check('all.c', text, 10)();
  });

  it('in C++', check('all.cpp', concatenated('.', '.cpp') + concatenated('rules', '.c'), 5));

  it.runIf(existsSync(POSIX_MODULE))('in posixmodule.c', async () => {
    await check('posixmodule.c', readFileSync(POSIX_MODULE, 'utf8'), 3)();
  });
});

describe('a macro that changes in a header', () => {
  const HEADER = ['#define RUN(x) do { Py_BEGIN_ALLOW_THREADS x; Py_END_ALLOW_THREADS } while (0)', '#define RUN(x) x'];
  const SOURCE = `#include <Python.h>
#include "run.h"
#define IDLE(x) RUN(x)
static PyObject *uses_it(PyObject *self, PyObject *args) { IDLE(sleep(1)); return NULL; }
static PyObject *does_not(PyObject *self, PyObject *args) { sleep(2); return NULL; }
`;
  const lines = (project: Project): readonly unknown[] =>
    (project.report('a.c')?.findings ?? []).map(({ functionName }) => functionName);

  it('is seen by the functions that use it, there and back', async () => {
    const project = createProject({ parsers: await parsersForTests(), options: { showMaybe: false } });
    project.setFile('a.c', SOURCE);
    for (const turn of [0, 1, 0, 1]) {
      project.setFile('run.h', HEADER[turn] ?? '');
      expect(lines(project)).toEqual(turn === 0 ? ['does_not'] : ['uses_it', 'does_not']);
    }
  });

  it('lowers those functions anew and no other', async () => {
    const parsers = await parsersForTests();
    const parsed: string[] = [];
    const c = {
      grammar: parsers.c.grammar,
      parse: (text: string) => {
        parsed.push(text);
        return parsers.c.parse(text);
      },
    };
    const project = createProject({ parsers: { ...parsers, c }, options: { showMaybe: false } });
    project.setFile('a.c', SOURCE);
    project.setFile('run.h', HEADER[0] ?? '');
    project.report('a.c');
    parsed.length = 0;
    project.setFile('run.h', `${HEADER[1]}\n#define UNRELATED 1`);
    project.report('a.c');
    expect(parsed.some((text) => text.includes('uses_it'))).toBe(true);
    expect(parsed.some((text) => text.includes('does_not'))).toBe(false);
  });
});
