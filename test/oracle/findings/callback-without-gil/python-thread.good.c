// The task takes the GIL before it touches the results, and gives it back before it tells that it is done.
//! run: print(pool.submit({}))
//! prints: {'answer': True}

#include <Python.h>

struct task {
    PyObject *results;
    PyThread_type_lock finished;
};

static void
run_task(void *argument)
{
    struct task *task = argument;
    PyGILState_STATE gil = PyGILState_Ensure();
    PyDict_SetItemString(task->results, "answer", Py_True);
    PyGILState_Release(gil);
    PyThread_release_lock(task->finished);
}

static PyObject *
submit(PyObject *self, PyObject *results)
{
    struct task task = {results, PyThread_allocate_lock()};
    PyThread_acquire_lock(task.finished, NOWAIT_LOCK);
    if (PyThread_start_new_thread(run_task, &task) == PYTHREAD_INVALID_THREAD_ID) {
        PyThread_free_lock(task.finished);
        return PyErr_NoMemory();
    }
    Py_BEGIN_ALLOW_THREADS
    PyThread_acquire_lock(task.finished, WAIT_LOCK);
    Py_END_ALLOW_THREADS
    PyThread_release_lock(task.finished);
    PyThread_free_lock(task.finished);
    return Py_NewRef(results);
}

static PyMethodDef methods[] = {{"submit", submit, METH_O, NULL}, {NULL}};
static struct PyModuleDef pool = {PyModuleDef_HEAD_INIT, "pool", NULL, -1, methods};

PyMODINIT_FUNC
PyInit_pool(void)
{
    return PyModule_Create(&pool);
}
