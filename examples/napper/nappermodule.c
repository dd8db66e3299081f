/* napper: a small extension module with the mistakes that people make with the GIL.
 *
 * It builds and it imports. Most of it even works, until a second thread waits, or
 * a device is slow. Every function says what is wrong with it; the last two are
 * right. Open this file in an editor with gilscope, or run
 *
 *     gilscope check nappermodule.c
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <errno.h>
#include <pthread.h>
#include <unistd.h>

/* 1. Waiting with the GIL held.
 *
 * While this thread sleeps, no other Python thread runs: not the user interface,
 * not the web server, nothing. Quick fix: a region, Py_BEGIN_ALLOW_THREADS …
 * Py_END_ALLOW_THREADS, around the call. */
static PyObject *
nap(PyObject *self, PyObject *args)
{
    unsigned int seconds;

    if (!PyArg_ParseTuple(args, "I", &seconds))
        return NULL;
    sleep(seconds);
    Py_RETURN_NONE;
}

/* 2. The same with a result, and with a device that may never answer.
 *
 * Py_BEGIN_ALLOW_THREADS opens a brace: a variable declared behind it is gone after
 * Py_END_ALLOW_THREADS. So `n` has to be declared before the region, and assigned
 * inside it. */
static PyObject *
read_block(PyObject *self, PyObject *args)
{
    int fd;
    char buffer[4096];
    ssize_t n;

    if (!PyArg_ParseTuple(args, "i", &fd))
        return NULL;
    n = read(fd, buffer, sizeof buffer);
    if (n < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    return PyBytes_FromStringAndSize(buffer, n);
}

/* 3. The Python API in a region.
 *
 * PyLong_FromSsize_t and PyList_Append change reference counts and memory that
 * other threads change at the same time. Nothing happens for weeks; then the
 * interpreter crashes somewhere else. */
static PyObject *
read_sizes(PyObject *self, PyObject *args)
{
    int fd;
    char buffer[4096];
    ssize_t n;
    PyObject *sizes;

    if (!PyArg_ParseTuple(args, "i", &fd))
        return NULL;
    sizes = PyList_New(0);
    if (sizes == NULL)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    while ((n = read(fd, buffer, sizeof buffer)) > 0) {
        PyObject *size = PyLong_FromSsize_t(n);
        PyList_Append(sizes, size);
        Py_DECREF(size);
    }
    Py_END_ALLOW_THREADS
    return sizes;
}

/* 4. A way out of a region.
 *
 * When write() fails, this returns to the interpreter without the GIL, and the
 * process crashes. */
static PyObject *
write_all(PyObject *self, PyObject *args)
{
    int fd;
    Py_buffer data;
    const char *next, *end;

    if (!PyArg_ParseTuple(args, "iy*", &fd, &data))
        return NULL;
    next = data.buf;
    end = next + data.len;
    Py_BEGIN_ALLOW_THREADS
    while (next < end) {
        ssize_t n = write(fd, next, (size_t)(end - next));
        if (n < 0)
            return NULL;
        next += n;
    }
    Py_END_ALLOW_THREADS
    PyBuffer_Release(&data);
    Py_RETURN_NONE;
}

/* 5. A thread that Python does not know.
 *
 * ring() is started by pthread_create: it runs without the GIL and without a thread
 * state. It has to call PyGILState_Ensure() before it touches Python, and
 * PyGILState_Release() when it is done. */
static void *
ring(void *callback)
{
    PyObject *result;

    sleep(1);
    result = PyObject_CallNoArgs(callback);
    Py_XDECREF(result);
    Py_DECREF((PyObject *)callback);
    return NULL;
}

static PyObject *
set_alarm(PyObject *self, PyObject *callback)
{
    pthread_t thread;

    Py_INCREF(callback);
    if (pthread_create(&thread, NULL, ring, callback) != 0) {
        Py_DECREF(callback);
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    pthread_detach(thread);
    Py_RETURN_NONE;
}

/* 6. A thread state that is thrown away.
 *
 * PyEval_SaveThread() returns what PyEval_RestoreThread() needs. Without it there
 * is no way back to the GIL. */
static PyObject *
doze(PyObject *self, PyObject *Py_UNUSED(ignored))
{
    PyEval_SaveThread();
    usleep(1000);
    Py_RETURN_NONE;
}

/* 7. A lock taken while holding the GIL.
 *
 * Another thread may hold `journal` and wait for the GIL, as log_both() does when
 * PyObject_Repr() runs Python code. Then each has what the other wants, and both
 * wait for ever. Release the GIL while waiting for the lock. */
static pthread_mutex_t journal = PTHREAD_MUTEX_INITIALIZER;
static unsigned long entries;

static PyObject *
log_entry(PyObject *self, PyObject *Py_UNUSED(ignored))
{
    unsigned long count;

    pthread_mutex_lock(&journal);
    count = ++entries;
    pthread_mutex_unlock(&journal);
    return PyLong_FromUnsignedLong(count);
}

static PyObject *
log_both(PyObject *self, PyObject *object)
{
    PyObject *text;

    Py_BEGIN_ALLOW_THREADS
    pthread_mutex_lock(&journal);
    Py_END_ALLOW_THREADS
    entries += 2;
    text = PyObject_Repr(object);
    pthread_mutex_unlock(&journal);
    return text;
}

/* Right: the arguments are taken out and the result is made with the GIL, only the
 * waiting is without it. PyErr_SetFromErrno() reads errno, and taking the GIL back
 * may change errno, but CPython keeps it. */
static PyObject *
read_patiently(PyObject *self, PyObject *args)
{
    int fd;
    char buffer[4096];
    ssize_t n;

    if (!PyArg_ParseTuple(args, "i", &fd))
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    n = read(fd, buffer, sizeof buffer);
    Py_END_ALLOW_THREADS
    if (n < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    return PyBytes_FromStringAndSize(buffer, n);
}

/* Right: a long wait that Ctrl+C can end. Py_BLOCK_THREADS takes the GIL back
 * inside a region, and Py_UNBLOCK_THREADS releases it again; before the way out
 * there is a Py_BLOCK_THREADS too. */
static PyObject *
nap_lightly(PyObject *self, PyObject *args)
{
    unsigned int seconds;

    if (!PyArg_ParseTuple(args, "I", &seconds))
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    while (seconds > 0) {
        sleep(1);
        seconds--;
        Py_BLOCK_THREADS
        if (PyErr_CheckSignals() < 0)
            return NULL;
        Py_UNBLOCK_THREADS
    }
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"nap", nap, METH_VARARGS, "Sleep, and make everybody wait."},
    {"read_block", read_block, METH_VARARGS, "Read up to 4096 bytes from a file descriptor."},
    {"read_sizes", read_sizes, METH_VARARGS, "Read until the end; return the sizes of what came."},
    {"write_all", write_all, METH_VARARGS, "Write all bytes to a file descriptor."},
    {"set_alarm", set_alarm, METH_O, "Call a function in a second, from another thread."},
    {"doze", doze, METH_NOARGS, "Sleep a millisecond."},
    {"log_entry", log_entry, METH_NOARGS, "Count an entry of the journal."},
    {"log_both", log_both, METH_O, "Count two entries and return the representation of an object."},
    {"read_patiently", read_patiently, METH_VARARGS, "Read up to 4096 bytes, the right way."},
    {"nap_lightly", nap_lightly, METH_VARARGS, "Sleep, but wake up on Ctrl+C."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "napper",
    .m_doc = "Mistakes with the GIL, and how it is done.",
    .m_size = -1,
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_napper(void)
{
    return PyModule_Create(&module);
}
