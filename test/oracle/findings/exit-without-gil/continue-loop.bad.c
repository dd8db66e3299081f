// A continue skips the end of the region; the next round opens another one while the GIL is released.
//! run: print(sweep.count_set(b"\x01\x00\x02"))
//! dies: Fatal Python error: PyEval_SaveThread: the function must be called with the GIL held

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <unistd.h>

static PyObject *
count_set(PyObject *self, PyObject *args)
{
    const char *flags;
    Py_ssize_t length;
    long set = 0;
    if (!PyArg_ParseTuple(args, "y#", &flags, &length)) {
        return NULL;
    }
    for (Py_ssize_t i = 0; i < length; i++) {
        Py_BEGIN_ALLOW_THREADS
        usleep(10);
        if (flags[i] == 0) {
            continue;
//          ^^^^^^^^^ error[exit-without-gil]
        }
        set++;
        Py_END_ALLOW_THREADS
    }
    return PyLong_FromLong(set);
}

static PyMethodDef methods[] = {{"count_set", count_set, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef sweep = {PyModuleDef_HEAD_INIT, "sweep", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_sweep(void)
{
    return PyModule_Create(&sweep);
}
