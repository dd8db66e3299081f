// It is taken back on both ways first.
//! run: try: mount.mount(1)
//! run: except OSError as error: print(error)
//! prints: broken

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
    PyEval_RestoreThread(saved);
    PyErr_Clear();
    if (broken) {
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
