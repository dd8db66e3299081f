// A thread that C code starts calls a Python function: it has neither thread state nor GIL, and the process dies.
//! kind: crashes

#include <Python.h>
#include <pthread.h>

struct notice {
    PyObject *listener;
    PyObject *result;
};

static void *
deliver(void *context)
{
    struct notice *notice = context;
    notice->result = PyObject_CallNoArgs(notice->listener);
    return NULL;
}

static PyObject *
notify(PyObject *self, PyObject *listener)
{
    pthread_t thread;
    struct notice notice = {listener, NULL};
    int error = pthread_create(&thread, NULL, deliver, &notice);
    if (error != 0) {
        errno = error;
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    Py_BEGIN_ALLOW_THREADS
    pthread_join(thread, NULL);
    Py_END_ALLOW_THREADS
    return notice.result;
}

static PyMethodDef methods[] = {{"notify", notify, METH_O, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "notify", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_notify(void)
{
    return PyModule_Create(&module);
}
