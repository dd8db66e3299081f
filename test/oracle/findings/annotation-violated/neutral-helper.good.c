// The helper keeps its contract; its caller raises.
//! run: try: parser.parse(b"x")
//! run: except ValueError as error: print(error)
//! prints: too short

#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* gil: neutral */
static int
check_header(const char *data, Py_ssize_t length)
{
    return length < 4 ? -1 : data[0];
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
    if (kind < 0) {
        PyErr_SetString(PyExc_ValueError, "too short");
        return NULL;
    }
    return PyLong_FromLong(kind);
}

static PyMethodDef methods[] = {{"parse", parse, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef parser = {PyModuleDef_HEAD_INIT, "parser", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_parser(void)
{
    return PyModule_Create(&parser);
}
