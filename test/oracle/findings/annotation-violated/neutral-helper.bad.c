// The contract says that the helper may be called in either state; its body raises an exception.
// Whoever believes the contract calls it in a region.
//! run: print(parser.parse(b"x"))
//! dies: Python memory allocator called without holding the GIL

#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* gil: neutral */
static int
check_header(const char *data, Py_ssize_t length)
{
    if (length < 4) {
        PyErr_SetString(PyExc_ValueError, "too short");
//      ^^^^^^^^^^^^^^^ warning[annotation-violated]
        return -1;
    }
    return data[0];
}

static PyObject *
parse(PyObject *self, PyObject *args)
{
    const char *data;
    Py_ssize_t length;
    int kind;
    if (!PyArg_ParseTuple(args, "y#", &data, &length)) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    kind = check_header(data, length);
    Py_END_ALLOW_THREADS
    return kind < 0 ? NULL : PyLong_FromLong(kind);
}

static PyMethodDef methods[] = {{"parse", parse, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef parser = {PyModuleDef_HEAD_INIT, "parser", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_parser(void)
{
    return PyModule_Create(&parser);
}
