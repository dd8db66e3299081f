// The time to wait is an attribute of the device object, and it is read where the waiting is done.
// PyObject_GetAttrString() makes a string of the name: the allocator stops the process.
//! run: class Device: seconds = 0.01
//! run: print(device.settle(Device()))
//! dies: Python memory allocator called without holding the GIL

#include <Python.h>
#include <time.h>

static PyObject *
settle(PyObject *self, PyObject *device)
{
    Py_BEGIN_ALLOW_THREADS
    PyObject *seconds = PyObject_GetAttrString(device, "seconds");
//                      ^^^^^^^^^^^^^^^^^^^^^^ error[api-without-gil]
    double duration = PyFloat_AsDouble(seconds);
//                    ^^^^^^^^^^^^^^^^ error[api-without-gil]
    struct timespec wait = {(time_t)duration, (long)(duration * 1e9) % 1000000000};
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
