// std::async() runs a lambda in a thread of its own; what it returns is a Python object that it has made there.
//! run: print(tasks.square(1000))
//! dies: Python memory allocator called without holding the GIL

#include <Python.h>
#include <future>

namespace {

PyObject *square(PyObject *, PyObject *number)
{
    long value = PyLong_AsLong(number);
    auto task = std::async(std::launch::async, [value] { return PyLong_FromLong(value * value); });
//                                             ^ error[callback-without-gil]
    PyObject *result;
    Py_BEGIN_ALLOW_THREADS
    result = task.get();
    Py_END_ALLOW_THREADS
    return result;
}

PyMethodDef methods[] = {{"square", square, METH_O, nullptr}, {nullptr, nullptr, 0, nullptr}};
PyModuleDef tasks = {PyModuleDef_HEAD_INIT, "tasks", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr};

}  // namespace

PyMODINIT_FUNC PyInit_tasks()
{
    return PyModule_Create(&tasks);
}
