// The program's own registrar starts the threads, so the one who writes a callback never sees a thread.
// The callback makes a number bigger than the cached ones: the allocator asks for the GIL.
//! run: print(watch.watch([]))
//! dies: Python memory allocator called without holding the GIL

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
// <- error[callback-without-gil]
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
    PyObject *number = PyLong_FromLong(event);
    PyList_Append(events, number);
    Py_XDECREF(number);
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
