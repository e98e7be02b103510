#include "base/begin.h"

#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cblas.h>
#include <gsl/gsl_errno.h>
#include <hdf5.h>
#include <sodium.h>

#include "base/interrupt.h"
#include "base/memory.h"

static void begin_hdf5(void)
{
    unsetenv("HDF5_PLUGIN_PATH");
    unsetenv("HDF5_DRIVER");
    unsetenv("HDF5_USE_FILE_LOCKING");
    H5dont_atexit();
    H5open();
    H5PLset_loading_state(0);
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
}

/* A standard file that came closed is filled with one that cannot be used the way it
 * would be: else the first file we open would take its place, and get our messages. */
static void fill_standard_files(void)
{
    static const int useless[] = { O_WRONLY, O_RDONLY, O_RDONLY };
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", useless[fd]) != fd)
            abort(); /* the lowest free one is what open() gives */
}

void lc_begin_anew(char **argv)
{
    static const char name[] = "OPENBLAS_NUM_THREADS";
    struct rlimit space, data;
    const char *threads = getenv(name);
    bool limited = getrlimit(RLIMIT_AS, &space) || getrlimit(RLIMIT_DATA, &data)
                   || space.rlim_cur != RLIM_INFINITY || data.rlim_cur != RLIM_INFINITY;
    if (limited && !(threads && strcmp(threads, "1") == 0) && !setenv(name, "1", 1))
        execv("/proc/self/exe", argv); /* if not, then as it is */
}

/* OpenBLAS starts its threads while it is loaded, and each spins for some 30 ms before
 * it sleeps, which is a third of a scoring. We never call it from more than one. */
extern int blas_thread_shutdown_(void);

void lc_begin(void)
{
    static int begun;
    struct rlimit none = { 0, 0 };
    if (begun)
        return;
    begun = 1;
    fill_standard_files();
    umask(077);
    setrlimit(RLIMIT_CORE, &none);
#ifndef LC_DEBUGGABLE
    prctl(PR_SET_DUMPABLE, 0);
#endif
    if (sodium_init() < 0)
        abort();
    gsl_set_error_handler_off();
    openblas_set_num_threads(1);
    blas_thread_shutdown_();
#ifdef M_MMAP_THRESHOLD
    mallopt(M_MMAP_THRESHOLD, LC_LARGE); /* see base/memory.h */
#endif
    begin_hdf5();
    lc_interrupt_begin();
}
