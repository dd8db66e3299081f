// A guard takes the GIL back on every way out, exceptions included.
//! run: try: codec.decode(b"\xff")
//! run: except ValueError as error: print(error)
//! prints: not ASCII

#define PY_SSIZE_T_CLEAN
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

PyObject *decode(PyObject *, PyObject *args)
{
    const char *data;
    Py_ssize_t length;
    if (!PyArg_ParseTuple(args, "y#", &data, &length)) {
        return nullptr;
    }
    try {
        ReleasedGil released;
        for (Py_ssize_t i = 0; i < length; i++) {
            if (data[i] < 0) {
                throw std::runtime_error("not ASCII");
            }
        }
    } catch (const std::runtime_error &error) {
        PyErr_SetString(PyExc_ValueError, error.what());
        return nullptr;
    }
    return PyUnicode_FromStringAndSize(data, length);
}

PyMethodDef methods[] = {{"decode", decode, METH_VARARGS, nullptr}, {nullptr, nullptr, 0, nullptr}};
PyModuleDef codec = {PyModuleDef_HEAD_INIT, "codec", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr};

}  // namespace

PyMODINIT_FUNC PyInit_codec()
{
    return PyModule_Create(&codec);
}
