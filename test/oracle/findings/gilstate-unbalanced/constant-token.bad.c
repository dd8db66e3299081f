// The token is not kept: "we did not hold the GIL before" is written down as a constant.
// In a method, which does hold it, that gives the GIL up behind the back of the interpreter.
//! run: print(counter.bump(), 1)
//! dies: Fatal Python error: _PyInterpreterState_GET: the function must be called with the GIL held

#include <Python.h>

static PyObject *total;

static void
add_one(void)
{
    PyGILState_Ensure();
//  ^^^^^^^^^^^^^^^^^ error[gilstate-unbalanced]
    Py_XSETREF(total, PyFloat_FromDouble(1.0));
    PyGILState_Release(PyGILState_UNLOCKED);
}

static PyObject *
bump(PyObject *self, PyObject *unused)
{
    add_one();
    return PyTuple_Pack(1, total);
//         ^^^^^^^^^^^^ warning[api-maybe-without-gil]
}

static PyMethodDef methods[] = {{"bump", bump, METH_NOARGS, NULL}, {NULL}};
static struct PyModuleDef counter = {PyModuleDef_HEAD_INIT, "counter", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_counter(void)
{
    return PyModule_Create(&counter);
}
