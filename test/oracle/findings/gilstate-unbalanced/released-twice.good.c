// One release for one ensure.
//! run: print(feed.run([]))
//! prints: [True]

#include <Python.h>
#include <pthread.h>
#include <unistd.h>

static void *
worker(void *messages)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    PyList_Append(messages, Py_True);
    PyGILState_Release(gil);
    usleep(1000);
    return NULL;
}

static PyObject *
run(PyObject *self, PyObject *messages)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, worker, messages) != 0) {
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    Py_BEGIN_ALLOW_THREADS
    pthread_join(thread, NULL);
    Py_END_ALLOW_THREADS
    return Py_NewRef(messages);
}

static PyMethodDef methods[] = {{"run", run, METH_O, NULL}, {NULL}};
static struct PyModuleDef feed = {PyModuleDef_HEAD_INIT, "feed", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_feed(void)
{
    return PyModule_Create(&feed);
}
