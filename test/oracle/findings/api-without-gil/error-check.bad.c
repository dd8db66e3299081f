// Numbers are converted before the region, and the question whether that went well is asked inside it.
// PyErr_Occurred() is a read of the thread state; the debug build asserts that there is one.
//! run: print(norm.square(3.0))
//! dies: PyErr_Occurred: Assertion `PyGILState_Check()' failed

#include <Python.h>

static PyObject *
square(PyObject *self, PyObject *number)
{
    double value = PyFloat_AsDouble(number);
    double result = -1;
    Py_BEGIN_ALLOW_THREADS
    if (!PyErr_Occurred()) {
//       ^^^^^^^^^^^^^^ error[api-without-gil]
        result = value * value;
    }
    Py_END_ALLOW_THREADS
    return PyErr_Occurred() ? NULL : PyFloat_FromDouble(result);
}

static PyMethodDef methods[] = {{"square", square, METH_O, NULL}, {NULL}};
static struct PyModuleDef norm = {PyModuleDef_HEAD_INIT, "norm", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_norm(void)
{
    return PyModule_Create(&norm);
}
