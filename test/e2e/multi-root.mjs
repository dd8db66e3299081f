// A workspace of several folders, each with a gilscope.toml of its own.
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../scripts/lib/paths.mjs';
import { runApiTests } from './apiRunner.mjs';

const PAUSES = 'void pause_device(int seconds);\n';
const MODULE = `#include <Python.h>
#include <unistd.h>
${PAUSES}
static PyObject *
nap(PyObject *self, PyObject *args)
{
    pause_device(1);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"nap", nap, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
`;
const WAITS = `#include <unistd.h>\n${PAUSES}\nvoid\npause_device(int seconds)\n{\n    sleep(seconds);\n}\n`;
/** Is never opened, and waits by itself. */
const CLOSED = MODULE.replaceAll('pause_device(1)', 'sleep(1)');
const RETURNS_AT_ONCE = `${PAUSES}\nvoid\npause_device(int seconds)\n{\n    (void)seconds;\n}\n`;
const severity = (name) => `[rules]\nblocking-with-gil = "${name}"\n`;

const FILES = {
  'all.code-workspace': JSON.stringify({ folders: [{ path: 'strict' }, { path: 'mild' }] }),
  'strict/gilscope.toml': severity('error'),
  'strict/module.c': MODULE,
  'strict/closed.c': CLOSED,
  'strict/helper.c': WAITS,
  'mild/gilscope.toml': severity('info'),
  'mild/module.c': MODULE,
  'mild/closed.c': CLOSED,
  'mild/helper.c': WAITS,
  'quick/module.c': MODULE,
  'quick/helper.c': RETURNS_AT_ONCE,
  'added/module.c': MODULE,
  'added/helper.c': WAITS,
  'mistaken/gilscope.toml': '[rules]\nno-such-rule = "off"\n',
  'mistaken/closed.c': CLOSED,
};

const folder = fs.mkdtempSync(path.join(cacheFolder('e2e'), 'folders-'));
try {
  for (const [name, text] of Object.entries(FILES)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  await runApiTests('multiRoot.cjs', { folder, workspace: 'all.code-workspace' });
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
