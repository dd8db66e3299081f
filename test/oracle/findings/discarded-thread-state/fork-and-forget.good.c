// The thread state is kept in a variable.
//! run: print(shell.run("true"))
//! prints: 0

#include <Python.h>
#include <stdlib.h>

static PyObject *
run(PyObject *self, PyObject *args)
{
    const char *command;
    if (!PyArg_ParseTuple(args, "s", &command)) {
        return NULL;
    }
    PyThreadState *saved = PyEval_SaveThread();
    int status = system(command);
    PyEval_RestoreThread(saved);
    return PyLong_FromLong(status);
}

static PyMethodDef methods[] = {{"run", run, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef shell = {PyModuleDef_HEAD_INIT, "shell", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_shell(void)
{
    return PyModule_Create(&shell);
}
