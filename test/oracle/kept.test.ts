// Histories that once ended in another answer than their last texts alone, found by the oracle or by reading the code,
// and others of their kind. Each is reduced to two states of a few files.
import { describe, expect, it } from 'vitest';
import { divergenceOf } from '../../scripts/oracle/purity/fresh.js';
import { parsersForTests } from '../harness/parsers.js';

type Files = Readonly<Record<string, string>>;

const PYTHON = '#include <Python.h>\n#include <unistd.h>\n';
const method = (name: string, body: string): string =>
  `static PyObject *\n${name}(PyObject *self, PyObject *arg)\n{\n${body}    return NULL;\n}\n`;
const table = (name: string): string =>
  `static PyMethodDef methods[] = {{"${name}", ${name}, METH_O, NULL}, {NULL, NULL, 0, NULL}};\n`;
const REGION = '    Py_BEGIN_ALLOW_THREADS\n    helper(1);\n    Py_END_ALLOW_THREADS\n    helper(2);\n';
const ENSURES =
  'void alpha(int n)\n{\n    PyGILState_STATE s = PyGILState_Ensure();\n    PyErr_Clear();\n    PyGILState_Release(s);\n}\n';
const SIBLING = 'void beta(int n)\n{\n    PyErr_Clear();\n    sleep(n);\n}\n';
const STRUCTURE = 'static struct ops ops = {.run = alpha, .stop = beta};\n';
const SLOT = 'struct ops {\n    void (*run)(int);  // gil: callback released\n};\n';
const CIRCLE = `${PYTHON}static void first(void);\nstatic void last(void);
static void decides(int flag)\n{\n    if (flag)\n        sleep(1);\n    last();\n}
static void second(void)\n{\n    decides(0);\n}
static void first(void)\n{\n    second();\n}\n${method('use', '    first();\n')}${table('use')}`;
const ROWS = (helper: string): string =>
  `#include <Python.h>\n${helper}static void invert(unsigned char *pixels, int rows, int columns)\n{
    for (int y = 0; y < rows; y++)\n        for (int x = 0; x < columns; x++)
            pixels[y * columns + x] = turned(pixels[y * columns + x]);\n}\n${method('use', '    invert(data, rows, columns);\n')}`;

const START = `${PYTHON}static int\nfill(PyObject *module)\n{\n    sleep(1);\n    return 0;\n}
static TABLE slots[] = {{Py_mod_exec, fill}, {0, NULL}};\n`;

const EVENTS = '#include <Python.h>\n#include <libusb.h>\n';
const TAKES = '    PyGILState_STATE s = PyGILState_Ensure();\n    PyGILState_Release(s);\n';
const callbackOf = (body: string): string =>
  `${EVENTS}static void done(struct libusb_transfer *transfer)\n{\n${body}}\n${method(
    'start',
    '    libusb_fill_bulk_transfer(t, h, 1, b, 1, done, 0, 0);\n',
  )}`;
const chainTo = (body: string): string =>
  `void deepest(void);\nstatic void deeper(void)\n{\n    deepest();\n${body}}\nstatic void helper(int n)\n{\n    deeper();\n}\n`;
const stub = (body: string): string => `${PYTHON}void helper(int n)\n{\n${body}}\n`;
const ASKS = method(
  'use',
  '#ifdef FRIENDLY\n    Py_BEGIN_ALLOW_THREADS\n#endif\n    sleep(1);\n#ifdef FRIENDLY\n    Py_END_ALLOW_THREADS\n#endif\n',
);

