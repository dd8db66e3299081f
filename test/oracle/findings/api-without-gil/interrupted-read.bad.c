// An interrupted read is tried again, with a look for signals first; the whole loop is in one region.
// PyErr_CheckSignals() follows the current thread state, which is NULL.
//! run: import os, signal
//! run: signal.signal(signal.SIGALRM, lambda *_: os.write(end, b"late"))
//! run: start, end = os.pipe()
//! run: signal.setitimer(signal.ITIMER_REAL, 0.1)
//! run: print(patient.read(start))
//! dies: SIGSEGV

#include <Python.h>
#include <errno.h>
#include <unistd.h>

static PyObject *
read_patiently(PyObject *self, PyObject *args)
{
    int fd;
    char buffer[64];
    ssize_t n;
    if (!PyArg_ParseTuple(args, "i", &fd)) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    do {
        n = read(fd, buffer, sizeof(buffer));
    } while (n < 0 && errno == EINTR && PyErr_CheckSignals() == 0);
//                                      ^^^^^^^^^^^^^^^^^^ error[api-without-gil]
    Py_END_ALLOW_THREADS
    return n < 0 ? NULL : PyBytes_FromStringAndSize(buffer, n);
}

static PyMethodDef methods[] = {{"read", read_patiently, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef patient = {PyModuleDef_HEAD_INIT, "patient", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_patient(void)
{
    return PyModule_Create(&patient);
}
