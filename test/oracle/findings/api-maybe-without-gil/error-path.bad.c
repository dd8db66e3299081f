// The GIL is taken back where the work succeeded; where it failed the exception is raised without it.
//! run: print(mount.mount(1))
//! dies: SIGSEGV

#include <Python.h>
#include <unistd.h>

static PyObject *
mount_device(PyObject *self, PyObject *args)
{
    int broken;
    if (!PyArg_ParseTuple(args, "i", &broken)) {
        return NULL;
    }
    PyThreadState *saved = PyEval_SaveThread();
    usleep(1000);
    if (!broken) {
        PyEval_RestoreThread(saved);
    }
    PyErr_Clear();
//  ^^^^^^^^^^^ warning[api-maybe-without-gil]
    if (broken) {
        PyEval_RestoreThread(saved);
        PyErr_SetString(PyExc_OSError, "broken");
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"mount", mount_device, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef mount_module = {PyModuleDef_HEAD_INIT, "mount", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_mount(void)
{
    return PyModule_Create(&mount_module);
}
