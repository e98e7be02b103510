/* Inside of h5.h: what the files of engine/store share. */
#ifndef LC_STORE_H5_INSIDE_H
#define LC_STORE_H5_INSIDE_H

#include "store/h5.h"

/* Opens the file behind fd (size bytes) to read; negative if it is not HDF5 or, as
 * *no_memory says, our memory ran out. fd must stay open as long as the result. */
hid_t lc_h5_window(int fd, uint64_t size, bool *no_memory);

hid_t lc_h5_text(size_t size);  /* fixed-size UTF-8, size at least 1 */
hid_t lc_h5_bytes(size_t size); /* opaque */

/* Attributes; false if that failed. */
bool lc_h5_put_number(hid_t object, const char *name, uint32_t value);
bool lc_h5_get_number(hid_t object, const char *name, uint32_t *value);
bool lc_h5_get_text(hid_t object, const char *name, size_t room, char *text);

#endif
