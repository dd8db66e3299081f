/* Rows of measurements as Python tuples. */
#ifndef ROW_BUILDER_H
#define ROW_BUILDER_H

#include <Python.h>

static inline PyObject *
row_new(const char *sensor, double value)
{
    return Py_BuildValue("(sd)", sensor, value);
}

#endif
