// The handler sets a flag; the method raises when it has the GIL again.
//! run: try: alarm.wait_for_alarm(1)
//! run: except TimeoutError as error: print(error)
//! prints: alarm

#include <Python.h>
#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t rang;

static void
on_alarm(int number)
{
    rang = 1;
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
    if (rang) {
        PyErr_SetString(PyExc_TimeoutError, "alarm");
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"wait_for_alarm", wait_for_alarm, METH_O, NULL}, {NULL}};
static struct PyModuleDef alarm_module = {PyModuleDef_HEAD_INIT, "alarm", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_alarm(void)
{
    return PyModule_Create(&alarm_module);
}
