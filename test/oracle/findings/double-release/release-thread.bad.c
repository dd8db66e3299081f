// A worker leaves its thread state with PyEval_ReleaseThread(), and the function it calls has done so already.
//! run: print(render.frame())
//! dies: Fatal Python error: PyEval_ReleaseThread: wrong thread state

#include <Python.h>
#include <unistd.h>

static void
leave(PyThreadState *state)
{
    PyEval_ReleaseThread(state);
}

static PyObject *
frame(PyObject *self, PyObject *unused)
{
    PyThreadState *state = PyThreadState_Get();
    leave(state);
    usleep(1000);
    PyEval_ReleaseThread(state);
//  ^^^^^^^^^^^^^^^^^^^^ error[double-release]
    PyEval_AcquireThread(state);
    Py_RETURN_TRUE;
}

static PyMethodDef methods[] = {{"frame", frame, METH_NOARGS, NULL}, {NULL}};
static struct PyModuleDef render = {PyModuleDef_HEAD_INIT, "render", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_render(void)
{
    return PyModule_Create(&render);
}
