// Waits for any of some descriptors: select() is what the function returns, wrapped into a Python object.
//! kind: waits

#include <Python.h>
#include <sys/select.h>

static PyObject *
chosen(PyObject *self, PyObject *arg)
{
    int fd = PyObject_AsFileDescriptor(arg);
    if (fd < 0)
        return NULL;

    fd_set wanted;
    struct timeval limit = {0, 250000};
    FD_ZERO(&wanted);
    FD_SET(fd, &wanted);
    return PyLong_FromLong(select(fd + 1, &wanted, NULL, NULL, &limit));
}

static PyMethodDef methods[] = {{"chosen", chosen, METH_O, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "chosen", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_chosen(void)
{
    return PyModule_Create(&module);
}
