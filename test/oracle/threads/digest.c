// A hash over a large buffer: EVP_Digest() under a `!` in a condition.
//! kind: computes
//! links: crypto

#include <Python.h>
#include <openssl/evp.h>

static PyObject *
digest(PyObject *self, PyObject *arg)
{
    unsigned char value[EVP_MAX_MD_SIZE];
    unsigned int size;
    Py_buffer data;

    if (PyObject_GetBuffer(arg, &data, PyBUF_SIMPLE) < 0)
        return NULL;
    if (!EVP_Digest(data.buf, (size_t)data.len, value, &size, EVP_sha512(), NULL)) {
        PyErr_SetString(PyExc_ValueError, "the data cannot be hashed");
        PyBuffer_Release(&data);
        return NULL;
    }
    PyBuffer_Release(&data);
    return PyBytes_FromStringAndSize((const char *)value, size);
}

static PyMethodDef methods[] = {{"digest", digest, METH_O, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "digest", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_digest(void)
{
    return PyModule_Create(&module);
}
