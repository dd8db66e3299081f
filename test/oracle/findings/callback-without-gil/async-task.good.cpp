// The task computes, and the method makes the object.
//! run: print(tasks.square(1000))
//! prints: 1000000

#include <Python.h>
#include <future>

namespace {

PyObject *square(PyObject *, PyObject *number)
{
    long value = PyLong_AsLong(number);
    auto task = std::async(std::launch::async, [value] { return value * value; });
    long result;
    Py_BEGIN_ALLOW_THREADS
    result = task.get();
    Py_END_ALLOW_THREADS
    return PyLong_FromLong(result);
}

PyMethodDef methods[] = {{"square", square, METH_O, nullptr}, {nullptr, nullptr, 0, nullptr}};
PyModuleDef tasks = {PyModuleDef_HEAD_INIT, "tasks", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr};

}  // namespace

PyMODINIT_FUNC PyInit_tasks()
{
    return PyModule_Create(&tasks);
}
