// A goto to the common error label jumps over Py_END_ALLOW_THREADS; the label raises without the GIL.
//! run: print(blocks.read_block("/nowhere"))
//! dies: Fatal Python error: _PyInterpreterState_GET: the function must be called with the GIL held

#include <Python.h>
#include <fcntl.h>
#include <unistd.h>

static PyObject *
read_block(PyObject *self, PyObject *args)
{
    const char *path;
    char buffer[512];
    ssize_t n = -1;
    int fd;
    if (!PyArg_ParseTuple(args, "s", &path)) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    fd = open(path, O_RDONLY);
    if (fd < 0) {
        goto error;
//      ^^^^^^^^^^^ error[exit-without-gil]
    }
    n = read(fd, buffer, sizeof(buffer));
    close(fd);
    Py_END_ALLOW_THREADS
    return PyBytes_FromStringAndSize(buffer, n);
error:
    return PyErr_SetFromErrnoWithFilename(PyExc_OSError, path);
}

static PyMethodDef methods[] = {{"read_block", read_block, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef blocks = {PyModuleDef_HEAD_INIT, "blocks", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_blocks(void)
{
    return PyModule_Create(&blocks);
}
