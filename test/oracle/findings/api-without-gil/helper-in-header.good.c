// The value is kept, and the row is built behind the region.
//! run: print(sensor.sample("hall"))
//! prints: ('hall', 21.5)

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
    double value;
    if (!PyArg_ParseTuple(args, "s", &name)) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    value = wait_for_value();
    Py_END_ALLOW_THREADS
    return row_new(name, value);
}

static PyMethodDef methods[] = {{"sample", sample, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef sensor = {PyModuleDef_HEAD_INIT, "sensor", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_sensor(void)
{
    return PyModule_Create(&sensor);
}
