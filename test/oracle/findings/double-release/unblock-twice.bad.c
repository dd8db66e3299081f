// An error path unblocks the threads although nothing has blocked them: the two macros were taken for each other.
//! run: print(tape.rewind(-5))
//! dies: Fatal Python error: PyEval_SaveThread: the function must be called with the GIL held

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
        Py_UNBLOCK_THREADS
//      ^^^^^^^^^^^^^^^^^^ error[double-release]
        return PyErr_SetFromErrno(PyExc_OSError);
//             ^^^^^^^^^^^^^^^^^^ error[api-without-gil]
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[exit-without-gil]
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
