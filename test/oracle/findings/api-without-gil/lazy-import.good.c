// The import comes behind the region.
//! run: print(lazy.load_after(1).__name__)
//! prints: math

#include <Python.h>
#include <unistd.h>

static PyObject *
load_after(PyObject *self, PyObject *milliseconds)
{
    long wait = PyLong_AsLong(milliseconds);
    int failed;
    Py_BEGIN_ALLOW_THREADS
    failed = usleep((useconds_t)wait * 1000);
    Py_END_ALLOW_THREADS
    return failed ? PyErr_SetFromErrno(PyExc_OSError) : PyImport_ImportModule("math");
}

static PyMethodDef methods[] = {{"load_after", load_after, METH_O, NULL}, {NULL}};
static struct PyModuleDef lazy = {PyModuleDef_HEAD_INIT, "lazy", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_lazy(void)
{
    return PyModule_Create(&lazy);
}
