// A request to a server that answers late, over a connection of its own: connect(), send() and recv() each in another
// shape.
//! kind: waits

#include <Python.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static PyObject *
request(PyObject *self, PyObject *args)
{
    int port;
    Py_buffer query;
    struct sockaddr_in address;
    PyObject *answer = NULL;
    int client;

    if (!PyArg_ParseTuple(args, "iy*:request", &port, &query)) {
        return NULL;
    }
    memset(&address, 0, sizeof(address));
    address.sin_family = AF_INET;
    address.sin_port = htons((uint16_t)port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);

    client = socket(AF_INET, SOCK_STREAM, 0);
    if (client < 0) {
        goto failed;
    }
    if (connect(client, (struct sockaddr *)&address, sizeof(address)) < 0)
        goto failed;
    if (send(client, query.buf, (size_t)query.len, 0) != query.len)
        goto failed;
    answer = PyBytes_FromStringAndSize(NULL, 128);
    if (answer != NULL) {
        ssize_t size = recv(client, PyBytes_AS_STRING(answer), 128, 0);
        if (size < 0) {
            PyErr_SetFromErrno(PyExc_OSError);
            Py_CLEAR(answer);
            goto closing;
        }
        _PyBytes_Resize(&answer, size);
    }
    close(client);
    PyBuffer_Release(&query);
    return answer;

failed:
    PyErr_SetFromErrno(PyExc_OSError);
closing:
    if (client >= 0) {
        close(client);
    }
    PyBuffer_Release(&query);
    return NULL;
}

static PyMethodDef methods[] = {{"request", request, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "client", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_client(void)
{
    return PyModule_Create(&module);
}
