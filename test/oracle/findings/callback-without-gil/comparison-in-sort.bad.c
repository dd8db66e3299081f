// Pointers to objects are sorted by qsort() in a region; the comparison asks Python.
// Comparing counts the depth of the recursion in the thread state, and there is none.
//! run: print(order.smallest((3.5, 1.5, 2.5)))
//! dies: SIGSEGV

#include <Python.h>
#include <stdlib.h>

static int
compare(const void *a, const void *b)
// <- warning[callback-without-gil]
{
    PyObject *left = *(PyObject *const *)a;
    PyObject *right = *(PyObject *const *)b;
    return PyObject_RichCompareBool(right, left, Py_LT) - PyObject_RichCompareBool(left, right, Py_LT);
}

static PyObject *
smallest(PyObject *self, PyObject *args)
{
    PyObject *items[3];
    if (!PyArg_ParseTuple(args, "(OOO)", &items[0], &items[1], &items[2])) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    qsort(items, 3, sizeof(items[0]), compare);
    Py_END_ALLOW_THREADS
    return Py_NewRef(items[0]);
}

static PyMethodDef methods[] = {{"smallest", smallest, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef order = {PyModuleDef_HEAD_INIT, "order", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_order(void)
{
    return PyModule_Create(&order);
}
