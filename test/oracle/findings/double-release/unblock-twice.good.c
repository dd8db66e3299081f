// Py_BLOCK_THREADS takes the GIL for the exception and the return.
//! run: try: tape.rewind(-5)
//! run: except OSError as error: print(error.strerror)
//! prints: Bad file descriptor

#include <Python.h>
#include <errno.h>
#include <unistd.h>

static PyObject *
rewind_tape(PyObject *self, PyObject *args)
{
    int fd;
    off_t position;
    if (!PyArg_ParseTuple(args, "i", &fd)) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    position = lseek(fd, 0, SEEK_SET);
    if (position < 0) {
        Py_BLOCK_THREADS
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    Py_END_ALLOW_THREADS
    return PyLong_FromLong((long)position);
}

static PyMethodDef methods[] = {{"rewind", rewind_tape, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef tape = {PyModuleDef_HEAD_INIT, "tape", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_tape(void)
{
    return PyModule_Create(&tape);
}
