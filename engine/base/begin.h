/* Once, at the start of the process: everything that is process-wide. */
#ifndef LC_BASE_BEGIN_H
#define LC_BASE_BEGIN_H

/* GSL's handler off, HDF5's error stack, plugins and atexit off, libsodium ready, BLAS
 * to one thread (we thread over row blocks ourselves), no core dumps, umask 077,
 * signal handlers. Safe to call twice. */
void lc_begin(void);

#endif
