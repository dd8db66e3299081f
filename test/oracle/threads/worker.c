// Waits for a thread of its own that needs no Python: pthread_join() under an `if` without braces.
//! kind: waits

#include <Python.h>
#include <pthread.h>
#include <unistd.h>

static void *
settle(void *context)
{
    int *sum = context;
    usleep(250000);
    *sum += 41;
    return NULL;
}

static PyObject *
start(PyObject *self, PyObject *Py_UNUSED(ignored))
{
    pthread_t thread;
    int sum = 1;
    int error = pthread_create(&thread, NULL, settle, &sum);
    if (error == 0)
        error = pthread_join(thread, NULL);
    if (error != 0) {
        errno = error;
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    return PyLong_FromLong(sum);
}

static PyMethodDef methods[] = {{"start", start, METH_NOARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "worker", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_worker(void)
{
    return PyModule_Create(&module);
}
