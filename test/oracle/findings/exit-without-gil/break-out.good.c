// The region is around the loop.
//! run: print(scan.until(0, b"abc\0def"))
//! prints: b'abc'

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <unistd.h>

static PyObject *
until(PyObject *self, PyObject *args)
{
    int end;
    const char *data;
    Py_ssize_t length;
    Py_ssize_t i;
    if (!PyArg_ParseTuple(args, "iy#", &end, &data, &length)) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    for (i = 0; i < length; i++) {
        usleep(10);
        if (data[i] == end) {
            break;
        }
    }
    Py_END_ALLOW_THREADS
    return PyBytes_FromStringAndSize(data, i);
}

static PyMethodDef methods[] = {{"until", until, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef scan = {PyModuleDef_HEAD_INIT, "scan", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_scan(void)
{
    return PyModule_Create(&scan);
}
