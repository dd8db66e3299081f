// Only the counting is in the region.
//! run: print(histogram.count(b"banana")[97])
//! prints: 3

#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *
count(PyObject *self, PyObject *args)
{
    Py_buffer data;
    Py_ssize_t counts[256] = {0};
    PyObject *result;
    if (!PyArg_ParseTuple(args, "y*", &data)) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t i = 0; i < data.len; i++) {
        counts[((unsigned char *)data.buf)[i]]++;
    }
    Py_END_ALLOW_THREADS
    PyBuffer_Release(&data);
    result = PyList_New(256);
    for (Py_ssize_t i = 0; result != NULL && i < 256; i++) {
        PyList_SET_ITEM(result, i, PyLong_FromSsize_t(counts[i]));
    }
    return result;
}

static PyMethodDef methods[] = {{"count", count, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef histogram = {PyModuleDef_HEAD_INIT, "histogram", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_histogram(void)
{
    return PyModule_Create(&histogram);
}
