/* Where a dataset's values lie in the file, so that they can be read without HDF5, from
 * several threads at once. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hdf5.h>

#include "base/error.h"
#include "parallel/team.h"
#include "store/store_file_inside.h"

/* Bytes from which a second thread is worth its start. */
enum { LC_WORTH_A_TEAM = 4 << 20 };

/* Memory for a column that is read whole (not zeroed), or NULL; free(). */
void *lc_alloc_column(size_t n, size_t size);

struct lc_piece {
    uint64_t at; /* in the file */
    size_t size;
    char *to;
};

struct lc_pieces {
    size_t count, room;
    uint64_t bytes;
    struct lc_piece *piece;
};

/* Adds the pieces of an uncompressed 1-D dataset of n values of `size` bytes, to be put
 * at `to`. LC_DAMAGED if its storage is not as layout_inside.h says. */
int lc_pieces_add(struct lc_pieces *pieces, hid_t set, size_t n, size_t size, void *to,
                  struct lc_error *err) LC_MUST_CHECK;

/* Reads them all. */
int lc_pieces_read(const struct lc_pieces *pieces, const struct lc_store_file *opened,
                   const char *path, struct lc_error *err) LC_MUST_CHECK;
void lc_pieces_free(struct lc_pieces *pieces);
