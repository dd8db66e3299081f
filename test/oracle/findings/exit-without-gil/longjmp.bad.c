// An image decoder reports errors with longjmp(), as libpng and libjpeg do; here it leaps out of the region.
// Behind setjmp() the exception is raised without the GIL.
//! run: print(picture.decode(b"GIF"))
//! dies: Python memory allocator called without holding the GIL

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <setjmp.h>

static jmp_buf on_error;

static PyObject *
decode(PyObject *self, PyObject *args)
{
    const char *data;
    Py_ssize_t length;
    if (!PyArg_ParseTuple(args, "y#", &data, &length)) {
        return NULL;
    }
    if (setjmp(on_error)) {
        PyErr_SetString(PyExc_ValueError, "not a picture");
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    if (length < 4 || data[0] != 'P') {
        longjmp(on_error, 1);
//      ^^^^^^^ error[exit-without-gil]
    }
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"decode", decode, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef picture = {PyModuleDef_HEAD_INIT, "picture", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_picture(void)
{
    return PyModule_Create(&picture);
}
