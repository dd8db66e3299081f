// A checksum over a large buffer, which is made a Python object in the same expression.
//! kind: computes
//! links: z

#include <Python.h>
#include <zlib.h>

static PyObject *
checksum(PyObject *self, PyObject *data)
{
    Py_buffer view;
    PyObject *result;

    if (PyObject_GetBuffer(data, &view, PyBUF_SIMPLE) < 0) {
        return NULL;
    }
    result = PyLong_FromUnsignedLong(adler32_z(1, view.buf, (z_size_t)view.len) ^
                                     crc32_z(0, view.buf, (z_size_t)view.len));
    PyBuffer_Release(&view);
    return result;
}

static PyMethodDef methods[] = {{"checksum", checksum, METH_O, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "checksum", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_checksum(void)
{
    return PyModule_Create(&module);
}
