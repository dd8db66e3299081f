// The worker takes the lock and then the GIL; the method holds the GIL and takes the lock.
// The method makes sure that the worker has got half way, which happens by itself sooner or later.
//! run: print(queue.exchange([]))
//! dies: waits for ever

#include <Python.h>
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t queue_lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_int half_way;

static void *
worker(void *items)
{
    pthread_mutex_lock(&queue_lock);
    half_way = 1;
    PyGILState_STATE gil = PyGILState_Ensure();
    PyList_Append(items, Py_True);
    PyGILState_Release(gil);
    pthread_mutex_unlock(&queue_lock);
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
    pthread_mutex_lock(&queue_lock);
//  ^^^^^^^^^^^^^^^^^^ warning[lock-with-gil]
    PyList_Append(items, Py_False);
    pthread_mutex_unlock(&queue_lock);
    Py_BEGIN_ALLOW_THREADS
    pthread_join(thread, NULL);
    Py_END_ALLOW_THREADS
    return Py_NewRef(items);
}

static PyMethodDef methods[] = {{"exchange", exchange, METH_O, NULL}, {NULL}};
static struct PyModuleDef queue = {PyModuleDef_HEAD_INIT, "queue", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_queue(void)
{
    return PyModule_Create(&queue);
}
