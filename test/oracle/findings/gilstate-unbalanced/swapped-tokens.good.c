// Last taken, first given back.
//! run: print(bridge.forward([]))
//! prints: [False]

#include <Python.h>
#include <pthread.h>

static void *
forwarder(void *messages)
{
    PyGILState_STATE outer = PyGILState_Ensure();
    PyGILState_STATE inner = PyGILState_Ensure();
    PyList_Append(messages, Py_False);
    PyGILState_Release(inner);
    PyGILState_Release(outer);
    return NULL;
}

static PyObject *
forward(PyObject *self, PyObject *messages)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, forwarder, messages) != 0) {
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    Py_BEGIN_ALLOW_THREADS
    pthread_join(thread, NULL);
    Py_END_ALLOW_THREADS
    return Py_NewRef(messages);
}

static PyMethodDef methods[] = {{"forward", forward, METH_O, NULL}, {NULL}};
static struct PyModuleDef bridge = {PyModuleDef_HEAD_INIT, "bridge", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_bridge(void)
{
    return PyModule_Create(&bridge);
}
