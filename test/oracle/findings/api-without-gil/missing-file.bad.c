// The file is opened in a region, and the exception for a file that is not there is raised before the region ends.
// PyErr_SetFromErrnoWithFilename() makes strings and a tuple, and finds no interpreter to make them in.
//! run: print(sizes.size_of("/nowhere/at/all"))
//! dies: Fatal Python error: _PyInterpreterState_GET: the function must be called with the GIL held

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
    if (failed) {
        PyErr_SetFromErrnoWithFilename(PyExc_OSError, path);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[api-without-gil]
    }
    Py_END_ALLOW_THREADS
    return failed ? NULL : PyLong_FromLongLong(status.st_size);
}

static PyMethodDef methods[] = {{"size_of", size_of, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef sizes = {PyModuleDef_HEAD_INIT, "sizes", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_sizes(void)
{
    return PyModule_Create(&sizes);
}
