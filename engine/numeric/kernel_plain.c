/* The kernels for any machine: vectors of 16 bytes. */
#define LANES        2
#define KERNELS      lc_kernels_plain
#define KERNELS_NAME "plain"
#include "numeric/kernel.h"

#include "numeric/kernel_body.h"
