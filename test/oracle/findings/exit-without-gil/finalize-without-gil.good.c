// The thread state is restored first.
//! prints: done

#include <Python.h>
#include <unistd.h>

int
main(void)
{
    Py_Initialize();
    PyThreadState *saved = PyEval_SaveThread();
    usleep(1000);
    PyEval_RestoreThread(saved);
    if (Py_FinalizeEx() < 0) {
        return 120;
    }
    puts("done");
    return 0;
}
