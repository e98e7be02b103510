/* HDF5, with every return checked and its message put into our error.
 *
 * Reading goes through a driver of our own (window.c) that sees one open file and only
 * reads: so HDF5 gets the very bytes that the seal was checked on, wherever the path
 * points by now. */
#pragma once

#include <hdf5.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/codes.h"
#include "base/error.h"

/* "PATH: cannot DOING WHAT: what the system said"; LC_IO. Clears HDF5's error stack. */
int lc_h5_fail(const char *path, const char *doing, const char *what,
               struct lc_error *err);

/* Closes an identifier of any kind, if there is one; false if that failed. */
bool lc_h5_close(hid_t id);

/* A new file in place of temp, in the format whose every part has a checksum, with no
 * time of day in it: the same contents are the same bytes. Negative if it cannot. */
hid_t lc_h5_create(const char *temp);

/* One column as it is to be written. */
struct lc_h5_column {
    const char *name;
    hid_t type; /* in memory and in the file */
    size_t n;
    const void *data;
    const char *unit, *meaning;
    bool compress;
};

/* Type of a coded column: an enum of the names, or plain 16 bits if there are none.
 * Negative if they do not fit into an HDF5 header (about 60,000 bytes of names). */
hid_t lc_h5_codes(const struct lc_codes *codes);

/* Attributes; false if that failed. */
bool lc_h5_put_text(hid_t object, const char *name, const char *text);

/* Writes the column into the open group. */
bool lc_h5_write(hid_t group, const struct lc_h5_column *column);
