// The lambda takes the GIL with a guard.
//! run: print(loader.load([]))
//! prints: [65536]

#include <Python.h>
#include <thread>

namespace {

class AcquiredGil {
public:
    AcquiredGil() : state_(PyGILState_Ensure()) {}
    ~AcquiredGil() { PyGILState_Release(state_); }
    AcquiredGil(const AcquiredGil &) = delete;
    AcquiredGil &operator=(const AcquiredGil &) = delete;

private:
    PyGILState_STATE state_;
};

PyObject *load(PyObject *, PyObject *chunks)
{
    std::thread worker([chunks] {
        AcquiredGil gil;
        PyObject *chunk = PyLong_FromLong(65536);
        PyList_Append(chunks, chunk);
        Py_XDECREF(chunk);
    });
    Py_BEGIN_ALLOW_THREADS
    worker.join();
    Py_END_ALLOW_THREADS
    return Py_NewRef(chunks);
}

PyMethodDef methods[] = {{"load", load, METH_O, nullptr}, {nullptr, nullptr, 0, nullptr}};
PyModuleDef loader = {PyModuleDef_HEAD_INIT, "loader", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr};

}  // namespace

PyMODINIT_FUNC PyInit_loader()
{
    return PyModule_Create(&loader);
}
