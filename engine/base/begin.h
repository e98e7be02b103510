/* Once, at the start of the process: everything that is process-wide. */
#pragma once

/* GSL's handler off, HDF5's error stack, plugins and atexit off, libsodium ready, BLAS
 * to one thread (we thread over row blocks ourselves), no core dumps, umask 077,
 * the first pages of the stack out of swap,
 * signal handlers. Safe to call twice. */
void lc_begin(void);

/* First of all in main. OpenBLAS gives each core a thread and 128 MB of address space
 * as it is loaded; where address space is limited (ulimit -v) those threads wait for
 * memory for ever, and whoever joins them too. Then the program begins anew, with
 * OPENBLAS_NUM_THREADS=1. */
void lc_begin_anew(char **argv);
