// Asks a device over a pipe and waits for its answer: the result of read() is in a declaration.
//! kind: waits

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <unistd.h>

static PyObject *
ask(PyObject *self, PyObject *args)
{
    int to, from;
    const char *question;
    Py_ssize_t length;
    if (!PyArg_ParseTuple(args, "iis#:ask", &to, &from, &question, &length)) {
        return NULL;
    }
    char answer[256];

    if (write(to, question, (size_t)length) != length) {
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    ssize_t count = read(from, answer, sizeof(answer));
    if (count < 0) {
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    return PyBytes_FromStringAndSize(answer, count);
}

static PyMethodDef methods[] = {{"ask", ask, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "device", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_device(void)
{
    return PyModule_Create(&module);
}
