// Py_BLOCK_THREADS takes the GIL for a warning in the middle, and nothing gives it back before the region ends.
// The thread asks for a lock that it holds itself.
//! run: print(cache.warm(0))
//! dies: waits for ever

#include <Python.h>
#include <unistd.h>

static PyObject *
warm(PyObject *self, PyObject *args)
{
    int limit;
    int loaded = 0;
    if (!PyArg_ParseTuple(args, "i", &limit)) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    usleep(1000);
    loaded++;
    Py_BLOCK_THREADS
    if (loaded > limit) {
        PyErr_Clear();
    }
    Py_END_ALLOW_THREADS
//  ^^^^^^^^^^^^^^^^^^^^ error[double-acquire]
    return PyLong_FromLong(loaded);
}

static PyMethodDef methods[] = {{"warm", warm, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef cache = {PyModuleDef_HEAD_INIT, "cache", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_cache(void)
{
    return PyModule_Create(&cache);
}
