// A line of trace output was left in a region; it goes to sys.stdout, which is a Python object.
//! run: trace.work()
//! dies: SIGSEGV

#include <Python.h>
#include <unistd.h>

static PyObject *
work(PyObject *self, PyObject *unused)
{
    Py_BEGIN_ALLOW_THREADS
    usleep(1000);
    PySys_WriteStdout("worked for %d us\n", 1000);
//  ^^^^^^^^^^^^^^^^^ error[api-without-gil]
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"work", work, METH_NOARGS, NULL}, {NULL}};
static struct PyModuleDef trace = {PyModuleDef_HEAD_INIT, "trace", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_trace(void)
{
    return PyModule_Create(&trace);
}
