// A wrapper class owns a reference and drops it in its destructor.
// Its object is made behind the guard, so it ends before the guard does, and takes the last reference with it.
//! run: print(journal.append([1, 2]))
//! dies: SIGSEGV

#include <Python.h>
#include <cstdio>

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
    PyObject *made = PyObject_Repr(entry);
    ReleasedGil released;
    Reference text(made);
//            ^^^^ error[api-without-gil]
    std::fputs("entry\n", stderr);
    Py_RETURN_NONE;
}

PyMethodDef methods[] = {{"append", append, METH_O, nullptr}, {nullptr, nullptr, 0, nullptr}};
PyModuleDef journal = {PyModuleDef_HEAD_INIT, "journal", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr};

}  // namespace

PyMODINIT_FUNC PyInit_journal()
{
    return PyModule_Create(&journal);
}
