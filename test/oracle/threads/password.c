// Makes a key from a password, slowly on purpose: the call is the operand of a comparison.
//! kind: computes
//! links: crypto

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <openssl/evp.h>

static PyObject *
stretch(PyObject *self, PyObject *args)
{
    const char *password;
    Py_ssize_t length;
    Py_buffer salt;
    int rounds;
    unsigned char key[32];

    if (!PyArg_ParseTuple(args, "s#y*i:stretch", &password, &length, &salt, &rounds)) {
        return NULL;
    }
    const int done = PKCS5_PBKDF2_HMAC(password, (int)length, salt.buf, (int)salt.len, rounds, EVP_sha256(),
                                       sizeof(key), key) == 1;
    PyBuffer_Release(&salt);
    if (!done) {
        return PyErr_NoMemory();
    }
    return PyBytes_FromStringAndSize((const char *)key, sizeof(key));
}

static PyMethodDef methods[] = {{"stretch", stretch, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "password", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_password(void)
{
    return PyModule_Create(&module);
}
