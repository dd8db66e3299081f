// Several files in one project: edited one after the other, or taken in aside and in steps, they say what a fresh
// project says that got the same texts, whatever the order. Functions call each other over files, so that an edit of one
// file changes the findings of others.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProject, type Parsers, type Project } from '../../server/src/core/project.js';
import { parsersForTests } from '../harness/parsers.js';

const SEED = 20261126;
const PATHS = ['a.c', 'b.c', 'd.c', 'lib/c.c', 'lib/e.c', 'lib/m.cpp', 'lib/shared.h', 'lib/wrap.hpp', 'z.c'] as const;

const options = { showMaybe: true };
const newProject = (parsers: Parsers): Project => createProject({ parsers, options });

/** Everything a user may see of all files, as one text. */
const seen = (project: Project): string =>
  JSON.stringify(
    PATHS.map((path) => {
      const report = project.report(path);
      return [path, report?.findings, report?.incomplete, report?.functionCount, project.shades(path)];
    }),
  );

function fresh(parsers: Parsers, texts: ReadonlyMap<string, string>): string {
  const project = newProject(parsers);
  for (const path of PATHS) {
    const text = texts.get(path);
    if (text !== undefined) project.setFile(path, text);
  }
  return seen(project);
}

/** Pieces that matter to each other over files; a text is some of them. */
const PIECES: readonly string[] = [
  '#include "shared.h"\n',
  '#include <Python.h>\n#include <unistd.h>\n',
  'void drain(int n);\n',
  'void drain(int n)\n{\n    sleep(n);\n}\n',
  'static void drain(int n)\n{\n    (void)n;\n}\n',
  'void refill(int n)\n{\n    drain(n);\n}\n',
  'void drain(int n)\n{\n    if (n > 0)\n        refill(n - 1);\n    read(n, 0, 0);\n}\n',
  'PyThreadState *leave(void)\n{\n    return PyEval_SaveThread();\n}\n',
  'void enter(PyThreadState *saved)\n{\n    PyEval_RestoreThread(saved);\n}\n',
  'void notify(PyObject *o)\n{\n    Py_INCREF(o);\n}\n',
  'static PyObject *work(PyObject *self, PyObject *o)\n{\n    Py_BEGIN_ALLOW_THREADS\n    notify(o);\n    Py_END_ALLOW_THREADS\n    refill(1);\n    Py_RETURN_NONE;\n}\n',
  'static PyObject *nap(PyObject *self, PyObject *o)\n{\n    PyThreadState *s = leave();\n    drain(1);\n    enter(s);\n    notify(o);\n    Py_RETURN_NONE;\n}\n',
  'static PyMethodDef methods[] = {{"work", work, METH_O, NULL}, {"nap", nap, METH_O, NULL}, {NULL}};\n',
  'struct ops { void (*run)(int); };\nstatic struct ops table = {.run = drain};\n',
  'void go(struct ops *o)\n{\n    o->run(1);\n}\n',
  '#define drain(n) refill(n)\n',
  '#include "wrap.hpp"\n',
  '#define IDLE(x) do { Py_BEGIN_ALLOW_THREADS x; Py_END_ALLOW_THREADS } while (0)\n',
  '#define IDLE(x) x\n',
  'static PyObject *rest(PyObject *self, PyObject *o)\n{\n    IDLE(drain(1));\n    IDLE(notify(o));\n    return nap(self, o);\n}\n',
  'struct Quiet {\n    PyThreadState *saved;\n    Quiet() { saved = PyEval_SaveThread(); }\n    ~Quiet() { PyEval_RestoreThread(saved); }\n};\n',
  'struct Quiet {\n    int depth;\n};\n',
  'static PyObject *hush(PyObject *self, PyObject *o)\n{\n    Quiet quiet;\n    drain(1);\n    notify(o);\n    Py_RETURN_NONE;\n}\n',
  'void tell(int n)\n{\n    notify((PyObject *)0);\n}\nvoid listen_to(void)\n{\n    device_listen(tell);\n}\n',
  'void start(void)\n{\n    PyThreadState *s = PyEval_SaveThread();\n    listen_to();\n    PyEval_RestoreThread(s);\n}\n',
  '}\n',
];

