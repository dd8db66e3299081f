// Starts a program and waits for its end: waitpid() in a condition, with the assignment to compare in it.
//! kind: waits

#include <Python.h>
#include <spawn.h>
#include <sys/wait.h>

extern char **environ;

static PyObject *
run(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    const char *script;
    pid_t pid, ended;
    int status, error;

    if (nargs != 1 || (script = PyUnicode_AsUTF8(args[0])) == NULL) {
        if (!PyErr_Occurred()) {
            PyErr_SetString(PyExc_TypeError, "one script is wanted");
        }
        return NULL;
    }
    char *const argv[] = {"sh", "-c", (char *)script, NULL};
    error = posix_spawn(&pid, "/bin/sh", NULL, NULL, argv, environ);
    if (error != 0) {
        errno = error;
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    if ((ended = waitpid(pid, &status, 0)) != pid) {
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    return PyLong_FromLong(WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}

static PyMethodDef methods[] = {{"run", (PyCFunction)(void (*)(void))run, METH_FASTCALL, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "child", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_child(void)
{
    return PyModule_Create(&module);
}
