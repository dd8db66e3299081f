// The callback takes the GIL itself, whoever calls it.
//! run: print(watch.watch([]))
//! prints: [4711]

#include <Python.h>
#include <pthread.h>
#include <unistd.h>

typedef void (*on_event)(void *context, int event);

struct watcher {
    on_event callback;
    void *context;
};

static void *
watcher_main(void *argument)
{
    struct watcher *watcher = argument;
    usleep(1000);
    watcher->callback(watcher->context, 4711);
    return NULL;
}

static int
watcher_start(struct watcher *watcher, on_event callback, void *context, pthread_t *thread)
{
    watcher->callback = callback;
    watcher->context = context;
    return pthread_create(thread, NULL, watcher_main, watcher);
}

static void
collect(void *events, int event)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *number = PyLong_FromLong(event);
    PyList_Append(events, number);
    Py_XDECREF(number);
    PyGILState_Release(gil);
}

static PyObject *
watch(PyObject *self, PyObject *events)
{
    pthread_t thread;
    struct watcher watcher;
    if (watcher_start(&watcher, collect, events, &thread) != 0) {
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    Py_BEGIN_ALLOW_THREADS
    pthread_join(thread, NULL);
    Py_END_ALLOW_THREADS
    return Py_NewRef(events);
}

static PyMethodDef methods[] = {{"watch", watch, METH_O, NULL}, {NULL}};
static struct PyModuleDef watch_module = {PyModuleDef_HEAD_INIT, "watch", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_watch(void)
{
    return PyModule_Create(&watch_module);
}
