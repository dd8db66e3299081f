// The outer region is enough.
//! run: print(radio.listen(3))
//! prints: 0

#include <Python.h>
#include <unistd.h>

#define RADIO_UNLOCKED { PyThreadState *radio_state = PyEval_SaveThread();
#define RADIO_LOCKED PyEval_RestoreThread(radio_state); }

static PyObject *
listen_to(PyObject *self, PyObject *count)
{
    long packets = PyLong_AsLong(count);
    RADIO_UNLOCKED
    while (packets > 0) {
        usleep(1000);
        packets--;
    }
    RADIO_LOCKED
    return PyLong_FromLong(packets);
}

static PyMethodDef methods[] = {{"listen", listen_to, METH_O, NULL}, {NULL}};
static struct PyModuleDef radio = {PyModuleDef_HEAD_INIT, "radio", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_radio(void)
{
    return PyModule_Create(&radio);
}
