// C++: locks and sleeps, where a region would end before the lock does.
#include <Python.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace {

std::mutex guard;
std::condition_variable ready;
bool done = false;

PyObject *pause(PyObject *, PyObject *args)
{
    int milliseconds;
    if (!PyArg_ParseTuple(args, "i", &milliseconds))
        return nullptr;
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    Py_RETURN_NONE;
}

PyObject *finish(PyObject *, PyObject *)
{
    guard.lock();
    done = true;
    guard.unlock();
    ready.notify_all();
    Py_RETURN_NONE;
}

PyObject *wait_until_done(PyObject *, PyObject *)
{
    std::unique_lock<std::mutex> lock(guard);
    while (!done)
        ready.wait(lock);
    Py_RETURN_TRUE;
}

PyMethodDef methods[] = {
    {"pause", pause, METH_VARARGS, nullptr},
    {"finish", finish, METH_NOARGS, nullptr},
    {"wait_until_done", wait_until_done, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

PyModuleDef module = {PyModuleDef_HEAD_INIT, "locks", nullptr, 0, methods, nullptr, nullptr, nullptr, nullptr};

} // namespace

PyMODINIT_FUNC PyInit_locks()
{
    return PyModule_Create(&module);
}
