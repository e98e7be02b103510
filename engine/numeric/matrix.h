/* The design matrix: n rows by p columns, each column in its own narrow type.
 *
 * Columns lie contiguous and apart ("column-major"), so that a plain column of a frame
 * is borrowed, not copied, and training holds the design once. Kernels take blocks of
 * rows: a block is p runs of LC_F64, expanded in cache where the column is narrow,
 * borrowed where it is double already. No value may be missing or infinite. */
#pragma once

#include <stddef.h>

#include "base/error.h"
#include "numeric/column.h"

struct lc_matrix {
    size_t n, p;
    const struct lc_column *column; /* [p]; borrowed; no LC_CATEGORY among them */
};
