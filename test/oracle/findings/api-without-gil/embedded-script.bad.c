// A program that embeds Python releases the GIL after the start, so that its other threads can run scripts,
// and then runs one itself in main().
//! dies: Python memory allocator called without holding the GIL

#include <Python.h>

int
main(void)
{
    Py_Initialize();
    PyThreadState *saved = PyEval_SaveThread();
    int status = PyRun_SimpleString("print('ready')");
//               ^^^^^^^^^^^^^^^^^^ error[api-without-gil]
    PyEval_RestoreThread(saved);
    return Py_FinalizeEx() < 0 ? 120 : status;
}
