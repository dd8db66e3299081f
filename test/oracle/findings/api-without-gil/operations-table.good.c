// The operation is called behind the region.
//! run: print(recorder.record([]))
//! prints: [65537]

#include <Python.h>
#include <unistd.h>

struct sink {
    int (*store)(void *target, long event);
};

static int
store_in_list(void *target, long event)
{
    PyObject *number = PyLong_FromLong(event);
    int result = number == NULL ? -1 : PyList_Append(target, number);
    Py_XDECREF(number);
    return result;
}

static const struct sink list_sink = {.store = store_in_list};

static PyObject *
record(PyObject *self, PyObject *events)
{
    Py_BEGIN_ALLOW_THREADS
    usleep(1000);
    Py_END_ALLOW_THREADS
    return list_sink.store(events, 65537) ? NULL : Py_NewRef(events);
}

static PyMethodDef methods[] = {{"record", record, METH_O, NULL}, {NULL}};
static struct PyModuleDef recorder = {PyModuleDef_HEAD_INIT, "recorder", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_recorder(void)
{
    return PyModule_Create(&recorder);
}
