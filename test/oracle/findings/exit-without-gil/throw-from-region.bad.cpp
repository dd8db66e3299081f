// An exception leaves a region that is made of macros: nothing takes the GIL back on its way.
// The handler raises a Python exception without the GIL.
//! run: print(codec.decode(b"\xff"))
//! dies: Python memory allocator called without holding the GIL

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdexcept>

namespace {

PyObject *decode(PyObject *, PyObject *args)
{
    const char *data;
    Py_ssize_t length;
    if (!PyArg_ParseTuple(args, "y#", &data, &length)) {
        return nullptr;
    }
    try {
        Py_BEGIN_ALLOW_THREADS
        for (Py_ssize_t i = 0; i < length; i++) {
            if (data[i] < 0) {
                throw std::runtime_error("not ASCII");
            }
        }
        Py_END_ALLOW_THREADS
    } catch (const std::runtime_error &error) {
        PyErr_SetString(PyExc_ValueError, error.what());
//      ^^^^^^^^^^^^^^^ error[api-without-gil]
        return nullptr;
//      ^^^^^^^^^^^^^^^ error[exit-without-gil]
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
