// A region for each call that waits; the strings are made between them.
//! run: print(sorted(listing.names("/proc/self/task/.."))[:2])
//! prints: ['.', '..']

#include <Python.h>
#include <dirent.h>

static PyObject *
names(PyObject *self, PyObject *path)
{
    const char *folder = PyUnicode_AsUTF8(path);
    PyObject *found = PyList_New(0);
    DIR *directory;
    struct dirent *entry = NULL;
    if (folder == NULL || found == NULL) {
        Py_XDECREF(found);
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    directory = opendir(folder);
    Py_END_ALLOW_THREADS
    while (directory != NULL) {
        Py_BEGIN_ALLOW_THREADS
        entry = readdir(directory);
        if (entry == NULL) {
            closedir(directory);
            directory = NULL;
        }
        Py_END_ALLOW_THREADS
        if (entry != NULL) {
            PyObject *name = PyUnicode_DecodeFSDefault(entry->d_name);
            PyList_Append(found, name);
            Py_XDECREF(name);
        }
    }
    return found;
}

static PyMethodDef methods[] = {{"names", names, METH_O, NULL}, {NULL}};
static struct PyModuleDef listing = {PyModuleDef_HEAD_INIT, "listing", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_listing(void)
{
    return PyModule_Create(&listing);
}
