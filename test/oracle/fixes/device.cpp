// C++: declarations that initialise, references, scopes that a jump must not enter.
#include <Python.h>

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <unistd.h>
#include <vector>

namespace {

class Device {
public:
    explicit Device(const char *path) : fd_(-1), path_(path) {}
    ~Device()
    {
        if (fd_ >= 0)
            ::close(fd_);
    }

    PyObject *open_it()
    {
        if ((fd_ = ::open(path_.c_str(), O_RDWR)) < 0)
            return PyErr_SetFromErrno(PyExc_OSError);
        const int locked = ::flock(fd_, LOCK_EX);
        if (locked != 0)
            return PyErr_SetFromErrno(PyExc_OSError);
        Py_RETURN_NONE;
    }

    PyObject *read_some(std::size_t most)
    {
        std::vector<char> buffer(most);
        const auto n = ::read(fd_, buffer.data(), buffer.size());
        if (n < 0)
            return PyErr_SetFromErrno(PyExc_OSError);
        return PyBytes_FromStringAndSize(buffer.data(), n);
    }

private:
    int fd_;
    std::string path_;
};

PyObject *first_bytes(PyObject *, PyObject *args)
{
    const char *path;
    if (!PyArg_ParseTuple(args, "s", &path))
        return nullptr;
    Device device(path);
    PyObject *opened = device.open_it();
    if (opened == nullptr)
        return nullptr;
    Py_DECREF(opened);
    return device.read_some(16);
}

PyObject *flush(PyObject *, PyObject *args)
{
    int fd;
    if (!PyArg_ParseTuple(args, "i", &fd))
        return nullptr;
    for (int tries = 0; tries < 3; ++tries) {
        if (::fsync(fd) == 0)
            Py_RETURN_NONE;
        if (errno != EINTR)
            break;
    }
    return PyErr_SetFromErrno(PyExc_OSError);
}

PyMethodDef methods[] = {
    {"first_bytes", first_bytes, METH_VARARGS, nullptr},
    {"flush", flush, METH_VARARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

PyModuleDef module = {PyModuleDef_HEAD_INIT, "device", nullptr, 0, methods, nullptr, nullptr, nullptr, nullptr};

} // namespace

PyMODINIT_FUNC PyInit_device()
{
    return PyModule_Create(&module);
}
