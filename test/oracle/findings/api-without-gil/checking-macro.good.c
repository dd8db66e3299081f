// The macro only notes what failed; the exception is raised behind the region.
//! run: try: socketpair.exchange(-1)
//! run: except OSError as error: print(error)
//! prints: write(fd, "ping", 4) failed: errno 9

#include <Python.h>
#include <errno.h>
#include <unistd.h>

#define CHECK(expression)                                                             \
    do {                                                                              \
        if ((expression) < 0) {                                                       \
            failed = #expression;                                                     \
        }                                                                             \
    } while (0)

static PyObject *
exchange(PyObject *self, PyObject *args)
{
    int fd;
    const char *failed = NULL;
    if (!PyArg_ParseTuple(args, "i", &fd)) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    CHECK(write(fd, "ping", 4));
    Py_END_ALLOW_THREADS
    if (failed != NULL) {
        return PyErr_Format(PyExc_OSError, "%s failed: errno %d", failed, errno);
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"exchange", exchange, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef socketpair_module = {PyModuleDef_HEAD_INIT, "socketpair", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_socketpair(void)
{
    return PyModule_Create(&socketpair_module);
}
