// Waits for a semaphore, at most for a time: the call is repeated while signals interrupt it.
//! kind: waits

#include <Python.h>
#include <errno.h>
#include <semaphore.h>
#include <time.h>

static sem_t gate;

static PyObject *
enter(PyObject *self, PyObject *Py_UNUSED(ignored))
{
    struct timespec until;
    int result;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 250 * 1000 * 1000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    while ((result = sem_timedwait(&gate, &until)) != 0 && errno == EINTR) {
        if (PyErr_CheckSignals() < 0) {
            return NULL;
        }
    }
    if (result != 0 && errno != ETIMEDOUT) {
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    return PyBool_FromLong(result == 0);
}

static PyMethodDef methods[] = {{"enter", enter, METH_NOARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "gate", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_gate(void)
{
    if (sem_init(&gate, 0, 0) != 0) {
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    return PyModule_Create(&module);
}
