// The same in C++: a future is asked for its value in what is returned, and a thread sleeps in a statement.
//! kind: waits

#include <Python.h>
#include <chrono>
#include <future>
#include <thread>

static PyObject *
compute(PyObject *self, PyObject *arg)
{
    long start = PyLong_AsLong(arg);
    if (start == -1 && PyErr_Occurred()) {
        return nullptr;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    std::future<long> result = std::async(std::launch::async, [start] {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        return start + 1;
    });
    return PyLong_FromLong(result.get());
}

static PyMethodDef methods[] = {
    {"compute", compute, METH_O, nullptr},
    {nullptr, nullptr, 0, nullptr},
};
static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "future", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr,
};

PyMODINIT_FUNC
PyInit_future(void)
{
    return PyModule_Create(&module);
}
