// Contracts that are inferred and written down. Writing them changes no finding, and a second run has nothing to write;
// both are checked on every fixture.
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/src/core/base/textEdit.js';
import { createProject, type Project } from '../../server/src/core/project.js';
import { listFixtures, readFixture } from '../harness/fixture.js';
import { parsersForTests } from '../harness/parsers.js';

type Texts = Readonly<Record<string, string>>;
const parsers = await parsersForTests();

function projectOf(texts: Texts): Project {
  const project = createProject({ parsers, options: { showMaybe: true } });
  for (const [path, text] of Object.entries(texts)) project.setFile(path, text);
  return project;
}

const written = (texts: Texts): Texts => {
  const project = projectOf(texts);
  return Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [
      path,
      applyEdits(
        text,
        project.annotations(path).flatMap(({ edits }) => edits),
      ),
    ]),
  );
};

const inferred = (texts: Texts): readonly string[] => {
  const project = projectOf(texts);
  return Object.keys(texts).flatMap((path) =>
    project.annotations(path).map(({ name, contract }) => `${path} ${name}: ${contract}`),
  );
};

/** Findings without their places: contracts shift what stands below them. What rests on a contract is no part of it. */
const findings = (texts: Texts): readonly string[] => {
  const project = projectOf(texts);
  return Object.keys(texts).flatMap((path) =>
    (project.report(path)?.findings ?? [])
      .filter(({ rule }) => rule !== 'annotation-violated')
      .map(({ rule, severity, functionName, message, certainty, condition }) =>
        [path, rule, severity, certainty, functionName, message, condition].join('|'),
      ),
  );
};

const HEAD = '#include <Python.h>\n#include <unistd.h>\n#include <string.h>\n';
const of = (code: string): readonly string[] => inferred({ 'a.c': HEAD + code });

describe('what is inferred', () => {
  it('is a need of the GIL that every call has', () => {
    expect(of('void note(PyObject *list)\n{\n    PyList_Append(list, Py_None);\n}\n')).toEqual([
      'a.c note: requires held',
    ]);
  });

  it('is that neither Python nor the state is touched, and what is waited for', () => {
    expect(of('int length(const char *s)\n{\n    return (int)strlen(s);\n}\n')).toEqual(['a.c length: neutral']);
    expect(of('void nap(void)\n{\n    sleep(1);\n}\n')).toEqual(['a.c nap: neutral, blocking sleep']);
  });

  it('is that the GIL must be released on the way in', () => {
    const code = 'void back(PyThreadState *saved)\n{\n    PyEval_RestoreThread(saved);\n}\n';
    const caller = 'void work(void)\n{\n    PyThreadState *saved = PyEval_SaveThread();\n    back(saved);\n}\n';
    expect(of(code + caller)).toContain('a.c back: released');
  });

  it.each([
    ['of a body that calls somebody unseen', 'int f(void)\n{\n    return unseen();\n}\n'],
    ['of a body that calls through a pointer', 'int f(int (*g)(void))\n{\n    return g();\n}\n'],
    [
      'of a body that an argument decides',
      'void f(PyObject *o, int raise)\n{\n    if (raise)\n        Py_INCREF(o);\n}\n',
    ],
    ['of a wait that an argument decides', 'static void g(int s)\n{\n    if (s)\n        sleep(1);\n}\n'],
    ['of a body that takes the GIL for itself', 'void f(void)\n{\n    PyGILState_Release(PyGILState_Ensure());\n}\n'],
    ['of a module init', 'PyMODINIT_FUNC\nPyInit_m(void)\n{\n    return PyList_New(0);\n}\n'],
  ])('is nothing %s', (_, code) => {
    expect(of(code).filter((line) => /held|released|blocking/.test(line) || line.includes(' f:'))).toEqual([]);
  });

  it('stands at prototypes in headers too', () => {
    const texts = {
      'a.h': '#pragma once\nvoid nap(void);\nvoid unknown(void);\n',
      'a.c': `${HEAD}#include "a.h"\nvoid nap(void)\n{\n    sleep(1);\n}\n`,
      'b.c': 'void nap(void);\n',
    };
    expect(inferred(texts)).toEqual(['a.h nap: neutral, blocking sleep', 'a.c nap: neutral, blocking sleep']);
    expect(written(texts)['a.h']).toBe(
      '#pragma once\n/* gil: neutral, blocking sleep */\nvoid nap(void);\nvoid unknown(void);\n',
    );
  });
});

describe('what is written', () => {
  const body = '\n{\n    PyList_Append(list, Py_None);\n}\n';
  const edited = (text: string): string => written({ 'a.c': HEAD + text })['a.c']?.slice(HEAD.length) ?? '';

  it('replaces a contract that the body contradicts', () => {
    const head = 'void note(PyObject *list)';
    expect(edited(`/* gil: neutral */\n${head}${body}`)).toBe(`/* gil: requires held */\n${head}${body}`);
    expect(edited(`${head} // gil: released${body}`)).toBe(`${head} // gil: requires held${body}`);
  });

  it('leaves a contract that asks for more than the body', () => {
    const text = '/* gil: requires held because the table has no lock */\nint row(int n)\n{\n    return n + 1;\n}\n';
    expect(edited(text)).toBe(text);
  });

  it('completes a contract', () => {
    expect(edited('/* gil: neutral */\nvoid nap(void)\n{\n    sleep(1);\n}\n')).toContain(
      '/* gil: neutral, blocking sleep */',
    );
    const hook = '/* gil: callback held */\nint hook(int (*f)(void))\n{\n    return f == NULL;\n}\n';
    expect(edited(hook)).toContain('/* gil: neutral, callback held */');
  });

  it('keeps line ends, indentation, and suppressions on their line', () => {
    const text = `  /* gilscope: allow(api-without-gil) because of that */\r\n  void note(PyObject *list)${body.replaceAll('\n', '\r\n')}`;
    expect(edited(text)).toBe(`  /* gil: requires held */\r\n${text}`);
    expect(edited(`int a; void note(PyObject *list)${body}`)).toMatch(/^int a; \/\* gil: requires held \*\/ void note/);
  });
});

describe('writing contracts changes nothing', () => {
  it.each(listFixtures().filter((name) => !name.startsWith('broken/')))('in %s', (name) => {
    const { content } = readFixture(name);
    const files = content.kind === 'check' ? content.files : content.cases.map((c) => c.before);
    const before: Texts = Object.fromEntries(files.map((file) => [file.path, file.marked.code]));
    const once = written(before);
    // Where a contract was wrong, what rests on it is right only afterwards.
    const after = name.includes('annotation-violated') ? written(once) : once;
    expect(written(after)).toEqual(after);
    if (!/contracts\/|annotation-violated/.test(name)) expect(findings(after)).toEqual(findings(before));
  });
});
