// A std::thread runs a lambda that fills a Python list.
//! run: print(loader.load([]))
//! dies: Python memory allocator called without holding the GIL

#include <Python.h>
#include <thread>

namespace {

PyObject *load(PyObject *, PyObject *chunks)
{
    std::thread worker([chunks] {
//                     ^ error[callback-without-gil]
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
