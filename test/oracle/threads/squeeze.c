// Compresses in one call: compress2() in a declaration, with Python API in its arguments.
//! kind: computes
//! links: z

#include <Python.h>
#include <zlib.h>

static PyObject *
squeeze(PyObject *self, PyObject *data)
{
    if (!PyBytes_Check(data)) {
        PyErr_SetString(PyExc_TypeError, "bytes are wanted");
        return NULL;
    }
    uLongf size = compressBound((uLong)PyBytes_GET_SIZE(data));
    PyObject *result = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)size);
    if (result == NULL) {
        return NULL;
    }
    int error = compress2((Bytef *)PyBytes_AS_STRING(result), &size, (const Bytef *)PyBytes_AS_STRING(data),
                          (uLong)PyBytes_GET_SIZE(data), 9);
    if (error != Z_OK) {
        Py_DECREF(result);
        PyErr_Format(PyExc_ValueError, "zlib failed with %d", error);
        return NULL;
    }
    _PyBytes_Resize(&result, (Py_ssize_t)size);
    return result;
}

static PyMethodDef methods[] = {{"squeeze", squeeze, METH_O, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "squeeze", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_squeeze(void)
{
    return PyModule_Create(&module);
}
