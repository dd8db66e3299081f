// The helper's own region is enough.
//! run: print(disk.flush(3))
//! prints: True

#include <Python.h>
#include <time.h>

static void
wait_for_disk(void)
{
    struct timespec moment = {0, 1000000};
    Py_BEGIN_ALLOW_THREADS
    nanosleep(&moment, NULL);
    Py_END_ALLOW_THREADS
}

static PyObject *
flush(PyObject *self, PyObject *rounds)
{
    long left = PyLong_AsLong(rounds);
    while (left-- > 0) {
        wait_for_disk();
    }
    Py_RETURN_TRUE;
}

static PyMethodDef methods[] = {{"flush", flush, METH_O, NULL}, {NULL}};
static struct PyModuleDef disk = {PyModuleDef_HEAD_INIT, "disk", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_disk(void)
{
    return PyModule_Create(&disk);
}
