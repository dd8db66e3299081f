// A future's value goes into a variable of its own, and the region must not keep its declaration to itself.
//! kind: waits

#include <Python.h>
#include <chrono>
#include <future>
#include <string>
#include <thread>

static PyObject *
fetch(PyObject *self, PyObject *arg)
{
    Py_ssize_t length = 0;
    const char *name = PyUnicode_AsUTF8AndSize(arg, &length);
    if (name == nullptr) {
        return nullptr;
    }
    std::promise<std::string> promise;
    std::future<std::string> future = promise.get_future();
    std::thread worker([&promise, text = std::string(name, length)] {
        std::this_thread::sleep_for(std::chrono::milliseconds(250));
        promise.set_value("value of " + text);
    });
    std::string value = future.get();
    worker.join();
    return PyUnicode_FromStringAndSize(value.data(), static_cast<Py_ssize_t>(value.size()));
}

static PyMethodDef methods[] = {
    {"fetch", fetch, METH_O, nullptr},
    {nullptr, nullptr, 0, nullptr},
};
static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "promise", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr,
};

PyMODINIT_FUNC
PyInit_promise(void)
{
    return PyModule_Create(&module);
}
