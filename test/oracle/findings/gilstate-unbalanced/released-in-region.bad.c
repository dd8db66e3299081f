// The worker waits in a region of its own and gives its token back before the region ends.
//! run: print(tracker.track([]))
//! dies: must be current when releasing

#include <Python.h>
#include <pthread.h>
#include <unistd.h>

static void *
tracker_main(void *points)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    PyList_Append(points, Py_None);
    Py_BEGIN_ALLOW_THREADS
    usleep(1000);
    PyGILState_Release(gil);
//  ^^^^^^^^^^^^^^^^^^ error[gilstate-unbalanced]
    Py_END_ALLOW_THREADS
    return NULL;
}

static PyObject *
track(PyObject *self, PyObject *points)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, tracker_main, points) != 0) {
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    Py_BEGIN_ALLOW_THREADS
    pthread_join(thread, NULL);
    Py_END_ALLOW_THREADS
    return Py_NewRef(points);
}

static PyMethodDef methods[] = {{"track", track, METH_O, NULL}, {NULL}};
static struct PyModuleDef tracker = {PyModuleDef_HEAD_INIT, "tracker", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_tracker(void)
{
    return PyModule_Create(&tracker);
}
