// The thread takes the GIL for the call, which also gives it a thread state.
//! run: print(jobs.run(lambda: 42))
//! prints: 42

#include <Python.h>
#include <pthread.h>

struct job {
    PyObject *done;
    PyObject *result;
};

static void *
work(void *context)
{
    struct job *job = context;
    PyGILState_STATE gil = PyGILState_Ensure();
    job->result = PyObject_CallNoArgs(job->done);
    PyGILState_Release(gil);
    return NULL;
}

static PyObject *
run(PyObject *self, PyObject *done)
{
    pthread_t thread;
    struct job job = {done, NULL};
    if (pthread_create(&thread, NULL, work, &job) != 0) {
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    Py_BEGIN_ALLOW_THREADS
    pthread_join(thread, NULL);
    Py_END_ALLOW_THREADS
    return job.result;
}

static PyMethodDef methods[] = {{"run", run, METH_O, NULL}, {NULL}};
static struct PyModuleDef jobs = {PyModuleDef_HEAD_INIT, "jobs", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_jobs(void)
{
    return PyModule_Create(&jobs);
}
