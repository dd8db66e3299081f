// The wait is in a helper that knows nothing of Python; the GIL has to be released around the call of it.
//! kind: waits

#include <Python.h>
#include <time.h>

static int
settle(int rounds, long nanoseconds)
{
    struct timespec pause = {0, nanoseconds};
    int done = 0;
    while (done < rounds && clock_nanosleep(CLOCK_MONOTONIC, 0, &pause, NULL) == 0)
        done++;
    return done;
}

static PyObject *
measure(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"rounds", "interval", NULL};
    int rounds = 1;
    long interval = 1000;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|il:measure", names, &rounds, &interval))
        return NULL;

    int done = settle(rounds, interval);
    return PyLong_FromLong(done);
}

static PyMethodDef methods[] = {
    {"measure", (PyCFunction)(void (*)(void))measure, METH_VARARGS | METH_KEYWORDS, NULL},
    {NULL},
};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "helper", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_helper(void)
{
    return PyModule_Create(&module);
}
