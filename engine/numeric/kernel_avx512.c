/* The kernels for AVX-512: vectors of 64 bytes. The Makefile sets the flags. */
#define LANES        8
#define KERNELS      lc_kernels_avx512
#define KERNELS_NAME "avx512"
#include "numeric/kernel.h"

#if defined(__AVX512F__) && defined(__AVX512DQ__)
#include "numeric/kernel_body.h"
#else
const struct lc_kernels lc_kernels_avx512 = { .name = NULL };
#endif
