// The reference is dropped behind the region.
//! run: import os
//! run: print(writer.write_line(os.open("/dev/null", os.O_WRONLY), 12345))
//! prints: 5

#include <Python.h>
#include <unistd.h>

static PyObject *
write_line(PyObject *self, PyObject *args)
{
    int fd;
    PyObject *value;
    if (!PyArg_ParseTuple(args, "iO", &fd, &value)) {
        return NULL;
    }
    PyObject *line = PyObject_Str(value);
    Py_ssize_t length;
    const char *text = line == NULL ? NULL : PyUnicode_AsUTF8AndSize(line, &length);
    if (text == NULL) {
        Py_XDECREF(line);
        return NULL;
    }
    ssize_t written;
    Py_BEGIN_ALLOW_THREADS
    written = write(fd, text, (size_t)length);
    Py_END_ALLOW_THREADS
    Py_DECREF(line);
    return PyLong_FromSsize_t(written);
}

static PyMethodDef methods[] = {{"write_line", write_line, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef writer = {PyModuleDef_HEAD_INIT, "writer", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_writer(void)
{
    return PyModule_Create(&writer);
}
