#include "base/begin.h"

#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>
#include <hdf5.h>
#include <sodium.h>

#include "base/memory.h"
#include "system/blas.h"
#include "system/memory.h"
#include "system/process.h"
#include "system/signal.h"

static void begin_hdf5(void)
{
    lc_sys_process_forget("HDF5_PLUGIN_PATH");
    lc_sys_process_forget("HDF5_DRIVER");
    lc_sys_process_forget("HDF5_USE_FILE_LOCKING");
    H5dont_atexit();
    H5open();
    H5PLset_loading_state(0);
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
}

void lc_begin_anew(char **argv)
{
    static const char name[] = "OPENBLAS_NUM_THREADS";
    const char *threads = getenv(name);
    if (lc_sys_process_is_limited() && !(threads && strcmp(threads, "1") == 0))
        lc_sys_process_anew(argv, name, "1"); /* if not, then as it is */
}

void lc_begin(void)
{
    static int begun;
    if (begun)
        return;
    begun = 1;
    lc_sys_process_begin();
    if (sodium_init() < 0)
        abort();
    gsl_set_error_handler_off();
    lc_sys_blas_single();
    (void)lc_sys_memory_lock_stack();
    lc_sys_memory_direct(LC_LARGE); /* see base/memory.h */
    begin_hdf5();
    lc_sys_signal_begin();
}
