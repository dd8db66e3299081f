// The guard alone takes the GIL back.
//! run: print(lamp.blink())
//! prints: True

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
    {
        RestoreAtEnd guard(PyEval_SaveThread());
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    Py_RETURN_TRUE;
}

PyMethodDef methods[] = {{"blink", blink, METH_NOARGS, nullptr}, {nullptr, nullptr, 0, nullptr}};
PyModuleDef lamp = {PyModuleDef_HEAD_INIT, "lamp", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr};

}  // namespace

PyMODINIT_FUNC PyInit_lamp()
{
    return PyModule_Create(&lamp);
}
