/* HDF5, with every return checked and its message put into our error.
 *
 * Reading goes through a driver of our own (window.c) that sees one open file and only
 * reads: so HDF5 gets the very bytes that the seal was checked on, wherever the path
 * points by now. */
#ifndef LC_STORE_H5_H
#define LC_STORE_H5_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hdf5.h>

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

/* Opens the file behind fd (size bytes) to read; negative if it is not HDF5 or, as
 * *no_memory says, our memory ran out. fd must stay open as long as the result. */
hid_t lc_h5_window(int fd, uint64_t size, bool *no_memory);

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

hid_t lc_h5_text(size_t size);  /* fixed-size UTF-8, size at least 1 */
hid_t lc_h5_bytes(size_t size); /* opaque */

/* Attributes; false if that failed. */
bool lc_h5_put_text(hid_t object, const char *name, const char *text);
bool lc_h5_put_number(hid_t object, const char *name, uint32_t value);
bool lc_h5_get_number(hid_t object, const char *name, uint32_t *value);
bool lc_h5_get_text(hid_t object, const char *name, size_t room, char *text);

/* Writes the column into the open group. */
bool lc_h5_write(hid_t group, const struct lc_h5_column *column);

#endif
