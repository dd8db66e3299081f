/* Counts, for each probe, how often the thread that came by held the GIL. Link it into the program, or preload it.

   The counts of a source file lie in a file of their own, in the folder that GILSCOPE_PROBES names, which all processes
   map and add to. So nothing has to be written at exit, and a fork, a crash or _exit() loses nothing.

   Easy to get wrong: PyGILState_Check() says yes for ever once a subinterpreter has existed, so the current thread state
   is looked at directly; and a probe may run in a signal handler, so it only reads and adds. */
#include <Python.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    unsigned long held, released, outside;
} gilscope_count;

void gilscope_start(const char *id, unsigned count, gilscope_count **counts);
void gilscope_probe(gilscope_count *count);

/* Without a folder to write to, the counts stay where they are, and nobody reads them. */
void
gilscope_start(const char *id, unsigned count, gilscope_count **counts)
{
    int saved = errno;
    const char *folder = getenv("GILSCOPE_PROBES");
    char path[4096];
    size_t size = (size_t)count * sizeof(gilscope_count);
    if (folder != NULL && snprintf(path, sizeof(path), "%s/%s.counts", folder, id) < (int)sizeof(path)) {
        int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (fd >= 0) {
            if (ftruncate(fd, (off_t)size) == 0) {
                void *mapped = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
                if (mapped != MAP_FAILED)
                    *counts = mapped;
            }
            close(fd);
        }
    }
    errno = saved;
}

void
gilscope_probe(gilscope_count *count)
{
    int saved = errno;
    unsigned long *where;
    PyThreadState *current = _PyThreadState_UncheckedGet();
    if (current != NULL && current->thread_id == PyThread_get_thread_ident())
        where = &count->held;
    else if (current == NULL && !Py_IsInitialized())
        where = &count->outside;
    else
        where = &count->released;
    __atomic_fetch_add(where, 1, __ATOMIC_RELAXED);
    errno = saved;
}
