// The worker gives the lock back before it asks for the GIL, and the method waits for the lock in a region.
//! run: print(queue.exchange([]))
//! prints: [True, False]

#include <Python.h>
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t queue_lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_int half_way;
static int rounds;

static void *
worker(void *items)
{
    pthread_mutex_lock(&queue_lock);
    half_way = 1;
    rounds++;
    pthread_mutex_unlock(&queue_lock);
    PyGILState_STATE gil = PyGILState_Ensure();
    PyList_Append(items, Py_True);
    PyGILState_Release(gil);
    return NULL;
}

static PyObject *
exchange(PyObject *self, PyObject *items)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, worker, items) != 0) {
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    while (!half_way) {
    }
    Py_BEGIN_ALLOW_THREADS
    pthread_mutex_lock(&queue_lock);
    rounds++;
    pthread_mutex_unlock(&queue_lock);
    pthread_join(thread, NULL);
    Py_END_ALLOW_THREADS
    PyList_Append(items, Py_False);
    return Py_NewRef(items);
}

static PyMethodDef methods[] = {{"exchange", exchange, METH_O, NULL}, {NULL}};
static struct PyModuleDef queue = {PyModuleDef_HEAD_INIT, "queue", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_queue(void)
{
    return PyModule_Create(&queue);
}
