/* A module whose one function makes every other Python thread wait.
 *
 * Put the cursor on sleep() and ask for a quick fix. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <unistd.h>

static PyObject *
nap(PyObject *module, PyObject *args)
{
    unsigned int seconds;
    if (!PyArg_ParseTuple(args, "I", &seconds)) {
        return NULL;
    }
    sleep(seconds); /* Every other thread waits. */
    Py_RETURN_NONE;
}

/* The same, done right: these lines are shaded. */
static PyObject *
patient_nap(PyObject *module, PyObject *args)
{
    unsigned int seconds;
    if (!PyArg_ParseTuple(args, "I", &seconds)) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    sleep(seconds);
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"nap", nap, METH_VARARGS, "Sleeps while everybody waits."},
    {"patient_nap", patient_nap, METH_VARARGS, "Sleeps while others run."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef sample = {PyModuleDef_HEAD_INIT, "sample", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC
PyInit_sample(void)
{
    return PyModule_Create(&sample);
}
