// A static helper stores a number under a name in a dictionary; it knows nothing of the region it is called from.
//! run: print(words.count("one two one"))
//! dies: Python memory allocator called without holding the GIL

#include <Python.h>
#include <string.h>

static int
remember(PyObject *counts, const char *word, long n)
{
    PyObject *number = PyLong_FromLong(n);
    int result = number == NULL ? -1 : PyDict_SetItemString(counts, word, number);
    Py_XDECREF(number);
    return result;
}

static PyObject *
count(PyObject *self, PyObject *args)
{
    const char *text;
    char word[32] = "";
    long total = 0;
    int consumed;
    if (!PyArg_ParseTuple(args, "s", &text)) {
        return NULL;
    }
    PyObject *counts = PyDict_New();
    if (counts == NULL) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    while (sscanf(text, "%31s%n", word, &consumed) == 1) {
        remember(counts, word, ++total);
//      ^^^^^^^^ error[api-without-gil]
        text += consumed;
    }
    Py_END_ALLOW_THREADS
    return counts;
}

static PyMethodDef methods[] = {{"count", count, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef words = {PyModuleDef_HEAD_INIT, "words", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_words(void)
{
    return PyModule_Create(&words);
}
