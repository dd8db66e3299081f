// The GIL is taken for the callback and given back behind it.
//! run: steps = []
//! run: print(sieve.primes_below(100000, lambda: steps.append(1)), len(steps))
//! prints: 9592 9

#include <Python.h>
#include <stdlib.h>

static PyObject *
primes_below(PyObject *self, PyObject *args)
{
    int limit;
    PyObject *progress;
    long found = 0;
    if (!PyArg_ParseTuple(args, "iO", &limit, &progress)) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    char *composite = calloc((size_t)limit, 1);
    for (long n = 2; composite != NULL && n < limit; n++) {
        if (composite[n]) {
            continue;
        }
        for (long multiple = n * n; multiple < limit; multiple += n) {
            composite[multiple] = 1;
        }
        if (++found % 1000 == 0) {
            Py_BLOCK_THREADS
            Py_XDECREF(PyObject_CallNoArgs(progress));
            Py_UNBLOCK_THREADS
        }
    }
    free(composite);
    Py_END_ALLOW_THREADS
    return PyLong_FromLong(found);
}

static PyMethodDef methods[] = {{"primes_below", primes_below, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef sieve = {PyModuleDef_HEAD_INIT, "sieve", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_sieve(void)
{
    return PyModule_Create(&sieve);
}
