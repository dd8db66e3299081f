// A module that is needed on this path only is imported where it is needed, in the middle of a region.
//! run: print(lazy.load_after(1))
//! dies: Python memory allocator called without holding the GIL

#include <Python.h>
#include <unistd.h>

static PyObject *
load_after(PyObject *self, PyObject *milliseconds)
{
    long wait = PyLong_AsLong(milliseconds);
    PyObject *module = NULL;
    Py_BEGIN_ALLOW_THREADS
    if (usleep((useconds_t)wait * 1000) == 0) {
        module = PyImport_ImportModule("math");
//               ^^^^^^^^^^^^^^^^^^^^^ error[api-without-gil]
    }
    Py_END_ALLOW_THREADS
    return module;
}

static PyMethodDef methods[] = {{"load_after", load_after, METH_O, NULL}, {NULL}};
static struct PyModuleDef lazy = {PyModuleDef_HEAD_INIT, "lazy", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_lazy(void)
{
    return PyModule_Create(&lazy);
}
