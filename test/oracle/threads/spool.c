// Has a file written by a slow source and waits for the disk: read() in the head of a loop, fsync() in an `if`.
//! kind: waits

#include <Python.h>
#include <fcntl.h>
#include <unistd.h>

static PyObject *
spool(PyObject *self, PyObject *args)
{
    int to, from;
    const char *path;
    if (!PyArg_ParseTuple(args, "iis:spool", &to, &from, &path)) {
        return NULL;
    }
    char block[64];
    ssize_t count;
    size_t total = 0;

    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) {
        return PyErr_SetFromErrnoWithFilename(PyExc_OSError, path);
    }
    if (write(to, "page\n", 5) != 5) {
        goto failed;
    }
    while ((count = read(from, block, sizeof(block))) > 0) {
        if (write(file, block, (size_t)count) != count) {
            goto failed;
        }
        total += (size_t)count;
        if (block[count - 1] == '\n') {
            break;
        }
    }
    if (count < 0 || fsync(file) < 0) {
        goto failed;
    }
    if (close(file) < 0) {
        return PyErr_SetFromErrnoWithFilename(PyExc_OSError, path);
    }
    return PyLong_FromSize_t(total);

failed:
    PyErr_SetFromErrnoWithFilename(PyExc_OSError, path);
    close(file);
    return NULL;
}

static PyMethodDef methods[] = {{"spool", spool, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "spool", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_spool(void)
{
    return PyModule_Create(&module);
}
