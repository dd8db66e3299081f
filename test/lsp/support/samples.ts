// The sources that the tests type into their editor. What is found in them is beyond doubt, whatever else the rules do.

export const URI = 'file:///work/module.c';

const METHODS = 'static PyMethodDef methods[] = {{"nap", nap, METH_NOARGS, NULL}, {NULL}};\n';

/** One finding: `sleep` waits while the GIL is held. */
export const BLOCKING = functionWith('    sleep(5);');

/** No finding. */
export const RELEASED = functionWith('    Py_BEGIN_ALLOW_THREADS\n    sleep(5);\n    Py_END_ALLOW_THREADS');

export function functionWith(body: string): string {
  return `#include <Python.h>
#include <unistd.h>

static PyObject *
nap(PyObject *self, PyObject *unused)
{
${body}
    Py_RETURN_NONE;
}

${METHODS}`;
}

export const RULE = 'blocking-with-gil';
