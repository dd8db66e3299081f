// The script of main() takes the GIL as those of other threads do.
//! prints: ready

#include <Python.h>

int
main(void)
{
    Py_Initialize();
    PyThreadState *saved = PyEval_SaveThread();
    PyGILState_STATE gil = PyGILState_Ensure();
    int status = PyRun_SimpleString("print('ready')");
    PyGILState_Release(gil);
    PyEval_RestoreThread(saved);
    return Py_FinalizeEx() < 0 ? 120 : status;
}
