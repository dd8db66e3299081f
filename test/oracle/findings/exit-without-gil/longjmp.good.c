// The jump lands inside the region, which is then left by its end.
//! run: try: picture.decode(b"GIF")
//! run: except ValueError as error: print(error)
//! prints: not a picture

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <setjmp.h>

static jmp_buf on_error;

static int
decode_rows(const char *data, Py_ssize_t length)
{
    if (setjmp(on_error)) {
        return -1;
    }
    if (length < 4 || data[0] != 'P') {
        longjmp(on_error, 1);
    }
    return 0;
}

static PyObject *
decode(PyObject *self, PyObject *args)
{
    const char *data;
    Py_ssize_t length;
    int result;
    if (!PyArg_ParseTuple(args, "y#", &data, &length)) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    result = decode_rows(data, length);
    Py_END_ALLOW_THREADS
    if (result < 0) {
        PyErr_SetString(PyExc_ValueError, "not a picture");
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"decode", decode, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef picture = {PyModuleDef_HEAD_INIT, "picture", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_picture(void)
{
    return PyModule_Create(&picture);
}
