// The wrapper lives around the released scope, which ends first.
//! run: print(journal.append([1, 2]))
//! prints: 6

#include <Python.h>
#include <cstring>

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

class Reference {
public:
    explicit Reference(PyObject *object) : object_(object) {}
    ~Reference() { Py_XDECREF(object_); }
    Reference(const Reference &) = delete;
    Reference &operator=(const Reference &) = delete;
    PyObject *get() const { return object_; }

private:
    PyObject *object_;
};

PyObject *append(PyObject *, PyObject *entry)
{
    Reference text(PyObject_Repr(entry));
    const char *characters = text.get() == nullptr ? nullptr : PyUnicode_AsUTF8(text.get());
    if (characters == nullptr) {
        return nullptr;
    }
    std::size_t length;
    {
        ReleasedGil released;
        length = std::strlen(characters);
    }
    return PyLong_FromSize_t(length);
}

PyMethodDef methods[] = {{"append", append, METH_O, nullptr}, {nullptr, nullptr, 0, nullptr}};
PyModuleDef journal = {PyModuleDef_HEAD_INIT, "journal", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr};

}  // namespace

PyMODINIT_FUNC PyInit_journal()
{
    return PyModule_Create(&journal);
}
