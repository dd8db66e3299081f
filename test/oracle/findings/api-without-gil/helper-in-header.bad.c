// A row is built by a helper of a header, which hides Py_BuildValue() from the one who reads the region.
//! run: print(sensor.sample("hall"))
//! dies: Fatal Python error: _PyInterpreterState_GET: the function must be called with the GIL held

#include "row_builder.h"
#include <time.h>

static double
wait_for_value(void)
{
    struct timespec settle = {0, 1000000};
    nanosleep(&settle, NULL);
    return 21.5;
}

static PyObject *
sample(PyObject *self, PyObject *args)
{
    const char *name;
    PyObject *row;
    if (!PyArg_ParseTuple(args, "s", &name)) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    row = row_new(name, wait_for_value());
//        ^^^^^^^ error[api-without-gil]
    Py_END_ALLOW_THREADS
    return row;
}

static PyMethodDef methods[] = {{"sample", sample, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef sensor = {PyModuleDef_HEAD_INIT, "sensor", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_sensor(void)
{
    return PyModule_Create(&sensor);
}
