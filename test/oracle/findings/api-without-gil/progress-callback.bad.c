// A long computation tells its progress to a Python function now and then, and forgets that it runs without the GIL.
// The call wants a frame of the thread state, which is NULL.
//! run: steps = []
//! run: print(sieve.primes_below(100000, lambda: steps.append(1)), len(steps))
//! dies: SIGSEGV

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
            Py_XDECREF(PyObject_CallNoArgs(progress));
//          ^^^^^^^^^^ error[api-without-gil]
//                     ^^^^^^^^^^^^^^^^^^^ error[api-without-gil]
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
