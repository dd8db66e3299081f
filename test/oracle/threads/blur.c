// The loops are in a helper that knows nothing of Python, and its caller has the buffer's address in the arguments.
//! kind: computes

#include <Python.h>

static unsigned long
blurred(const unsigned char *pixels, Py_ssize_t width, Py_ssize_t height, int radius)
{
    unsigned long total = 0;
    for (Py_ssize_t y = radius; y < height - radius; y++) {
        for (Py_ssize_t x = radius; x < width - radius; x++) {
            unsigned long sum = 0;
            for (int dy = -radius; dy <= radius; dy++) {
                for (int dx = -radius; dx <= radius; dx++) {
                    sum += pixels[(y + dy) * width + x + dx];
                }
            }
            total = total * 31 + sum;
        }
    }
    return total;
}

static PyObject *
blur(PyObject *self, PyObject *args)
{
    PyObject *pixels;
    Py_ssize_t width, height;
    if (!PyArg_ParseTuple(args, "Snn:blur", &pixels, &width, &height)) {
        return NULL;
    }
    if (PyBytes_GET_SIZE(pixels) < width * height) {
        PyErr_SetString(PyExc_ValueError, "there are not enough pixels");
        return NULL;
    }
    unsigned long total = blurred((const unsigned char *)PyBytes_AS_STRING(pixels), width, height, 3);
    return PyLong_FromUnsignedLong(total);
}

static PyMethodDef methods[] = {{"blur", blur, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "blur", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_blur(void)
{
    return PyModule_Create(&module);
}
