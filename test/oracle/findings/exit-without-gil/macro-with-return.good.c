// What waits is a function of its own, in which the macro may return; the region is around its call.
//! run: print(link.send(-1))
//! prints: failed

#include <Python.h>
#include <unistd.h>

#define RETURN_IF_FAILED(expression)                                                  \
    do {                                                                              \
        if ((expression) < 0) {                                                       \
            return -1;                                                                \
        }                                                                             \
    } while (0)

static int
send_frame(int fd)
{
    RETURN_IF_FAILED(write(fd, "head", 4));
    RETURN_IF_FAILED(write(fd, "tail", 4));
    return 0;
}

static PyObject *
send_to(PyObject *self, PyObject *argument)
{
    int fd = (int)PyLong_AsLong(argument);
    int result;
    Py_BEGIN_ALLOW_THREADS
    result = send_frame(fd);
    Py_END_ALLOW_THREADS
    return PyUnicode_FromString(result < 0 ? "failed" : "sent");
}

static PyMethodDef methods[] = {{"send", send_to, METH_O, NULL}, {NULL}};
static struct PyModuleDef link_module = {PyModuleDef_HEAD_INIT, "link", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_link(void)
{
    return PyModule_Create(&link_module);
}
