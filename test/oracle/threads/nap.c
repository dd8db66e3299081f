// Waits for a time: the call stands in an `if`, as all calls with an error code do.
//! kind: waits

#include <Python.h>
#include <time.h>

static PyObject *
nap(PyObject *self, PyObject *seconds)
{
    double length = PyFloat_AsDouble(seconds);
    if (length == -1.0 && PyErr_Occurred()) {
        return NULL;
    }
    struct timespec wanted;
    wanted.tv_sec = (time_t)length;
    wanted.tv_nsec = (long)((length - (double)wanted.tv_sec) * 1e9);
    if (nanosleep(&wanted, NULL) != 0) {
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"nap", nap, METH_O, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "nap", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_nap(void)
{
    return PyModule_Create(&module);
}
