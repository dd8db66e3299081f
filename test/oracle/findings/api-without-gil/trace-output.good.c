// The line is written behind the region.
//! run: trace.work()
//! prints: worked for 1000 us

#include <Python.h>
#include <unistd.h>

static PyObject *
work(PyObject *self, PyObject *unused)
{
    Py_BEGIN_ALLOW_THREADS
    usleep(1000);
    Py_END_ALLOW_THREADS
    PySys_WriteStdout("worked for %d us\n", 1000);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"work", work, METH_NOARGS, NULL}, {NULL}};
static struct PyModuleDef trace = {PyModuleDef_HEAD_INIT, "trace", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_trace(void)
{
    return PyModule_Create(&trace);
}
