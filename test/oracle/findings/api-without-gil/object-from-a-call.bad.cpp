// An object is made with what a call of the Python API returns: `Text text(PyObject_Str(x))` looks like a declaration.
//! run: print(label.width(12345))
//! dies: SIGSEGV

#include <Python.h>

namespace {

class Text {
public:
    explicit Text(PyObject *object) : object_(object) {}
    ~Text() { Py_XDECREF(object_); }
    Text(const Text &) = delete;
    Text &operator=(const Text &) = delete;
    Py_ssize_t length() const { return object_ == nullptr ? -1 : PyUnicode_GetLength(object_); }

private:
    PyObject *object_;
};

PyObject *width(PyObject *, PyObject *value)
{
    Py_ssize_t length = 0;
    Py_BEGIN_ALLOW_THREADS
    {
        Text text(PyObject_Str(value));
//           ^^^^ error[api-without-gil]
//                ^^^^^^^^^^^^ error[api-without-gil]
        length = text.length();
//                    ^^^^^^ error[api-without-gil]
    }
    Py_END_ALLOW_THREADS
    return PyLong_FromSsize_t(length);
}

PyMethodDef methods[] = {{"width", width, METH_O, nullptr}, {nullptr, nullptr, 0, nullptr}};
PyModuleDef label = {PyModuleDef_HEAD_INIT, "label", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr};

}  // namespace

PyMODINIT_FUNC PyInit_label()
{
    return PyModule_Create(&label);
}
