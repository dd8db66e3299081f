// Reads what a command prints, line by line: a loop around fgets() that makes Python objects, and pclose() in a
// declaration at its end.
//! kind: waits

#include <Python.h>
#include <stdio.h>
#include <string.h>

static PyObject *
lines(PyObject *self, PyObject *command)
{
    char line[256];
    const char *text = PyUnicode_AsUTF8(command);
    if (text == NULL)
        return NULL;
    PyObject *all = PyList_New(0);
    if (all == NULL)
        return NULL;

    FILE *pipe = popen(text, "r");
    if (pipe == NULL) {
        Py_DECREF(all);
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    while (fgets(line, sizeof(line), pipe) != NULL) {
        PyObject *one = PyUnicode_FromStringAndSize(line, (Py_ssize_t)strcspn(line, "\n"));
        if (one == NULL || PyList_Append(all, one) < 0) {
            Py_XDECREF(one);
            Py_CLEAR(all);
            break;
        }
        Py_DECREF(one);
    }
    int status = pclose(pipe);
    if (status != 0 && all != NULL) {
        Py_CLEAR(all);
        PyErr_Format(PyExc_RuntimeError, "the command ended with %d", status);
    }
    return all;
}

static PyMethodDef methods[] = {{"lines", lines, METH_O, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "command", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_command(void)
{
    return PyModule_Create(&module);
}
