// C and C++ as it might be written, and worse: functions out of statements that release, take, leave and jump.
// Nothing here has to compile; what matters is that each construct that the lowering knows stands inside each other.
import type { Random } from './random.js';

const NAMES = ['a', 'n', 'self', 'fd', '_save', 'gil', 'tstate', 'p->lock', 'items[i]', '*out', 'LIMIT', 'ns::value'];
const CALLS = [
  'sleep',
  'read',
  'helper',
  'PyList_Append',
  'PyErr_Occurred',
  'Py_DECREF',
  'pthread_mutex_lock',
  'codec->decode',
  'PyErr_CheckSignals',
  'abort',
  'WRAP',
  'run_it',
  'std::this_thread::yield',
];
const LABELS = ['done', 'error', 'again'];
const TYPES = ['int', 'PyObject *', 'const char *', 'PyThreadState *', 'PyGILState_STATE', 'auto', 'Py_ssize_t', 'T'];
const CONDITIONS = ['HAVE_X', 'defined(MS_WINDOWS)', 'PY_VERSION_HEX >= 0x030c0000', '0', '!defined(A) && (B > 2'];

/** Statements that change the GIL, whole or halves of a pair. */
const SWITCHES = [
  'Py_BEGIN_ALLOW_THREADS',
  'Py_END_ALLOW_THREADS',
  'Py_BLOCK_THREADS',
  'Py_UNBLOCK_THREADS',
  '_save = PyEval_SaveThread();',
  'PyEval_RestoreThread(_save);',
  'PyThreadState *tstate = PyEval_SaveThread();',
  'PyGILState_STATE gil = PyGILState_Ensure();',
  'PyGILState_Release(gil);',
  'if (_save) PyEval_RestoreThread(_save);',
  'NPY_BEGIN_THREADS_DEF;',
  'NPY_BEGIN_THREADS_THRESHOLDED(n);',
  'NPY_END_THREADS;',
  'RELEASE',
  'ACQUIRE',
  'Py_BEGIN_CRITICAL_SECTION(self);',
  'Py_END_CRITICAL_SECTION();',
];
const GUARDS = [
  'py::gil_scoped_release release;',
  'pybind11::gil_scoped_acquire acquire;',
  'std::lock_guard<std::mutex> lock(mutex);',
  'std::optional<py::gil_scoped_release> maybe; maybe.emplace(); maybe.reset();',
  'Guard guard{self};',
  'nb::object held = nb::none();',
];
const MACROS = [
  '#define RELEASE { PyThreadState *s = PyEval_SaveThread();',
  '#define ACQUIRE PyEval_RestoreThread(s); }',
  '#define WRAP(x) Py_BEGIN_ALLOW_THREADS x; Py_END_ALLOW_THREADS',
  '#define WRAP(...) do { RELEASE __VA_ARGS__; ACQUIRE } while (0)',
  '#define run_it(f) if (f < 0) goto error',
  '#define LIMIT (WRAP(n) + LIMIT)',
  '#define PASTE(a, b) a##_##b(#a)',
  '#define FOR_EACH(i, n) for (int i = 0; i < n; i++) \\\n  if (i)',
];

export interface Dialect {
  readonly random: Random;
  readonly cpp: boolean;
}

/** A whole file. */
export function program({ random, cpp }: Dialect): string {
  const dialect = { random, cpp };
  const parts: string[] = random.chance(0.3) ? ['#include <Python.h>\n'] : [];
  for (let n = random.below(3); n > 0; n--) parts.push(`${random.pick(MACROS)}\n`);
  for (let n = random.chance(0.3) ? 2 : 1; n > 0; n--) parts.push(definition(dialect));
  if (random.chance(0.3))
    parts.push('static PyMethodDef methods[] = {{"f0", f0, METH_NOARGS, NULL}, {"f1", (PyCFunction)f1}, {NULL}};\n');
  return parts.join('');
}

function definition(dialect: Dialect): string {
  const { random, cpp } = dialect;
  const head = `${random.pick(['static ', '', 'inline ', 'Py_LOCAL(int) '])}${random.pick(TYPES)}`;
  const name = `f${random.below(3)}`;
  const parameters = random.pick(['void', 'PyObject *self, PyObject *args', 'int n, ...', 'void (*f)(int)', '']);
  // Most are small: a mistake needs few constructs, and many small texts find more than a few large ones.
  const body = block(dialect, random.chance(0.1) ? 3 : 1 + random.below(2));
  const whole = `${contract(random)}${head}\n${name}(${parameters})\n${body}\n`;
  if (!cpp || random.chance(0.5)) return conditional(dialect, whole, 0.1);
  return random.pick([
    `namespace ns {\n${whole}}\n`,
    `class Guard : public Base {\n  public:\n  Guard(int n) : n_(n), p{n} ${body}\n  ~Guard() ${block(dialect, 1)}\n};\n`,
    `template <typename T, int N = (1 > 0)>\n${name}<T>::${name}(T x) noexcept(true) ${body}\n`,
    `extern "C" {\n${whole}}\n`,
    `auto Guard::operator()(int n) const -> int ${body}\n`,
  ]);
}

