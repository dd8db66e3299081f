// Sorting with a comparison that asks Python keeps the GIL.
//! run: print(order.smallest((3.5, 1.5, 2.5)))
//! prints: 1.5

#include <Python.h>
#include <stdlib.h>

static int
compare(const void *a, const void *b)
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
    qsort(items, 3, sizeof(items[0]), compare);
    return Py_NewRef(items[0]);
}

static PyMethodDef methods[] = {{"smallest", smallest, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef order = {PyModuleDef_HEAD_INIT, "order", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_order(void)
{
    return PyModule_Create(&order);
}
