// The reference is dropped with the GIL held.
//! run: print(archive.store(["page"] * 3))
//! prints: True

#include <Python.h>
#include <threads.h>

static int
store_in_background(void *pages)
{
    struct timespec write_time = {0, 1000000};
    thrd_sleep(&write_time, NULL);
    PyGILState_STATE gil = PyGILState_Ensure();
    Py_DECREF((PyObject *)pages);
    PyGILState_Release(gil);
    return 0;
}

static PyObject *
store(PyObject *self, PyObject *pages)
{
    thrd_t thread;
    PyObject *copy = PySequence_List(pages);
    if (copy == NULL) {
        return NULL;
    }
    if (thrd_create(&thread, store_in_background, copy) != thrd_success) {
        Py_DECREF(copy);
        return PyErr_NoMemory();
    }
    Py_BEGIN_ALLOW_THREADS
    thrd_join(thread, NULL);
    Py_END_ALLOW_THREADS
    Py_RETURN_TRUE;
}

static PyMethodDef methods[] = {{"store", store, METH_O, NULL}, {NULL}};
static struct PyModuleDef archive = {PyModuleDef_HEAD_INIT, "archive", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_archive(void)
{
    return PyModule_Create(&archive);
}
