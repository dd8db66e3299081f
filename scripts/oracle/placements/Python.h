/* Stands in for CPython's header: every call writes down its name, its arguments and whether the GIL is held. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct { int n; } PyObject;
typedef long Py_ssize_t;
static PyObject none_object;
static int gil = 1, fuel, releases, waits_released, waits;
static unsigned state;
static unsigned long trace;

static int step(int name, long argument)
{
    if (--fuel < 0)
        return 0;
    trace = trace * 1000003 + (unsigned long)name * 8191 + (unsigned long)argument + 17;
    state = state * 1103515245 + 12345;
    return (int)(state >> 16) % 4 - 1;
}

static int python(int name, long argument)
{
    if (!gil) {
        printf("Python without the GIL: %d\n", name);
        exit(3);
    }
    return step(name, argument);
}

static int waiting(int name, long argument)
{
    waits++;
    waits_released += !gil;
    return step(name, argument);
}

static void let_go(void) { if (!gil) { printf("released twice\n"); exit(4); } gil = 0; releases++; }
static void take(void) { if (gil) { printf("taken twice\n"); exit(5); } gil = 1; }

#define Py_BEGIN_ALLOW_THREADS { let_go();
#define Py_END_ALLOW_THREADS take(); }
#define Py_RETURN_NONE return &none_object
#define PyLong_AsLong(o) ((long)python(1, 0))
#define PyObject_IsTrue(o) (python(2, 0))
#define PyObject_Size(o) ((Py_ssize_t)python(3, 0))
#define PyLong_FromLong(n) (python(4, (long)(n)), &none_object)
#define PyErr_Clear() ((void)python(5, 0))
#define fsync(a) waiting(11, (a))
#define fdatasync(a) waiting(12, (a))
#define usleep(a) waiting(13, (a))
#define ftruncate(a, b) waiting(14, (a) * 100 + (b))
#define read(a, b, c) ((ssize_t)waiting(15, (a) * 100 + (c)))
#define lockf(a, b, c) waiting(16, (a) * 100 + (b) * 10 + (c))
#define plain(a) step(21, (a))
#define goes_on() (step(22, 0), fuel > 0)
