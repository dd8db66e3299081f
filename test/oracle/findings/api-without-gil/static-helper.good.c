// The helper is called with the GIL held; splitting a short text is not worth a region.
//! run: print(words.count("one two one"))
//! prints: {'one': 3, 'two': 2}

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
    while (sscanf(text, "%31s%n", word, &consumed) == 1) {
        if (remember(counts, word, ++total) < 0) {
            Py_DECREF(counts);
            return NULL;
        }
        text += consumed;
    }
    return counts;
}

static PyMethodDef methods[] = {{"count", count, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef words = {PyModuleDef_HEAD_INIT, "words", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_words(void)
{
    return PyModule_Create(&words);
}
