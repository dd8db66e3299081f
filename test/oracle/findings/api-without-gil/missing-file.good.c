// The exception is raised behind the region; Py_END_ALLOW_THREADS keeps errno.
//! run: try: sizes.size_of("/nowhere/at/all")
//! run: except FileNotFoundError as error: print(error.filename)
//! prints: /nowhere/at/all

#include <Python.h>
#include <sys/stat.h>

static PyObject *
size_of(PyObject *self, PyObject *args)
{
    const char *path;
    struct stat status;
    int failed;
    if (!PyArg_ParseTuple(args, "s", &path)) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    failed = stat(path, &status) != 0;
    Py_END_ALLOW_THREADS
    if (failed) {
        return PyErr_SetFromErrnoWithFilename(PyExc_OSError, path);
    }
    return PyLong_FromLongLong(status.st_size);
}

static PyMethodDef methods[] = {{"size_of", size_of, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef sizes = {PyModuleDef_HEAD_INIT, "sizes", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_sizes(void)
{
    return PyModule_Create(&sizes);
}
