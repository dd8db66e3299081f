// Waits until a descriptor is ready, or a time is over: poll() decides a switch.
//! kind: waits

#include <Python.h>
#include <poll.h>

static PyObject *
ready(PyObject *self, PyObject *args)
{
    struct pollfd one = {.events = POLLIN};
    int milliseconds;

    if (!PyArg_ParseTuple(args, "ii:ready", &one.fd, &milliseconds)) {
        return NULL;
    }
    switch (poll(&one, 1, milliseconds)) {
    case -1:
        return PyErr_SetFromErrno(PyExc_OSError);
    case 0:
        Py_RETURN_FALSE;
    default:
        Py_RETURN_TRUE;
    }
}

static PyMethodDef methods[] = {{"ready", ready, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "ready", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_ready(void)
{
    return PyModule_Create(&module);
}
