/* See blas.h. */
#include "system/blas.h"

#include <cblas.h>

extern int blas_thread_shutdown_(void);

void lc_sys_blas_single(void)
{
    openblas_set_num_threads(1);
    blas_thread_shutdown_();
}