type Change = { readonly path: string; readonly text: string | undefined };
const text = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join('\n'));
const change: fc.Arbitrary<Change> = fc.record({
  path: fc.constantFrom(...PATHS),
  text: fc.option(text, { nil: undefined, freq: 8 }),
});
const start = fc.array(text, { minLength: PATHS.length, maxLength: PATHS.length });

function apply(project: Project, { path, text: next }: Change): void {
  if (next === undefined) project.removeFile(path);
  else project.setFile(path, next);
}

function note(texts: Map<string, string>, { path, text: next }: Change): void {
  if (next === undefined) texts.delete(path);
  else texts.set(path, next);
}

describe('all files say what a fresh project says', () => {
  it('after edits of any of them, in any order', async () => {
    const parsers = await parsersForTests();
    fc.assert(
      fc.property(start, fc.array(change, { minLength: 1, maxLength: 6 }), (first, changes) => {
        const texts = new Map(PATHS.map((path, i) => [path as string, first[i] ?? '']));
        const project = newProject(parsers);
        for (const [path, one] of [...texts].reverse()) project.setFile(path, one);
        seen(project);
        for (const one of changes) {
          apply(project, one);
          note(texts, one);
          expect(seen(project)).toBe(fresh(parsers, texts));
        }
      }),
      { seed: SEED, numRuns: 60, endOnFailure: true },
    );
  });

  it('when files are taken in aside, with edits and questions between the steps', async () => {
    const parsers = await parsersForTests();
    // Few files are put in one by one, more of them into a new program.
    const asides = fc.array(change, { minLength: 1, maxLength: 14, size: 'max' });
    const edits = fc.array(fc.tuple(fc.nat(250), change), { maxLength: 4 });
    fc.assert(
      fc.property(start, asides, edits, (first, aside, between) => {
        const texts = new Map(PATHS.map((path, i) => [path as string, first[i] ?? '']));
        const project = newProject(parsers);
        for (const [path, one] of texts) project.setFile(path, one);
        let before = seen(project);
        let step = 0;
        const setMeanwhile = new Set<string>();
        const pending = [...between].sort(([a], [b]) => a - b);
        const interrupt = (): void => {
          // Nothing of what is taken in shows before the end.
          expect(seen(project)).toBe(before);
          for (step++; pending[0] !== undefined && pending[0][0] <= step; pending.shift()) {
            apply(project, pending[0][1]);
            note(texts, pending[0][1]);
            setMeanwhile.add(pending[0][1].path);
            before = seen(project);
          }
        };
        const stagedAt = new Map<string, Change>();
        for (const one of aside) {
          setMeanwhile.delete(one.path);
          project.stage(one.path, one.text);
          interrupt();
          stagedAt.set(one.path, one);
        }
        for (const steps = project.commit(); steps.next().done !== true; ) interrupt();
        for (const [path, one] of stagedAt) if (!setMeanwhile.has(path)) note(texts, one);
        expect(seen(project)).toBe(fresh(parsers, texts));
      }),
      { seed: SEED, numRuns: 60, endOnFailure: true },
    );
  });

  it('when many files come at a time', async () => {
    const parsers = await parsersForTests();
    const project = newProject(parsers);
    const texts = new Map<string, string>();
    for (let i = 0; i < 20; i++) {
      const of = `void step_${i}(int n)\n{\n    ${i === 0 ? 'sleep(n)' : `step_${i - 1}(n)`};\n}\n`;
      texts.set(`part${i}.c`, `#include <unistd.h>\n${of}`);
    }
    const caller =
      '#include <Python.h>\nvoid step_19(int n);\nstatic PyObject *f(PyObject *s, PyObject *o)\n{\n    step_19(1);\n    Py_RETURN_NONE;\n}\nstatic PyMethodDef m[] = {{"f", f, METH_O, NULL}, {NULL}};\n';
    project.setFile('a.c', caller);
    expect(project.report('a.c')?.findings).toEqual([]);
    for (const [path, one] of texts) project.stage(path, one);
    for (const _ of project.commit()) expect(project.report('a.c')?.findings).toEqual([]);
    const [finding] = project.report('a.c')?.findings ?? [];
    expect(finding?.rule).toBe('blocking-with-gil');
    expect(finding?.trace.at(-1)?.path).toBe('part0.c');
    project.setFile('part0.c', 'void step_0(int n)\n{\n}\n');
    expect(project.report('a.c')?.findings).toEqual([]);
  });
});
