// The return is hidden in a macro that is meant for functions without regions.
//! run: print(link.send(-1))
//! dies: Python memory allocator called without holding the GIL

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
    Py_BEGIN_ALLOW_THREADS
    RETURN_IF_FAILED(write(fd, "head", 4));
//  ^^^^^^^^^^^^^^^^ error[exit-without-gil]
    RETURN_IF_FAILED(write(fd, "tail", 4));
//  ^^^^^^^^^^^^^^^^ error[exit-without-gil]
    Py_END_ALLOW_THREADS
    return 0;
}

static PyObject *
send_to(PyObject *self, PyObject *fd)
{
    return PyUnicode_FromString(send_frame((int)PyLong_AsLong(fd)) < 0 ? "failed" : "sent");
}

static PyMethodDef methods[] = {{"send", send_to, METH_O, NULL}, {NULL}};
static struct PyModuleDef link_module = {PyModuleDef_HEAD_INIT, "link", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_link(void)
{
    return PyModule_Create(&link_module);
}
