// Compresses block by block: deflate() in a loop with a condition at its end.
//! kind: computes
//! links: z

#include <Python.h>
#include <string.h>
#include <zlib.h>

static PyObject *
packed_size(PyObject *self, PyObject *args)
{
    Py_buffer data;
    int level = 6;
    if (!PyArg_ParseTuple(args, "y*|i:packed_size", &data, &level)) {
        return NULL;
    }
    z_stream stream;
    Bytef block[16384];
    int status;

    memset(&stream, 0, sizeof(stream));
    if (deflateInit(&stream, level) != Z_OK) {
        PyBuffer_Release(&data);
        return PyErr_NoMemory();
    }
    stream.next_in = data.buf;
    stream.avail_in = (uInt)data.len;
    do {
        stream.next_out = block;
        stream.avail_out = sizeof(block);
        status = deflate(&stream, Z_FINISH);
    } while (status == Z_OK);
    uLong size = stream.total_out;
    deflateEnd(&stream);
    PyBuffer_Release(&data);
    if (status != Z_STREAM_END) {
        PyErr_Format(PyExc_ValueError, "zlib failed with %d", status);
        return NULL;
    }
    return PyLong_FromUnsignedLong(size);
}

static PyMethodDef methods[] = {{"packed_size", packed_size, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "stream", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_stream(void)
{
    return PyModule_Create(&module);
}
