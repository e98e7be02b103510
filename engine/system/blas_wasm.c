/* See blas.h. In a browser GSL's own BLAS does, which has no threads. */
#include "system/blas.h"

void lc_sys_blas_single(void)
{
}
