// The thread state is saved by hand and handed to a guard, and the end of the function restores it by hand as well.
// The guard's destructor runs behind that, and waits for a lock that its own thread holds.
//! run: print(lamp.blink())
//! dies: waits for ever

#include <Python.h>
#include <chrono>
#include <thread>

namespace {

class RestoreAtEnd {
public:
    explicit RestoreAtEnd(PyThreadState *saved) : saved_(saved) {}
    ~RestoreAtEnd() { PyEval_RestoreThread(saved_); }
    RestoreAtEnd(const RestoreAtEnd &) = delete;
    RestoreAtEnd &operator=(const RestoreAtEnd &) = delete;

private:
    PyThreadState *saved_;
};

PyObject *blink(PyObject *, PyObject *)
{
    PyThreadState *saved = PyEval_SaveThread();
    RestoreAtEnd guard(saved);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    PyEval_RestoreThread(saved);
    Py_RETURN_TRUE;
//  ^^^^^^^^^^^^^^ error[double-acquire]
}

PyMethodDef methods[] = {{"blink", blink, METH_NOARGS, nullptr}, {nullptr, nullptr, 0, nullptr}};
PyModuleDef lamp = {PyModuleDef_HEAD_INIT, "lamp", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr};

}  // namespace

PyMODINIT_FUNC PyInit_lamp()
{
    return PyModule_Create(&lamp);
}
