// The variable that holds the thread state is reset for the next round before it has served this one.
//! run: print(poller.poll())
//! dies: Fatal Python error: PyEval_RestoreThread: the function must be called with the GIL held

#include <Python.h>
#include <unistd.h>

static PyObject *
poll_once(PyObject *self, PyObject *unused)
{
    PyThreadState *saved = PyEval_SaveThread();
//                         ^^^^^^^^^^^^^^^^^ error[discarded-thread-state]
    usleep(1000);
    saved = NULL;
    PyEval_RestoreThread(saved);
    Py_RETURN_TRUE;
}

static PyMethodDef methods[] = {{"poll", poll_once, METH_NOARGS, NULL}, {NULL}};
static struct PyModuleDef poller = {PyModuleDef_HEAD_INIT, "poller", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_poller(void)
{
    return PyModule_Create(&poller);
}
