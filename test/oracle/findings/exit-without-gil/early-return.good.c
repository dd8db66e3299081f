// The empty answer is dealt with behind the region.
//! run: print([probe.length(""), "next"])
//! prints: [None, 'next']

#include <Python.h>
#include <string.h>
#include <unistd.h>

static PyObject *
length(PyObject *self, PyObject *args)
{
    const char *answer;
    size_t n;
    if (!PyArg_ParseTuple(args, "s", &answer)) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    usleep(1000);
    n = strlen(answer);
    Py_END_ALLOW_THREADS
    if (n == 0) {
        Py_RETURN_NONE;
    }
    return PyLong_FromSize_t(n);
}

static PyMethodDef methods[] = {{"length", length, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef probe = {PyModuleDef_HEAD_INIT, "probe", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_probe(void)
{
    return PyModule_Create(&probe);
}
