// A writer drops the object it has written before it takes the GIL back: "it is only a reference count".
// It was the last reference: the object is destroyed, and that needs the thread state that is not there.
//! run: print(writer.write_line(open("/dev/null", "w").fileno(), 12345))
//! dies: SIGSEGV

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
    Py_DECREF(line);
//  ^^^^^^^^^ error[api-without-gil]
    Py_END_ALLOW_THREADS
    return PyLong_FromSsize_t(written);
}

static PyMethodDef methods[] = {{"write_line", write_line, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef writer = {PyModuleDef_HEAD_INIT, "writer", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_writer(void)
{
    return PyModule_Create(&writer);
}
