// Runs a command to its end: system() in the arguments of what is returned, with Python API in its own.
//! kind: waits

#include <Python.h>
#include <stdlib.h>

static PyObject *
shell(PyObject *self, PyObject *command)
{
    if (!PyBytes_Check(command)) {
        PyErr_SetString(PyExc_TypeError, "bytes are wanted");
        return NULL;
    }
    return Py_BuildValue("i", system(PyBytes_AS_STRING(command)));
}

static PyMethodDef methods[] = {{"shell", shell, METH_O, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "shell", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_shell(void)
{
    return PyModule_Create(&module);
}
