// Calls that wait, in each kind of statement that a fix has to deal with.
#include <Python.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static PyObject *
write_through(PyObject *self, PyObject *args)
{
    const char *path;
    Py_buffer data;
    PyObject *result = NULL;

    if (!PyArg_ParseTuple(args, "sy*", &path, &data))
        return NULL;
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    if (fd < 0) {
        PyErr_SetFromErrnoWithFilename(PyExc_OSError, path);
        goto done;
    }
    if (write(fd, data.buf, (size_t)data.len) != data.len || fsync(fd) != 0) {
        PyErr_SetFromErrno(PyExc_OSError);
        close(fd);
        goto done;
    }
    if (close(fd))
        PyErr_SetFromErrno(PyExc_OSError);
    else
        result = PyLong_FromSsize_t(data.len);
done:
    PyBuffer_Release(&data);
    return result;
}

static PyObject *
read_all(PyObject *self, PyObject *args)
{
    char buffer[4096];
    int fd;
    ssize_t n;
    Py_ssize_t total = 0;

    if (!PyArg_ParseTuple(args, "i", &fd))
        return NULL;
    while ((n = read(fd, buffer, sizeof(buffer))) > 0)
        total += n;
    if (n < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    return PyLong_FromSsize_t(total);
}

static PyObject *
size_of(PyObject *self, PyObject *args)
{
    struct stat st;
    int fd;

    if (!PyArg_ParseTuple(args, "i", &fd))
        return NULL;
    switch (fstat(fd, &st)) {
    case 0:
        return PyLong_FromLongLong((long long)st.st_size);
    default:
        return PyErr_SetFromErrno(PyExc_OSError);
    }
}

static PyObject *
nap(PyObject *self, PyObject *args)
{
    unsigned int seconds;

    if (!PyArg_ParseTuple(args, "I", &seconds))
        return NULL;
    return PyLong_FromUnsignedLong(sleep(seconds));
}

static PyMethodDef methods[] = {
    {"write_through", write_through, METH_VARARGS, NULL},
    {"read_all", read_all, METH_VARARGS, NULL},
    {"size_of", size_of, METH_VARARGS, NULL},
    {"nap", nap, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "files", NULL, 0, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC
PyInit_files(void)
{
    return PyModule_Create(&module);
}
