// A POSIX timer runs its function in a thread of the C library, which raises an exception for whom it may concern.
//! run: print(deadline.expires_after(1))
//! dies: Python memory allocator called without holding the GIL

#include <Python.h>
#include <semaphore.h>
#include <signal.h>
#include <time.h>

static sem_t expired;

static void
on_deadline(union sigval value)
// <- error[callback-without-gil]
{
    PyErr_SetString(PyExc_TimeoutError, "too late");
    sem_post(value.sival_ptr);
}

static PyObject *
expires_after(PyObject *self, PyObject *milliseconds)
{
    timer_t timer;
    struct sigevent event = {0};
    struct itimerspec when = {.it_value = {0, PyLong_AsLong(milliseconds) * 1000000}};
    sem_init(&expired, 0, 0);
    event.sigev_notify = SIGEV_THREAD;
    event.sigev_notify_function = on_deadline;
    event.sigev_value.sival_ptr = &expired;
    if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0) {
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    timer_settime(timer, 0, &when, NULL);
    Py_BEGIN_ALLOW_THREADS
    sem_wait(&expired);
    Py_END_ALLOW_THREADS
    timer_delete(timer);
    Py_RETURN_TRUE;
}

static PyMethodDef methods[] = {{"expires_after", expires_after, METH_O, NULL}, {NULL}};
static struct PyModuleDef deadline = {PyModuleDef_HEAD_INIT, "deadline", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_deadline(void)
{
    return PyModule_Create(&deadline);
}
