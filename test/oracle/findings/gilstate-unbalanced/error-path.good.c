// Both ways lead through the release.
//! run: print(notifier.notify(""))
//! prints: None

#include <Python.h>
#include <pthread.h>

static PyObject *last_message;

static void *
notifier_main(void *text)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    if (*(const char *)text != '\0') {
        Py_XSETREF(last_message, PyUnicode_FromString(text));
    }
    PyGILState_Release(gil);
    return NULL;
}

static PyObject *
notify(PyObject *self, PyObject *args)
{
    pthread_t thread;
    char *text;
    if (!PyArg_ParseTuple(args, "s", &text)) {
        return NULL;
    }
    if (pthread_create(&thread, NULL, notifier_main, text) != 0) {
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    Py_BEGIN_ALLOW_THREADS
    pthread_join(thread, NULL);
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"notify", notify, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef notifier = {PyModuleDef_HEAD_INIT, "notifier", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_notifier(void)
{
    return PyModule_Create(&notifier);
}
