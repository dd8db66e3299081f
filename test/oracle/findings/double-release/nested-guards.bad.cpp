// A function releases the GIL with a guard, and so does the function that calls it.
//! run: print(mixer.mix())
//! dies: Fatal Python error: PyEval_SaveThread: the function must be called with the GIL held

#include <Python.h>
#include <chrono>
#include <thread>

namespace {

class ReleasedGil {
public:
    ReleasedGil() : saved_(PyEval_SaveThread()) {}
    ~ReleasedGil() { PyEval_RestoreThread(saved_); }
    ReleasedGil(const ReleasedGil &) = delete;
    ReleasedGil &operator=(const ReleasedGil &) = delete;

private:
    PyThreadState *saved_;
};

void wait_for_samples()
{
    ReleasedGil released;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

PyObject *mix(PyObject *, PyObject *)
{
    {
        ReleasedGil released;
        wait_for_samples();
//      ^^^^^^^^^^^^^^^^ error[double-release]
    }
    Py_RETURN_TRUE;
}

PyMethodDef methods[] = {{"mix", mix, METH_NOARGS, nullptr}, {nullptr, nullptr, 0, nullptr}};
PyModuleDef mixer = {PyModuleDef_HEAD_INIT, "mixer", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr};

}  // namespace

PyMODINIT_FUNC PyInit_mixer()
{
    return PyModule_Create(&mixer);
}
