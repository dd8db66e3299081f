// Two ensures, released in the wrong order: the outer token gives the GIL up while the inner one is still open.
// The second release finds that its thread state is not the current one.
//! run: print(bridge.forward([]))
//! dies: must be current when releasing

#include <Python.h>
#include <pthread.h>

static void *
forwarder(void *messages)
{
    PyGILState_STATE outer = PyGILState_Ensure();
    PyGILState_STATE inner = PyGILState_Ensure();
    PyList_Append(messages, Py_False);
    PyGILState_Release(outer);
//  ^^^^^^^^^^^^^^^^^^ error[gilstate-unbalanced]
    PyGILState_Release(inner);
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
