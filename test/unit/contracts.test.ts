// A contract that comes, changes, moves or goes is one for everybody who sees it, as if the files had been read anew.
import { describe, expect, it } from 'vitest';
import { createProject, type Project } from '../../server/src/core/project.js';
import { parsersForTests } from '../harness/parsers.js';

const parsers = await parsersForTests();
const HEADER = (contract: string): string => `${contract}\nvoid tell(int n);\n`;
const FILES: Readonly<Record<string, string>> = {
  'helper.c': '#include "tell.h"\nvoid helper(void)\n{\n    tell(1);\n}\n',
  'module.c':
    '#include <Python.h>\nvoid helper(void);\nPyObject *\nwork(PyObject *self)\n{\n    helper();\n    Py_BEGIN_ALLOW_THREADS\n    helper();\n    Py_END_ALLOW_THREADS\n    Py_RETURN_NONE;\n}\n',
  'hooks.c':
    '#include "tell.h"\n#include <Python.h>\nstruct hooks { void (*hook)(int); };\nstatic void\nrun(int n)\n{\n    PyErr_CheckSignals();\n}\nstatic struct hooks hooks = {.hook = run};\n',
};

function seen(project: Project): string {
  return JSON.stringify(
    Object.keys({ ...FILES, 'tell.h': '' }).map((path) => [project.report(path)?.findings, project.annotations(path)]),
  );
}

function fresh(header: string): Project {
  const project = createProject({ parsers, options: { showMaybe: true } });
  for (const [path, text] of Object.entries(FILES)) project.setFile(path, text);
  project.setFile('tell.h', header);
  return project;
}

describe('an edited contract', () => {
  it('gives the findings of a fresh project', () => {
    const edited = fresh(HEADER(''));
    const headers = [
      HEADER('/* gil: requires held */'),
      `\n\n${HEADER('/* gil: requires held */')}`,
      HEADER('/* gil: neutral, blocking */'),
      HEADER('/* gil: blocking cpu */'),
      HEADER('/* gil: blockin */'),
      `${HEADER('/* gil: released */')}struct hooks { void (*hook)(int); /* gil: callback released */ };\n`,
      `${HEADER('')}struct hooks { void (*hook)(int); /* gil: callback held */ };\n`,
      HEADER(''),
    ];
    const answers = new Set<string>();
    for (const header of headers) {
      edited.setFile('tell.h', header);
      expect(seen(edited)).toBe(seen(fresh(header)));
      answers.add(seen(edited));
    }
    // Of a function that needs the GIL, `callback held` says nothing new.
    expect(answers.size).toBe(headers.length - 1);
    edited.removeFile('tell.h');
    const without = createProject({ parsers, options: { showMaybe: true } });
    for (const [path, text] of Object.entries(FILES)) without.setFile(path, text);
    expect(seen(edited)).toBe(seen(without));
  });
});
