// Waits once for each item of a list: Python is asked for the time in the arguments of the call.
//! kind: waits

#include <Python.h>
#include <unistd.h>

static PyObject *
naps(PyObject *self, PyObject *lengths)
{
    if (!PyList_CheckExact(lengths)) {
        PyErr_SetString(PyExc_TypeError, "a list is wanted");
        return NULL;
    }
    Py_ssize_t done;
    for (done = 0; done < PyList_GET_SIZE(lengths); done++) {
        usleep((useconds_t)PyLong_AsUnsignedLong(PyList_GET_ITEM(lengths, done)));
        if (PyErr_Occurred()) {
            return NULL;
        }
    }
    return PyLong_FromSsize_t(done);
}

static PyMethodDef methods[] = {{"naps", naps, METH_O, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "naps", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_naps(void)
{
    return PyModule_Create(&module);
}
