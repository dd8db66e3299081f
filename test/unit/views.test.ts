// What the editor shows between the lines: hints, lenses, coloured words, folds, highlights, who calls whom.
import { beforeAll, describe, expect, it } from 'vitest';
import { createProject, type Parsers, type Project } from '../../server/src/core/project.js';
import { listFixtures, readFixture } from '../harness/fixture.js';
import { parsersForTests } from '../harness/parsers.js';
import { allViews, withHints } from '../harness/views.js';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await parsersForTests();
});

const PATH = 'a.c';

function projectOf(text: string, path = PATH, others: Readonly<Record<string, string>> = {}): Project {
  const project = createProject({ parsers, options: { showMaybe: false } });
  for (const [other, its] of Object.entries(others)) project.setFile(other, its);
  project.setFile(path, text);
  return project;
}

/** The lines with hints in them, blanks at their ends removed. */
const hinted = (text: string, path = PATH): readonly string[] =>
  withHints(projectOf(text, path), path)
    .split('\n')
    .filter((line) => line.includes('«'))
    .map((line) => line.trim());

const HEAD = '#include <Python.h>\n#include <unistd.h>\n';
const method = (body: string, more = ''): string => `${HEAD}${more}
static PyObject *
nap(PyObject *self, PyObject *unused)
{
${body}
    Py_RETURN_NONE;
}
static PyMethodDef methods[] = {{"nap", nap, METH_NOARGS, NULL}, {NULL}};
`;
const THREAD = `${HEAD}#include <pthread.h>
static void *run(void *unused)
{
    PyGILState_STATE token = PyGILState_Ensure();
    PyRun_SimpleString("pass");
    PyGILState_Release(token);
    return NULL;
}
void start(pthread_t *thread)
{
    pthread_create(thread, NULL, run, NULL);
}
`;
const PAUSED = method(`    Py_BEGIN_ALLOW_THREADS
    sleep(1);
    if (self) {
        Py_BLOCK_THREADS
        PyErr_CheckSignals();
        Py_UNBLOCK_THREADS
    }
    if (unused) {
        Py_BLOCK_THREADS
        return NULL;
    }
    Py_END_ALLOW_THREADS`);
const ENTERED = 'nap(PyObject *self, PyObject *unused)«entered with the GIL held»';

describe('inlay hints', () => {
  it('stand at both ends of a region, and where it takes the GIL back for a moment', () => {
    expect(hinted(PAUSED)).toEqual([
      ENTERED,
      'Py_BEGIN_ALLOW_THREADS«GIL released»',
      'Py_BLOCK_THREADS«GIL re-acquired»',
      'Py_UNBLOCK_THREADS«GIL released»',
      'Py_BLOCK_THREADS«GIL re-acquired»',
      'Py_END_ALLOW_THREADS«GIL re-acquired»',
    ]);
  });

  it('stand behind calls, whatever way leads to which', () => {
    const body = `    PyThreadState *state;
    if (self) { state = PyEval_SaveThread(); } else { state = PyEval_SaveThread(); }
    sleep(1);
    PyEval_RestoreThread(state);`;
    expect(hinted(method(body))).toEqual([
      ENTERED,
      'if (self) { state = PyEval_SaveThread();«GIL released» } else { state = PyEval_SaveThread();«GIL released» }',
      'PyEval_RestoreThread(state);«GIL re-acquired»',
    ]);
  });

  it('know macros of NumPy, of the project, and those that do both', () => {
    const own = '#define UNLOCKED(x) Py_BEGIN_ALLOW_THREADS x; Py_END_ALLOW_THREADS\n';
    const body = `    NPY_BEGIN_THREADS_DEF;
    NPY_BEGIN_THREADS_THRESHOLDED(1000);
    NPY_END_THREADS;
    UNLOCKED(sleep(1))`;
    expect(hinted(method(body, own))).toEqual([
      ENTERED,
      'NPY_BEGIN_THREADS_THRESHOLDED(1000);«GIL released or still held»',
      'NPY_END_THREADS;«GIL re-acquired»',
      'UNLOCKED(sleep(1))«GIL released meanwhile»',
    ]);
  });

  it('know guards and all ways out of their scope', () => {
    const text = `#include <pybind11/pybind11.h>
int f(int n)
{
    py::gil_scoped_release release;
    if (n) return 1;
    return 2;
}`;
    expect(hinted(text, 'a.cpp').slice(1)).toEqual([
      'py::gil_scoped_release release;«GIL released»',
      'if (n) return 1;«GIL re-acquired»',
      'return 2;«GIL re-acquired»',
    ]);
  });

  it('know helpers that release for their callers', () => {
    const helpers = `static PyThreadState *let_go(void) { return PyEval_SaveThread(); }
static void take(PyThreadState *state) { PyEval_RestoreThread(state); }
`;
    const lines = hinted(method('    PyThreadState *state = let_go();\n    sleep(1);\n    take(state);', helpers));
    expect(lines).toContain('PyThreadState *state = let_go();«GIL released»');
    expect(lines).toContain('take(state);«GIL re-acquired»');
  });

  it('tell what a callback is entered with, where it takes the GIL and gives it back', () => {
    expect(hinted(THREAD)).toEqual([
      'static void *run(void *unused)«entered with the GIL released»',
      'PyGILState_STATE token = PyGILState_Ensure();«GIL taken»',
      'PyGILState_Release(token);«GIL released again»',
    ]);
  });

  it('tell where a function ends the region of its caller', () => {
    const text = `${HEAD}static void reap(PyThreadState *state)
{
    PyEval_RestoreThread(state);
    PyErr_CheckSignals();
    PyEval_SaveThread();
}
`;
    expect(hinted(text).slice(1)).toEqual([
      'PyEval_RestoreThread(state);«GIL taken»',
      'PyEval_SaveThread();«GIL released»',
    ]);
  });

  it('say why in the tooltip, and nothing of helpers that it does not concern', () => {
    const text = method('    add(1, 2);', 'static int add(int a, int b) { return a + b; }\n');
    expect(hinted(text)).toEqual([ENTERED]);
    const [hint] = projectOf(text).inlayHints(PATH, { start: 0, end: text.length });
    expect(hint?.tooltip).toContain('it stands in a `PyMethodDef`');
  });

  it('are those of the range alone', () => {
    const start = PAUSED.indexOf('if (unused)');
    const shown = withHints(projectOf(PAUSED), PATH, { start, end: PAUSED.indexOf('return NULL') });
    expect(shown.match(/«/g)).toHaveLength(1);
  });
});

