// Small inputs keep the GIL, large ones release it, and the buffer is given back before the GIL is taken back.
// Tests with small inputs pass.
//! run: print(digest.digest(bytearray(10)), digest.digest(bytearray(100000)))
//! dies: Python memory allocator called without holding the GIL

#include <Python.h>

static unsigned long
sum_of(const unsigned char *data, Py_ssize_t length)
{
    unsigned long sum = 1;
    for (Py_ssize_t i = 0; i < length; i++) {
        sum = sum * 33 + data[i];
    }
    return sum;
}

static PyObject *
digest(PyObject *self, PyObject *args)
{
    Py_buffer data;
    PyThreadState *saved = NULL;
    if (!PyArg_ParseTuple(args, "y*", &data)) {
        return NULL;
    }
    if (data.len > 65536) {
        saved = PyEval_SaveThread();
    }
    unsigned long sum = sum_of(data.buf, data.len);
    PyObject *result = PyLong_FromUnsignedLong(sum & 0xffff);
//                     ^^^^^^^^^^^^^^^^^^^^^^^ warning[api-maybe-without-gil]
    if (saved != NULL) {
        PyEval_RestoreThread(saved);
    }
    PyBuffer_Release(&data);
    return result;
}

static PyMethodDef methods[] = {{"digest", digest, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef digest_module = {PyModuleDef_HEAD_INIT, "digest", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_digest(void)
{
    return PyModule_Create(&digest_module);
}
