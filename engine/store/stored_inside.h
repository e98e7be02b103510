/* A column as it is in a file: what has to be known of a dataset before it is read. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <hdf5.h>

#include "base/codes.h"

struct lc_stored {
    hid_t set, type;
    size_t n, size; /* values, and bytes of one */
    H5T_class_t kind;
    bool no_memory; /* for the names of its codes */
};

/* Opens a dataset of the group; false if it is not there or not a plain column of one
 * dimension. Close it in either case. */
bool lc_stored_open(hid_t group, const char *name, struct lc_stored *c);
void lc_stored_close(struct lc_stored *c);

/* Is it little-endian whole numbers of so many bytes? */
bool lc_stored_is_whole(const struct lc_stored *c, size_t size, bool negatives);

/* Adds the names of its codes, which must come as 1, 2, 3 ...; false if they do not, or
 * (no_memory) if there was no memory for them. */
bool lc_stored_codes(struct lc_stored *c, struct lc_codes *codes);
