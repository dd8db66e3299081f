// PyGILState_Ensure() is the call that may be made in either state.
//! run: print(engine.tick())
//! prints: 1

#include <Python.h>

static PyObject *
tick(PyObject *self, PyObject *unused)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *result = PyLong_FromLong(1);
    PyGILState_Release(gil);
    return result;
}

static PyMethodDef methods[] = {{"tick", tick, METH_NOARGS, NULL}, {NULL}};
static struct PyModuleDef engine = {PyModuleDef_HEAD_INIT, "engine", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_engine(void)
{
    return PyModule_Create(&engine);
}
