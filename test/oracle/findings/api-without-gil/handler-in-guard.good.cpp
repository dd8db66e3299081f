// The released scope is inside the try block: the guard has taken the GIL back when the handler runs.
//! run: try: scale.at(-1)
//! run: except IndexError as error: print(error)
//! prints: position is negative

#include <Python.h>
#include <stdexcept>

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

double measure(long position)
{
    if (position < 0) {
        throw std::out_of_range("position is negative");
    }
    return 0.5 * static_cast<double>(position);
}

PyObject *at(PyObject *, PyObject *number)
{
    long position = PyLong_AsLong(number);
    double value = 0;
    try {
        ReleasedGil released;
        value = measure(position);
    } catch (const std::out_of_range &error) {
        PyErr_SetString(PyExc_IndexError, error.what());
    }
    return PyErr_Occurred() ? nullptr : PyFloat_FromDouble(value);
}

PyMethodDef methods[] = {{"at", at, METH_O, nullptr}, {nullptr, nullptr, 0, nullptr}};
PyModuleDef scale = {PyModuleDef_HEAD_INIT, "scale", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr};

}  // namespace

PyMODINIT_FUNC PyInit_scale()
{
    return PyModule_Create(&scale);
}
