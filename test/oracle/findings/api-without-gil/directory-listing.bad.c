// The names of a directory, read in one region so that a slow network disk keeps nobody waiting.
// The strings are made in that region too: the decoder asks for its interpreter, and there is no thread state to know it.
//! run: print(sorted(listing.names("/proc/self/task/.."))[:2])
//! dies: _PyInterpreterState_GET: the function must be called with the GIL held, but the GIL is released

#include <Python.h>
#include <dirent.h>

static PyObject *
names(PyObject *self, PyObject *path)
{
    const char *folder = PyUnicode_AsUTF8(path);
    PyObject *found = PyList_New(0);
    DIR *directory;
    struct dirent *entry;
    if (folder == NULL || found == NULL) {
        Py_XDECREF(found);
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    directory = opendir(folder);
    while (directory != NULL && (entry = readdir(directory)) != NULL) {
        PyObject *name = PyUnicode_DecodeFSDefault(entry->d_name);
//                       ^^^^^^^^^^^^^^^^^^^^^^^^^ error[api-without-gil]
        PyList_Append(found, name);
//      ^^^^^^^^^^^^^ error[api-without-gil]
        Py_XDECREF(name);
//      ^^^^^^^^^^ error[api-without-gil]
    }
    if (directory != NULL) {
        closedir(directory);
    }
    Py_END_ALLOW_THREADS
    return found;
}

static PyMethodDef methods[] = {{"names", names, METH_O, NULL}, {NULL}};
static struct PyModuleDef listing = {PyModuleDef_HEAD_INIT, "listing", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_listing(void)
{
    return PyModule_Create(&listing);
}