describe('code lenses', () => {
  const titles = (text: string, path = PATH): readonly string[] =>
    projectOf(text, path)
      .codeLenses(path)
      .map(({ functionName, title }) => `${functionName}: ${title}`);

  it('count regions and waits with the GIL held', () => {
    const body =
      '    sleep(2);\n    Py_BEGIN_ALLOW_THREADS\n    sleep(1);\n    Py_END_ALLOW_THREADS\n    Py_BEGIN_ALLOW_THREADS\n    sleep(1);\n    Py_END_ALLOW_THREADS';
    expect(titles(method(body))).toEqual(['nap: GIL: held on entry · 2 regions · blocks 1×']);
  });

  it('tell of callbacks', () => {
    expect(titles(THREAD)).toEqual(['run: GIL: released on entry · takes it 1× · called back']);
  });

  it('are not there for functions that merely use Python, nor for helpers that wait for their callers', () => {
    expect(titles(method('    PyErr_Clear();'))).toEqual([]);
    expect(titles(`${HEAD}void doze(void)\n{\n    sleep(1);\n}\n`)).toEqual([]);
  });
});

describe('words that run without the GIL', () => {
  const words = (text: string): readonly string[] =>
    projectOf(text)
      .releasedWords(PATH)
      .map(({ span, kind }) => `${text.slice(span.start, span.end)} ${kind}`);

  it('are calls, and what begins and ends such places', () => {
    expect(words(PAUSED)).toEqual([
      'Py_BEGIN_ALLOW_THREADS macro',
      'sleep function',
      'Py_BLOCK_THREADS macro',
      'Py_UNBLOCK_THREADS macro',
      'Py_BLOCK_THREADS macro',
      'Py_END_ALLOW_THREADS macro',
    ]);
  });

  it('are the last names of members', () => {
    const body = '    Py_BEGIN_ALLOW_THREADS\n    self->codec->decode(1);\n    Py_END_ALLOW_THREADS';
    expect(words(method(body))).toContain('decode function');
  });

  it('are none where the GIL is held', () => {
    expect(words(method('    sleep(1);'))).toEqual([]);
  });
});

describe('folds', () => {
  it('are regions, and what an editor folds by itself', () => {
    const text = `/* a\n   b */\n#if X\nint a;\n#else\nint b;\n#endif\n${PAUSED}`;
    const line = (word: string): number => text.slice(0, text.indexOf(word)).split('\n').length - 1;
    const folds = projectOf(text).folds(PATH);
    expect(folds).toContainEqual({ kind: 'comment', startLine: 0, endLine: 1 });
    expect(folds).toContainEqual({ kind: 'block', startLine: 2, endLine: 3 });
    expect(folds).toContainEqual({ kind: 'block', startLine: 4, endLine: 5 });
    expect(folds).toContainEqual({
      kind: 'region',
      startLine: line('Py_BEGIN'),
      endLine: line('Py_END') - 1,
    });
    expect(folds).toContainEqual({ kind: 'block', startLine: line('if (self)'), endLine: line('Py_UNBLOCK') });
  });
});

