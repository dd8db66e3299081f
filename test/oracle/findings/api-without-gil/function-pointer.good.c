// The pointer is called behind the region.
//! run: print(columns.first([0.5, 2.0]))
//! prints: 0.5

#include <Python.h>
#include <unistd.h>

typedef PyObject *(*converter)(double);

static PyObject *
as_float(double value)
{
    return PyFloat_FromDouble(value);
}

static PyObject *
as_integer(double value)
{
    return PyLong_FromDouble(value);
}

static PyObject *
first(PyObject *self, PyObject *values)
{
    PyObject *item = PySequence_GetItem(values, 0);
    if (item == NULL) {
        return NULL;
    }
    double value = PyFloat_AsDouble(item);
    converter convert = value == (long)value ? as_integer : as_float;
    Py_DECREF(item);
    Py_BEGIN_ALLOW_THREADS
    usleep(1000);
    Py_END_ALLOW_THREADS
    return convert(value);
}

static PyMethodDef methods[] = {{"first", first, METH_O, NULL}, {NULL}};
static struct PyModuleDef columns = {PyModuleDef_HEAD_INIT, "columns", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_columns(void)
{
    return PyModule_Create(&columns);
}
