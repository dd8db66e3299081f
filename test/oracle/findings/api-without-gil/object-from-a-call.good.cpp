// Nothing here waits, so there is no region.
//! run: print(label.width(12345))
//! prints: 5

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
    Text text(PyObject_Str(value));
    return PyLong_FromSsize_t(text.length());
}

PyMethodDef methods[] = {{"width", width, METH_O, nullptr}, {nullptr, nullptr, 0, nullptr}};
PyModuleDef label = {PyModuleDef_HEAD_INIT, "label", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr};

}  // namespace

PyMODINIT_FUNC PyInit_label()
{
    return PyModule_Create(&label);
}
