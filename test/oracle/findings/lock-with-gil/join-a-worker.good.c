// A region around the wait.
//! run: print(crawler.crawl([]))
//! prints: [True]

#include <Python.h>
#include <pthread.h>

static void *
crawl_in_background(void *pages)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    PyList_Append(pages, Py_True);
    PyGILState_Release(gil);
    return NULL;
}

static PyObject *
crawl(PyObject *self, PyObject *pages)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, crawl_in_background, pages) != 0) {
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    Py_BEGIN_ALLOW_THREADS
    pthread_join(thread, NULL);
    Py_END_ALLOW_THREADS
    return Py_NewRef(pages);
}

static PyMethodDef methods[] = {{"crawl", crawl, METH_O, NULL}, {NULL}};
static struct PyModuleDef crawler = {PyModuleDef_HEAD_INIT, "crawler", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_crawler(void)
{
    return PyModule_Create(&crawler);
}
