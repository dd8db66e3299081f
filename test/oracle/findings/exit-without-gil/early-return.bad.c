// The early return for an empty answer leaves the region, and with it the function, without the GIL.
// The interpreter goes on as if it held the GIL, and looks for a thread state that is not there.
//! run: print([probe.length(""), "next"])
//! dies: SIGSEGV

#include <Python.h>
#include <string.h>
#include <unistd.h>

static PyObject *
length(PyObject *self, PyObject *args)
{
    const char *answer;
    size_t n;
    if (!PyArg_ParseTuple(args, "s", &answer)) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    usleep(1000);
    n = strlen(answer);
    if (n == 0) {
        Py_RETURN_NONE;
//      ^^^^^^^^^^^^^^ error[exit-without-gil]
    }
    Py_END_ALLOW_THREADS
    return PyLong_FromSize_t(n);
}

static PyMethodDef methods[] = {{"length", length, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef probe = {PyModuleDef_HEAD_INIT, "probe", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_probe(void)
{
    return PyModule_Create(&probe);
}
