// The goto of the error path jumps over the ensure, and the cleanup behind the label releases regardless.
// In a thread of Python's own the release ends the thread state that runs it; the debug build asserts before that.
//! run: print(hook.fire(None))
//! dies: PyGILState_Release: Assertion `oldstate == PyGILState_UNLOCKED' failed

#include <Python.h>

static int
call_hook(PyObject *callable)
{
    PyGILState_STATE gil = PyGILState_LOCKED;
    int result = -1;
    if (callable == Py_None) {
        goto done;
    }
    gil = PyGILState_Ensure();
    PyObject *answer = PyObject_CallNoArgs(callable);
    result = answer == NULL ? -1 : 0;
    Py_XDECREF(answer);
done:
    PyGILState_Release(gil);
//  ^^^^^^^^^^^^^^^^^^ error[gilstate-unbalanced]
    return result;
}

static PyObject *
fire(PyObject *self, PyObject *callable)
{
    return PyLong_FromLong(call_hook(callable));
//         ^^^^^^^^^^^^^^^ warning[api-maybe-without-gil]
}

static PyMethodDef methods[] = {{"fire", fire, METH_O, NULL}, {NULL}};
static struct PyModuleDef hook = {PyModuleDef_HEAD_INIT, "hook", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_hook(void)
{
    return PyModule_Create(&hook);
}
