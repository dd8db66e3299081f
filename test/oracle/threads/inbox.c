// Waits for a message in a mailbox, at most for a time: a condition variable, in a loop as usual. Another function takes
// the same locks, so a thread that waits for the GIL with one of them held must not be waited for with the GIL held.
//! kind: waits

#include <Python.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

struct mailbox {
    pthread_mutex_t mutex;
    pthread_cond_t arrived;
    int messages;
};

static struct mailbox boxes[4];

static PyObject *
receive(PyObject *self, PyObject *arg)
{
    long number = PyLong_AsLong(arg);
    if (number < 0 || number > 3) {
        if (!PyErr_Occurred()) {
            PyErr_SetString(PyExc_IndexError, "there are four mailboxes");
        }
        return NULL;
    }
    struct mailbox *box = &boxes[number];
    struct timespec until;
    int error = 0;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 250000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_sec += 1;
        until.tv_nsec -= 1000000000L;
    }
    pthread_mutex_lock(&box->mutex);
    while (box->messages == 0 && error == 0) {
        error = pthread_cond_timedwait(&box->arrived, &box->mutex, &until);
    }
    pthread_mutex_unlock(&box->mutex);
    return PyBool_FromLong(error == 0);
}

static PyObject *
nudge(PyObject *self, PyObject *Py_UNUSED(ignored))
{
    int waiting = 0;
    for (int i = 0; i < 4; i++) {
        pthread_mutex_lock(&boxes[i].mutex);
        waiting += boxes[i].messages == 0;
        pthread_cond_broadcast(&boxes[i].arrived);
        pthread_mutex_unlock(&boxes[i].mutex);
    }
    return PyLong_FromLong(waiting);
}

static PyMethodDef methods[] = {
    {"receive", receive, METH_O, NULL},
    {"nudge", nudge, METH_NOARGS, NULL},
    {NULL},
};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "inbox", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_inbox(void)
{
    for (int i = 0; i < 4; i++) {
        pthread_mutex_init(&boxes[i].mutex, NULL);
        pthread_cond_init(&boxes[i].arrived, NULL);
    }
    return PyModule_Create(&module);
}
