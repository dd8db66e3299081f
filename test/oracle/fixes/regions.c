// Regions to be taken out and brought back.
#include <Python.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

static PyObject *
wait_for(PyObject *self, PyObject *args)
{
    struct pollfd wanted = {0, POLLIN, 0};
    int timeout, found;

    if (!PyArg_ParseTuple(args, "ii", &wanted.fd, &timeout))
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    found = poll(&wanted, 1, timeout);
    Py_END_ALLOW_THREADS
    if (found < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    return PyBool_FromLong(found);
}

static PyObject *
copy(PyObject *self, PyObject *args)
{
    char buffer[4096];
    int from, to, failed = 0;
    ssize_t n;

    if (!PyArg_ParseTuple(args, "ii", &from, &to))
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    n = read(from, buffer, sizeof(buffer));
    if (n > 0)
        failed = write(to, buffer, (size_t)n) != n;
    Py_END_ALLOW_THREADS
    if (n < 0 || failed)
        return PyErr_SetFromErrno(PyExc_OSError);
    return PyLong_FromSsize_t(n);
}

static PyMethodDef methods[] = {
    {"wait_for", wait_for, METH_VARARGS, NULL},
    {"copy", copy, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "regions", NULL, 0, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC
PyInit_regions(void)
{
    return PyModule_Create(&module);
}
