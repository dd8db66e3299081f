// The token knows whether the GIL was held.
//! run: print(counter.bump(), 1)
//! prints: (1.0,) 1

#include <Python.h>

static PyObject *total;

static void
add_one(void)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    Py_XSETREF(total, PyFloat_FromDouble(1.0));
    PyGILState_Release(gil);
}

static PyObject *
bump(PyObject *self, PyObject *unused)
{
    add_one();
    return PyTuple_Pack(1, total);
}

static PyMethodDef methods[] = {{"bump", bump, METH_NOARGS, NULL}, {NULL}};
static struct PyModuleDef counter = {PyModuleDef_HEAD_INIT, "counter", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_counter(void)
{
    return PyModule_Create(&counter);
}
