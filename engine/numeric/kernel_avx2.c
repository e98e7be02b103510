/* The kernels for AVX2 with FMA: vectors of 32 bytes. The Makefile sets the flags. */
#define LANES        4
#define KERNELS      lc_kernels_avx2
#define KERNELS_NAME "avx2"
#include "numeric/kernel.h"

#if defined(__AVX2__) && defined(__FMA__)
#include "numeric/kernel_body.h"
#else
const struct lc_kernels lc_kernels_avx2 = { .name = NULL };
#endif
