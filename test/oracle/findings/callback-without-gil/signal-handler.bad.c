// A signal handler raises an exception; the signal arrives while the main thread waits in a region.
//! run: print(alarm.wait_for_alarm(1))
//! dies: Python memory allocator called without holding the GIL

#include <Python.h>
#include <signal.h>
#include <unistd.h>

static void
on_alarm(int number)
// <- warning[callback-without-gil]
{
    PyErr_SetString(PyExc_TimeoutError, "alarm");
}

static PyObject *
wait_for_alarm(PyObject *self, PyObject *milliseconds)
{
    useconds_t wait = (useconds_t)PyLong_AsLong(milliseconds) * 1000;
    signal(SIGALRM, on_alarm);
    Py_BEGIN_ALLOW_THREADS
    ualarm(wait, 0);
    pause();
    Py_END_ALLOW_THREADS
    return PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}

static PyMethodDef methods[] = {{"wait_for_alarm", wait_for_alarm, METH_O, NULL}, {NULL}};
static struct PyModuleDef alarm_module = {PyModuleDef_HEAD_INIT, "alarm", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_alarm(void)
{
    return PyModule_Create(&alarm_module);
}
