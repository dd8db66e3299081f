/* Statements in every position that a probe has to find its way to, in both states of the GIL. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <errno.h>
#include <pthread.h>

#define DOUBLED(x) ((x) + (x))
#define UNUSED __attribute__((unused))
#define EMPTIED __attribute__((cleanup(empty)))

static void
empty(int *value)
{
    *value = 0;
}

static int
rounds(int n)
{
    int sum = 0;
    EMPTIED int emptied = n;
    UNUSED PyObject *first = NULL, *second = NULL;
    UNUSED PyObject
        *third = NULL, *fourth = NULL;
    for (int i = 0; i < n; i++)
        if (i % 2)
            sum += i;
        else if (i % 3)
            sum -= i;
        else
            continue;
    do
        sum++;
    while (sum < 0);
    switch (n) {
    case 0:
        return 0;
    case 1:
    case 2: {
        int twice = DOUBLED(n);
        sum += twice;
        break;
    }
    default:
        goto out;
    }
    sum--;
out:
    if (errno != ENOENT)
        return -1;
    return sum;
}

static PyObject *
count(PyObject *self, PyObject *args)
{
    int n, sum;
    if (!PyArg_ParseTuple(args, "i", &n))
        return NULL;
    errno = ENOENT;
    if (n > 100) {
        Py_BEGIN_ALLOW_THREADS
        sum = rounds(n);
        Py_END_ALLOW_THREADS
    }
    else
        sum = rounds(n);
#if PY_VERSION_HEX > 0x03000000
    if (sum < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
#else
    if (sum < 0)
        return NULL;
#endif
#ifdef NO_LIMIT
    if (sum < 0)
#else
    if (sum > 1000000)
#endif
    {
        sum = 1000000;
    } else {
        sum++;
    }
#ifdef NO_LIMIT
    if (sum == 0)
        sum = 1;
#else
    if (sum == 2)
        sum = 3;
#endif
    else
        sum--;
    return PyLong_FromLong(sum);
}

static void *
call_from_thread(void *callable)
{
    int done = 0;
    if (callable == NULL)
        return NULL;
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *result = PyObject_CallNoArgs(callable);
    Py_XDECREF(result);
    PyGILState_Release(state);
    done++;
    return done ? callable : NULL;
}

static PyObject *
call_elsewhere(PyObject *self, PyObject *callable)
{
    pthread_t thread;
    int failed = pthread_create(&thread, NULL, call_from_thread, callable);
    if (failed)
        return PyErr_NoMemory();
    Py_BEGIN_ALLOW_THREADS
    pthread_join(thread, NULL);
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"count", count, METH_VARARGS, NULL},
    {"call_elsewhere", call_elsewhere, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "sample", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_sample(void)
{
    return PyModule_Create(&definition);
}
