// Counting is worth a region, and the list for the result slipped into it.
// PyList_New() takes its memory from the interpreter of the current thread state, and there is none.
//! run: print(histogram.count(b"banana")[97])
//! dies: Fatal Python error: _PyInterpreterState_GET: the function must be called with the GIL held

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
    result = PyList_New(256);
//           ^^^^^^^^^^ error[api-without-gil]
    Py_END_ALLOW_THREADS
    PyBuffer_Release(&data);
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
