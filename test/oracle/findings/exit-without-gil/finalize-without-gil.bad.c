// A program that embeds Python forgets that it has released the GIL when it shuts the interpreter down.
//! dies: Fatal Python error

#include <Python.h>
#include <unistd.h>

int
main(void)
{
    Py_Initialize();
    PyThreadState *saved = PyEval_SaveThread();
    usleep(1000);
    if (saved == NULL) {
        return 1;
    }
    return Py_FinalizeEx() < 0 ? 120 : 0;
//         ^^^^^^^^^^^^^ error[api-without-gil]
}
