// It is reset behind the call that uses it.
//! run: print(poller.poll())
//! prints: True

#include <Python.h>
#include <unistd.h>

static PyObject *
poll_once(PyObject *self, PyObject *unused)
{
    PyThreadState *saved = PyEval_SaveThread();
    usleep(1000);
    PyEval_RestoreThread(saved);
    saved = NULL;
    Py_RETURN_TRUE;
}

static PyMethodDef methods[] = {{"poll", poll_once, METH_NOARGS, NULL}, {NULL}};
static struct PyModuleDef poller = {PyModuleDef_HEAD_INIT, "poller", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_poller(void)
{
    return PyModule_Create(&poller);
}
