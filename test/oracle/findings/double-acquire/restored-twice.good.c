// The GIL is taken back in one place, before anything is raised.
//! run: try: serial.open("")
//! run: except FileNotFoundError as error: print(error.strerror)
//! prints: No such file or directory

#include <Python.h>
#include <fcntl.h>
#include <unistd.h>

static PyObject *
open_port(PyObject *self, PyObject *args)
{
    const char *path;
    if (!PyArg_ParseTuple(args, "s", &path)) {
        return NULL;
    }
    PyThreadState *saved = PyEval_SaveThread();
    int fd = open(path, O_RDWR);
    if (fd >= 0) {
        close(fd);
    }
    PyEval_RestoreThread(saved);
    return fd < 0 ? PyErr_SetFromErrno(PyExc_OSError) : Py_NewRef(Py_None);
}

static PyMethodDef methods[] = {{"open", open_port, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef serial = {PyModuleDef_HEAD_INIT, "serial", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_serial(void)
{
    return PyModule_Create(&serial);
}
