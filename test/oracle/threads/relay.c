// Calls that wait where a declaration may not stand: behind a label, behind a case, in an `else if`, and in the arms of a
// conditional expression.
//! kind: waits

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <errno.h>
#include <poll.h>
#include <unistd.h>

enum { ASK, LISTEN, BOTH };

static PyObject *
relay(PyObject *self, PyObject *args)
{
    int to, from, mode, limit = -1;
    char block[64];
    ssize_t count = 0;

    if (!PyArg_ParseTuple(args, "iii|i:relay", &to, &from, &mode, &limit)) {
        return NULL;
    }
    struct pollfd source = {.fd = from, .events = POLLIN};
    switch (mode) {
    case ASK:
        if (write(to, "ask\n", 4) != 4)
            return PyErr_SetFromErrno(PyExc_OSError);
        break;
    case BOTH:
again:
        if (write(to, "both\n", 5) != 5) {
            if (errno == EINTR && PyErr_CheckSignals() == 0)
                goto again;
            return PyErr_SetFromErrno(PyExc_OSError);
        }
        /* fall through */
    default:
        if (limit == 0)
            Py_RETURN_NONE;
        else if (poll(&source, 1, limit) < 0)
            return PyErr_SetFromErrno(PyExc_OSError);
        else if ((count = read(from, block, sizeof(block))) < 0)
            return PyErr_SetFromErrno(PyExc_OSError);
    }
    int flushed = limit > 0 ? fsync(to) : 0;
    return Py_BuildValue("Ny#", PyBool_FromLong(flushed == 0), block, (Py_ssize_t)count);
}

static PyMethodDef methods[] = {{"relay", relay, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "relay", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_relay(void)
{
    return PyModule_Create(&module);
}
