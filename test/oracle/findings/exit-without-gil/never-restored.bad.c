// A server releases the GIL for its loop, and the way out of the loop forgets to take it back.
//! run: print(server.serve(3))
//! dies: Fatal Python error: _PyInterpreterState_GET: the function must be called with the GIL held

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
            return served;
//          ^^^^^^^^^^^^^^ error[exit-without-gil]
        }
        if (served < 0) {
            break;
        }
    }
    PyEval_RestoreThread(saved);
    return -1;
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
