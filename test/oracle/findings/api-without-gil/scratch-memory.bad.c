// A scratch buffer is needed only while the checksum is computed, so it is allocated where the GIL is released.
// PyMem_Malloc() keeps its books without a lock: it needs the GIL, which PyMem_RawMalloc() does not.
//! run: print(scratch.checksum(b"gilscope" * 1000))
//! dies: Python memory allocator called without holding the GIL

#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *
checksum(PyObject *self, PyObject *args)
{
    const char *data;
    Py_ssize_t length;
    unsigned long sum = 0;
    if (!PyArg_ParseTuple(args, "y#", &data, &length)) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    unsigned char *scratch = PyMem_Malloc((size_t)length);
//                           ^^^^^^^^^^^^ error[api-without-gil]
    for (Py_ssize_t i = 0; i < length; i++) {
        scratch[i] = (unsigned char)(data[i] ^ 0x5a);
        sum = sum * 31 + scratch[i];
    }
    PyMem_Free(scratch);
//  ^^^^^^^^^^ error[api-without-gil]
    Py_END_ALLOW_THREADS
    return PyLong_FromUnsignedLong(sum & 0xffff);
}

static PyMethodDef methods[] = {{"checksum", checksum, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef scratch_module = {PyModuleDef_HEAD_INIT, "scratch", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_scratch(void)
{
    return PyModule_Create(&scratch_module);
}