/** What is changed, with the files before and after; all of them are also tried the other way round. */
const HISTORIES: Readonly<Record<string, readonly [Files, Files]>> = {
  'functions change places': [
    {
      'a.c': `${PYTHON}static void helper(int n)\n{\n    PyErr_Clear();\n    sleep(n);\n}\n${method('one', REGION)}${method('two', REGION)}`,
    },
    {
      'a.c': `${PYTHON}static void helper(int n)\n{\n    PyErr_Clear();\n    sleep(n);\n}\n${method('two', REGION)}${method('one', REGION)}`,
    },
  ],
  'the file of a table gets its own function of the name': [
    { 'a.c': `${PYTHON}void work(int n)\n{\n    sleep(n);\n}\n`, 'b.c': PYTHON + table('work') },
    {
      'a.c': `${PYTHON}void work(int n)\n{\n    sleep(n);\n}\n`,
      'b.c': `${PYTHON}static void work(int n)\n{\n}\n${table('work')}`,
    },
  ],
  'the table that a function stands in becomes one of another type': [
    { 'a.c': START.replace('TABLE', 'PyModuleDef_Slot') },
    { 'a.c': START.replace('TABLE', 'PyMethodDef') },
  ],
  'a function that stands beside another in an initialiser goes': [
    { 'a.c': PYTHON + ENSURES, 'b.c': PYTHON + SIBLING, 't.c': PYTHON + STRUCTURE },
    { 'a.c': PYTHON, 'b.c': PYTHON + SIBLING, 't.c': PYTHON + STRUCTURE },
  ],
  'the file of such a function goes': [
    { 'a.c': PYTHON + ENSURES, 'b.c': PYTHON + SIBLING, 't.c': PYTHON + STRUCTURE },
    { 'b.c': PYTHON + SIBLING, 't.c': PYTHON + STRUCTURE },
  ],
  'two includes change places': [includesInOrder('x.h', 'y.h'), includesInOrder('y.h', 'x.h')],
  'an include brings the contract of a slot': [
    {
      's.h': SLOT,
      'x/s2.h': SLOT.replace('released', 'held'),
      'x/t.c': 'struct ops ops = {.run = handler};\n',
      'q.c': `${PYTHON}void handler(int n)\n{\n    PyErr_Clear();\n}\n`,
    },
    {
      's.h': SLOT,
      'x/s2.h': SLOT.replace('released', 'held'),
      'x/t.c': '#include "s.h"\nstruct ops ops = {.run = handler};\n',
      'q.c': `${PYTHON}void handler(int n)\n{\n    PyErr_Clear();\n}\n`,
    },
  ],
  'a circle of calls closes': [
    { 'a.c': `${CIRCLE}static void last(void)\n{\n}\n` },
    { 'a.c': `${CIRCLE}static void last(void)\n{\n    first();\n}\n` },
  ],
  'a function that a loop calls comes to need Python': [
    { 'a.c': ROWS('static int turned(int n)\n{\n    return 255 - n;\n}\n') },
    { 'a.c': ROWS('static int turned(int n)\n{\n    PyErr_Clear();\n    return 255 - n;\n}\n') },
  ],
  'another header of the name comes between': [
    {
      'src/a.c': `${PYTHON}#define RUN(x) Py_BEGIN_ALLOW_THREADS x; Py_END_ALLOW_THREADS\n#include "t.h"\n`,
      'lib/t.h': method('run_it', '    RUN(sleep(1));\n'),
    },
    {
      'src/a.c': `${PYTHON}#define RUN(x) Py_BEGIN_ALLOW_THREADS x; Py_END_ALLOW_THREADS\n#include "t.h"\n`,
      'lib/t.h': method('run_it', '    RUN(sleep(1));\n'),
      'src/t.h': '\n',
    },
  ],
  'what an alias stands for becomes an alias itself': [
    { 'h.h': '\n', 'a.c': `${PYTHON}#include "h.h"\n#define nap doze\n${method('use', '    nap(1);\n')}` },
    {
      'h.h': '#define doze sleep\n',
      'a.c': `${PYTHON}#include "h.h"\n#define nap doze\n${method('use', '    nap(1);\n')}`,
    },
  ],
  'what a macro calls becomes a macro': [
    { 'h.h': '\n', 'a.c': `${PYTHON}#include "h.h"\n#define NAP(x) doze(x)\n${method('use', '    NAP(1);\n')}` },
    {
      'h.h': '#define doze(x) Py_BEGIN_ALLOW_THREADS sleep(x); Py_END_ALLOW_THREADS\n',
      'a.c': `${PYTHON}#include "h.h"\n#define NAP(x) doze(x)\n${method('use', '    NAP(1);\n')}`,
    },
  ],
  'the callback that a library waits for comes to take the GIL': [
    { 'a.c': EVENTS + method('use', '    libusb_handle_events(0);\n'), 'b.c': callbackOf('') },
    { 'a.c': EVENTS + method('use', '    libusb_handle_events(0);\n'), 'b.c': callbackOf(TAKES) },
  ],
  'what a helper calls comes to need Python': [
    { 'a.c': `${PYTHON}${chainTo('')}${method('use', REGION)}`, 'b.c': `${PYTHON}void deepest(void)\n{\n}\n` },
    {
      'a.c': `${PYTHON}${chainTo('')}${method('use', REGION)}`,
      'b.c': `${PYTHON}void deepest(void)\n{\n    PyErr_Clear();\n}\n`,
    },
  ],
  'what a helper calls comes to release the GIL': [
    { 'a.c': `${PYTHON}${chainTo('')}${method('use', REGION)}` },
    { 'a.c': `${PYTHON}${chainTo('    PyEval_SaveThread();\n')}${method('use', REGION)}` },
  ],
  'a stub comes to do something': [
    { 'lib/a.c': `${PYTHON}${method('use', REGION)}`, 'lib/s.c': stub(''), 'm.c': stub('    PyErr_Clear();\n') },
    {
      'lib/a.c': `${PYTHON}${method('use', REGION)}`,
      'lib/s.c': stub('    sleep(n);\n'),
      'm.c': stub('    PyErr_Clear();\n'),
    },
  ],
  'a name that an if asks for is defined further down': [
    { 'a.c': `${PYTHON}#define FRIENDLY\n${ASKS}` },
    { 'a.c': `${PYTHON}${ASKS}#define FRIENDLY\n` },
  ],
  'a name that an if asks for is defined in some builds only': [
    { 'a.c': `${PYTHON}#define FRIENDLY\n${ASKS}` },
    { 'a.c': `${PYTHON}#ifdef HAVE_X\n#define FRIENDLY\n#endif\n${ASKS}` },
  ],
};

/** Two headers that say different things about one function: the first one counts. */
function includesInOrder(first: string, second: string): Files {
  return {
    'x.h': 'void helper(int n);  // gil: released\n',
    'y.h': 'void helper(int n);  // gil: requires held\n',
    'a.c': `${PYTHON}#include "${first}"\n#include "${second}"\n${method('use', REGION)}`,
  };
}

describe('a file says what a fresh project says, however it came about', () => {
  it.each(Object.keys(HISTORIES))('where %s', async (what) => {
    const parsers = await parsersForTests();
    const [before, after] = (HISTORIES[what] ?? []).map((files) => new Map(Object.entries(files)));
    if (before === undefined || after === undefined) throw new Error('a history has two ends');
    expect(divergenceOf(parsers, [before, after])).toBeUndefined();
    expect(divergenceOf(parsers, [after, before])).toBeUndefined();
  });
});
