// "Make sure that we hold the GIL" is written with PyEval_AcquireThread(), which waits for it even where it is held.
//! run: print(engine.tick())
//! dies: waits for ever

#include <Python.h>

static PyObject *
tick(PyObject *self, PyObject *unused)
{
    PyThreadState *state = PyThreadState_Get();
    PyEval_AcquireThread(state);
//  ^^^^^^^^^^^^^^^^^^^^ error[double-acquire]
    PyObject *result = PyLong_FromLong(1);
    PyEval_ReleaseThread(state);
    return result;
}

static PyMethodDef methods[] = {{"tick", tick, METH_NOARGS, NULL}, {NULL}};
static struct PyModuleDef engine = {PyModuleDef_HEAD_INIT, "engine", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_engine(void)
{
    return PyModule_Create(&engine);
}
