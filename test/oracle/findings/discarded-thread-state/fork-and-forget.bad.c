// The thread state is thrown away, because "the GIL is released and that is what counts".
// Coming back needs it: PyThreadState_Get() finds none.
//! run: print(shell.run("true"))
//! dies: Fatal Python error: PyThreadState_Get: the function must be called with the GIL held

#include <Python.h>
#include <stdlib.h>

static PyObject *
run(PyObject *self, PyObject *args)
{
    const char *command;
    if (!PyArg_ParseTuple(args, "s", &command)) {
        return NULL;
    }
    PyEval_SaveThread();
//  ^^^^^^^^^^^^^^^^^ error[discarded-thread-state]
    int status = system(command);
    PyEval_RestoreThread(PyThreadState_Get());
//                       ^^^^^^^^^^^^^^^^^ error[api-without-gil]
    return PyLong_FromLong(status);
}

static PyMethodDef methods[] = {{"run", run, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef shell = {PyModuleDef_HEAD_INIT, "shell", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_shell(void)
{
    return PyModule_Create(&shell);
}
