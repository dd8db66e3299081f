// Loops over rows and columns in the function that Python calls.
//! kind: computes

#include <Python.h>

static PyObject *
square(PyObject *self, PyObject *args)
{
    Py_buffer matrix;
    Py_ssize_t size;
    if (!PyArg_ParseTuple(args, "y*n:square", &matrix, &size)) {
        return NULL;
    }
    if (matrix.len != size * size) {
        PyBuffer_Release(&matrix);
        PyErr_SetString(PyExc_ValueError, "the matrix is not of this size");
        return NULL;
    }
    const unsigned char *cells = matrix.buf;
    unsigned long trace = 0;

    for (Py_ssize_t row = 0; row < size; row++) {
        for (Py_ssize_t column = 0; column < size; column++) {
            unsigned long sum = 0;
            for (Py_ssize_t i = 0; i < size; i++) {
                sum += (unsigned long)cells[row * size + i] * cells[i * size + column];
            }
            trace ^= sum * (unsigned long)(row + 2 * column);
        }
    }
    PyBuffer_Release(&matrix);
    return PyLong_FromUnsignedLong(trace);
}

static PyMethodDef methods[] = {{"square", square, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "matrix", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_matrix(void)
{
    return PyModule_Create(&module);
}
