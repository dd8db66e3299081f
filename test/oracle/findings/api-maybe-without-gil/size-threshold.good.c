// The result is made behind the condition that takes the GIL back.
//! run: print(digest.digest(bytearray(10)), digest.digest(bytearray(100000)))
//! prints: 46401 37889

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
    if (saved != NULL) {
        PyEval_RestoreThread(saved);
    }
    PyBuffer_Release(&data);
    return PyLong_FromUnsignedLong(sum & 0xffff);
}

static PyMethodDef methods[] = {{"digest", digest, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef digest_module = {PyModuleDef_HEAD_INIT, "digest", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_digest(void)
{
    return PyModule_Create(&digest_module);
}
