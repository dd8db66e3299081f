// A retry saves the thread state afresh, though the first attempt has not given it back.
//! run: print(modem.dial(2))
//! dies: Fatal Python error: PyEval_SaveThread: the function must be called with the GIL held

#include <Python.h>
#include <unistd.h>

static int
try_to_connect(int attempt)
{
    usleep(1000);
    return attempt >= 2;
}

static PyObject *
dial(PyObject *self, PyObject *args)
{
    int attempts;
    if (!PyArg_ParseTuple(args, "i", &attempts)) {
        return NULL;
    }
    PyThreadState *saved = PyEval_SaveThread();
    int connected = try_to_connect(1);
    if (!connected && attempts > 1) {
        saved = PyEval_SaveThread();
//              ^^^^^^^^^^^^^^^^^ error[double-release]
        connected = try_to_connect(2);
    }
    PyEval_RestoreThread(saved);
    return PyBool_FromLong(connected);
}

static PyMethodDef methods[] = {{"dial", dial, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef modem = {PyModuleDef_HEAD_INIT, "modem", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_modem(void)
{
    return PyModule_Create(&modem);
}
