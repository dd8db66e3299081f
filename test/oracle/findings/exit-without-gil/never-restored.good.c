// The loop has one way out, and it leads through PyEval_RestoreThread().
//! run: print(server.serve(3))
//! prints: (3,)

#include <Python.h>
#include <unistd.h>

static int
serve_requests(int count)
{
    PyThreadState *saved = PyEval_SaveThread();
    int served = 0;
    for (;;) {
        usleep(1000);
        if (++served == count) {
            break;
        }
    }
    PyEval_RestoreThread(saved);
    return served;
}

static PyObject *
serve(PyObject *self, PyObject *count)
{
    int served = serve_requests((int)PyLong_AsLong(count));
    return Py_BuildValue("(i)", served);
}

static PyMethodDef methods[] = {{"serve", serve, METH_O, NULL}, {NULL}};
static struct PyModuleDef server = {PyModuleDef_HEAD_INIT, "server", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_server(void)
{
    return PyModule_Create(&server);
}
