// Py_BLOCK_THREADS takes the GIL back before the jump.
//! run: try: blocks.read_block("/nowhere")
//! run: except FileNotFoundError as error: print(error.filename)
//! prints: /nowhere

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
        Py_BLOCK_THREADS
        goto error;
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
