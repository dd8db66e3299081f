// The error path takes the GIL back to raise, and meets the common end, which takes it back once more.
//! run: print(serial.open(""))
//! dies: waits for ever

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
    if (fd < 0) {
        PyEval_RestoreThread(saved);
        PyErr_SetFromErrno(PyExc_OSError);
        goto done;
    }
    close(fd);
done:
    PyEval_RestoreThread(saved);
//  ^^^^^^^^^^^^^^^^^^^^ warning[double-acquire]
    return fd < 0 ? NULL : Py_NewRef(Py_None);
}

static PyMethodDef methods[] = {{"open", open_port, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef serial = {PyModuleDef_HEAD_INIT, "serial", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_serial(void)
{
    return PyModule_Create(&serial);
}
