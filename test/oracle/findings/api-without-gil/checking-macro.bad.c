// A macro that checks a result and raises on failure reads like a C assertion, and hides PyErr_Format(),
// which looks for the error indicator in a thread state that is not there.
//! run: print(socketpair.exchange(-1))
//! dies: SIGSEGV

#include <Python.h>
#include <errno.h>
#include <unistd.h>

#define CHECK(expression)                                                             \
    do {                                                                              \
        if ((expression) < 0) {                                                       \
            PyErr_Format(PyExc_OSError, "%s failed: errno %d", #expression, errno);   \
            failed = 1;                                                               \
        }                                                                             \
    } while (0)

static PyObject *
exchange(PyObject *self, PyObject *args)
{
    int fd;
    int failed = 0;
    if (!PyArg_ParseTuple(args, "i", &fd)) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    CHECK(write(fd, "ping", 4));
//  ^^^^^ error[api-without-gil]
    Py_END_ALLOW_THREADS
    return failed ? NULL : Py_NewRef(Py_None);
}

static PyMethodDef methods[] = {{"exchange", exchange, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef socketpair_module = {PyModuleDef_HEAD_INIT, "socketpair", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_socketpair(void)
{
    return PyModule_Create(&socketpair_module);
}
