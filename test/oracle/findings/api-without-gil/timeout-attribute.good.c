// The attribute is read first; the region holds the wait alone.
//! run: class Device: seconds = 0.01
//! run: print(device.settle(Device()))
//! prints: True

#include <Python.h>
#include <time.h>

static PyObject *
settle(PyObject *self, PyObject *device)
{
    PyObject *seconds = PyObject_GetAttrString(device, "seconds");
    if (seconds == NULL) {
        return NULL;
    }
    double duration = PyFloat_AsDouble(seconds);
    Py_DECREF(seconds);
    if (duration < 0 && PyErr_Occurred()) {
        return NULL;
    }
    struct timespec wait = {(time_t)duration, (long)(duration * 1e9) % 1000000000};
    Py_BEGIN_ALLOW_THREADS
    nanosleep(&wait, NULL);
    Py_END_ALLOW_THREADS
    Py_RETURN_TRUE;
}

static PyMethodDef methods[] = {{"settle", settle, METH_O, NULL}, {NULL}};
static struct PyModuleDef device_module = {PyModuleDef_HEAD_INIT, "device", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_device(void)
{
    return PyModule_Create(&device_module);
}
