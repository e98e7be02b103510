/* OpenBLAS, of which GSL wants its BLAS, with the threads that it brings. */
#pragma once

/* OpenBLAS starts its threads while it is loaded, and each spins for some 30 ms before
 * it sleeps, which is a third of a scoring. They are ended; we never call it from more
 * than one. */
void lc_sys_blas_single(void);
