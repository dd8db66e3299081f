// The error path returns before the ensure.
//! run: print(hook.fire(None), hook.fire(dict))
//! prints: -1 0

#include <Python.h>

static int
call_hook(PyObject *callable)
{
    int result = -1;
    if (callable == Py_None) {
        return -1;
    }
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *answer = PyObject_CallNoArgs(callable);
    result = answer == NULL ? -1 : 0;
    Py_XDECREF(answer);
    PyGILState_Release(gil);
    return result;
}

static PyObject *
fire(PyObject *self, PyObject *callable)
{
    return PyLong_FromLong(call_hook(callable));
}

static PyMethodDef methods[] = {{"fire", fire, METH_O, NULL}, {NULL}};
static struct PyModuleDef hook = {PyModuleDef_HEAD_INIT, "hook", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_hook(void)
{
    return PyModule_Create(&hook);
}