const contract = (random: Random): string =>
  random.chance(0.1) ? `/* gil: ${random.pick(['requires held', 'neutral', 'released', 'blocking', 'oops'])} */\n` : '';

function conditional({ random }: Dialect, inner: string, share: number): string {
  if (!random.chance(share)) return inner;
  const condition = random.pick(CONDITIONS);
  return random.pick([
    `\n#if ${condition}\n${inner}\n#endif\n`,
    `\n#ifdef X\n${inner}\n#else\n${inner}\n#endif\n`,
    `\n#if ${condition}\n${inner}\n#elif X\nif (n) {\n#else\n{\n#endif\n`,
    `\n#ifndef Y\n${inner}\n`,
  ]);
}

function block(dialect: Dialect, depth: number): string {
  const statements: string[] = [];
  for (let n = dialect.random.below(3); n >= 0; n--) statements.push(statement(dialect, depth));
  return `{\n${statements.join('\n')}\n}`;
}

function statement(dialect: Dialect, depth: number): string {
  const { random, cpp } = dialect;
  if (depth <= 0 || random.chance(0.35)) return simple(dialect, depth);
  const inner = (): string => (random.chance(0.7) ? block(dialect, depth - 1) : statement(dialect, depth - 1));
  const test = expression(dialect, depth - 1);
  const text = random.pick<() => string>([
    () => `if (${test}) ${inner()}`,
    () => `if (${test}) ${inner()} else ${inner()}`,
    () => `while (${test}) ${inner()}`,
    () => `do ${inner()} while (${test});`,
    () => `for (i = 0; ${test}; i++) ${inner()}`,
    () => `switch (${test}) { case 1: ${inner()} break; case 2 ... 4: ${inner()} default: ${inner()} }`,
    () => `Py_BEGIN_ALLOW_THREADS\n${inner()}\nPy_END_ALLOW_THREADS`,
    () => `${random.pick(LABELS)}: ${inner()}`,
    () => `FOR_EACH(i, n) ${inner()}`,
    () => inner(),
    () => (cpp ? `try ${inner()} catch (const E &e) ${inner()} catch (...) { throw; }` : `({ ${inner()} });`),
    () => (cpp ? `for (auto &x : ${test}) ${inner()}` : `int inner(int n) ${inner()}`),
  ])();
  return conditional(dialect, text, 0.12);
}

function simple(dialect: Dialect, depth: number): string {
  const { random, cpp } = dialect;
  return random.pick<() => string>([
    () => random.pick(SWITCHES),
    () => random.pick(SWITCHES),
    () => `${expression(dialect, depth)};`,
    () => `${random.pick(TYPES)} ${random.pick(['a', 'n', '_save'])} = ${expression(dialect, depth)};`,
    () => `${random.pick(NAMES)} = ${expression(dialect, depth)};`,
    () => random.pick(['return NULL;', 'return;', 'break;', 'continue;', 'Py_RETURN_NONE;', 'throw E();']),
    () => `goto ${random.pick(LABELS)};`,
    () => (cpp ? random.pick(GUARDS) : `WRAP(${expression(dialect, depth)});`),
    () => `/* gilscope: allow(${random.pick(['blocking-with-gil', 'api-without-gil', 'what'])}) */ sleep(1);`,
  ])();
}

function expression(dialect: Dialect, depth: number): string {
  const { random, cpp } = dialect;
  if (depth <= 0 || random.chance(0.25)) return random.pick([...NAMES, '1', 'NULL', '"s"', "'c'", '-1']);
  const inner = (): string => expression(dialect, depth - 1);
  return random.pick<() => string>([
    () => `${random.pick(CALLS)}(${inner()})`,
    () => `${random.pick(CALLS)}(${inner()}, ${inner()})`,
    () => `${inner()} ${random.pick(['+', '&&', '||', '==', ',', '<', '='])} ${inner()}`,
    () => `(${inner()} ? ${inner()} : ${inner()})`,
    () => `!${inner()}`,
    () => `(PyObject *)${inner()}`,
    () => (cpp ? `[&](int n) ${block(dialect, depth - 1)}(${inner()})` : `({ ${statement(dialect, depth - 1)} })`),
    () => (cpp ? `std::async([=] ${block(dialect, depth - 1)})` : `run_it((struct s){.a = ${inner()}, [2] = 1})`),
  ])();
}
