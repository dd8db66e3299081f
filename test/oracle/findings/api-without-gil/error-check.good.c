// The question is asked first.
//! run: print(norm.square(3.0))
//! prints: 9.0

#include <Python.h>

static PyObject *
square(PyObject *self, PyObject *number)
{
    double value = PyFloat_AsDouble(number);
    double result;
    if (PyErr_Occurred()) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    result = value * value;
    Py_END_ALLOW_THREADS
    return PyFloat_FromDouble(result);
}

static PyMethodDef methods[] = {{"square", square, METH_O, NULL}, {NULL}};
static struct PyModuleDef norm = {PyModuleDef_HEAD_INIT, "norm", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_norm(void)
{
    return PyModule_Create(&norm);
}
