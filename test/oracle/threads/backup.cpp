// C++ that leaves by `goto`: nothing that is initialised may be declared between the jump and its label.
//! kind: waits

#include <Python.h>
#include <fcntl.h>
#include <unistd.h>

static PyObject *
backup(PyObject *self, PyObject *args)
{
    int to, from, file = -1;
    const char *path;
    char block[64];
    ssize_t count = 0;
    PyObject *result = nullptr;

    if (!PyArg_ParseTuple(args, "iis:backup", &to, &from, &path)) {
        return nullptr;
    }
    if (write(to, "backup\n", 7) != 7) {
        goto done;
    }
    count = read(from, block, sizeof(block));
    if (count < 0) {
        goto done;
    }
    file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0 || write(file, block, static_cast<size_t>(count)) != count) {
        goto done;
    }
    if (count > 0 && fsync(file) < 0) {
        goto done;
    }
    result = PyLong_FromSsize_t(count);

done:
    if (result == nullptr) {
        PyErr_SetFromErrnoWithFilename(PyExc_OSError, path);
    }
    if (file >= 0) {
        close(file);
    }
    return result;
}

static PyMethodDef methods[] = {
    {"backup", backup, METH_VARARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};
static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "backup", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr,
};

PyMODINIT_FUNC
PyInit_backup(void)
{
    return PyModule_Create(&module);
}