describe('highlights', () => {
  it.each(['Py_BEGIN', 'Py_BLOCK', 'Py_UNBLOCK', 'Py_END'])('at %s show the whole region', (word) => {
    const project = projectOf(PAUSED);
    const found = project.highlights(PATH, PAUSED.indexOf(word) + 2);
    expect(found.map(({ kind, span }) => `${kind} ${PAUSED.slice(span.start, span.end)}`)).toEqual([
      'begin Py_BEGIN_ALLOW_THREADS',
      'pause Py_BLOCK_THREADS',
      'pause Py_UNBLOCK_THREADS',
      'pause Py_BLOCK_THREADS',
      'end Py_END_ALLOW_THREADS',
    ]);
  });

  it('show exits without an end', () => {
    const text = method('    Py_BEGIN_ALLOW_THREADS\n    if (self) return NULL;\n    Py_END_ALLOW_THREADS');
    const found = projectOf(text).highlights(PATH, text.indexOf('return NULL'));
    expect(found.map(({ kind }) => kind)).toEqual(['begin', 'exit', 'end']);
  });

  it('are none elsewhere', () => {
    expect(projectOf(PAUSED).highlights(PATH, PAUSED.indexOf('sleep'))).toEqual([]);
    expect(projectOf(PAUSED).highlights(PATH, PAUSED.indexOf('return NULL'))).toEqual([]);
  });
});

describe('the call hierarchy', () => {
  const HELPER = '#include <unistd.h>\nvoid pause_device(void)\n{\n    sleep(1);\n}\n';
  const CALLER = method(
    '    pause_device();\n    Py_BEGIN_ALLOW_THREADS\n    pause_device();\n    pause_device();\n    Py_END_ALLOW_THREADS',
    'void pause_device(void);\n',
  );

  it('tells over files with which state a function is called', () => {
    const project = projectOf(CALLER, PATH, { 'helper.c': HELPER });
    const [item] = project.callHierarchy(PATH, CALLER.indexOf('pause_device();') + 1);
    expect(item).toMatchObject({ name: 'pause_device', path: 'helper.c', detail: 'GIL held or released on entry' });
    const callers = project.callers('helper.c', 'pause_device', item?.nameSpan.start ?? 0);
    expect(callers).toMatchObject([{ item: { name: 'nap', path: PATH, detail: 'GIL held at 1, GIL released at 2' } }]);
    expect(callers[0]?.spans.map(({ start }) => CALLER.startsWith('pause_device()', start))).toEqual([
      true,
      true,
      true,
    ]);
    expect(project.callees(PATH, 'nap', 0)).toMatchObject([
      { item: { name: 'pause_device', detail: 'GIL held at 1, GIL released at 2' }, spans: [{}, {}, {}] },
    ]);
  });

  it('has those who hand a function over among its callers', () => {
    const project = projectOf(THREAD);
    expect(project.callers(PATH, 'run', 0)).toMatchObject([
      { item: { name: 'start', detail: 'given to pthread_create, to be called with the GIL released' } },
    ]);
  });

  it('is nothing where no function is named', () => {
    const project = projectOf(THREAD);
    expect(project.callHierarchy(PATH, THREAD.indexOf('return NULL'))).toEqual([]);
    expect(project.callHierarchy(PATH, THREAD.indexOf('pthread_create'))).toEqual([]);
    expect(project.callers(PATH, 'nobody', 0)).toEqual([]);
  });
});

describe('after an edit', () => {
  const SOME = listFixtures().filter((name, i) => i % 7 === 0 && /^(?:cpp|flow|interproc|macros)\//.test(name));

  it.each(SOME)('%s is shown as a fresh project shows it', (name) => {
    const { content } = readFixture(name);
    const files = content.kind === 'check' ? content.files : content.cases.map((one) => one.before);
    const project = createProject({ parsers, options: { showMaybe: false } });
    for (const { path, marked } of files) project.setFile(path, marked.code);
    for (const { path, marked } of files) {
      const lines = marked.code.split('\n');
      for (let gone = 3; gone < lines.length; gone += Math.ceil(lines.length / 6)) {
        allViews(project, path);
        const edited = lines.filter((_, i) => i !== gone).join('\n');
        project.setFile(path, edited);
        const fresh = createProject({ parsers, options: { showMaybe: false } });
        for (const other of files) fresh.setFile(other.path, other.path === path ? edited : other.marked.code);
        expect(allViews(project, path)).toEqual(allViews(fresh, path));
      }
      project.setFile(path, marked.code);
    }
  });
});
