/* Inside of h5.h: what the files of engine/store share. */
#pragma once

#include "store/h5.h"
#include "store/store_file_inside.h"

/* What HDF5 does not tell: why opening or reading failed. */
struct lc_h5_trouble {
    bool no_memory; /* ours ran out */
    int number;     /* the system could not read (system/file.h); 0: it could */
};

/* Opens it to read; negative if it is not HDF5, or as *trouble says. Both must stay as
 * long as the result. */
hid_t lc_h5_window(const struct lc_store_file *opened, struct lc_h5_trouble *trouble);
/* The end of a reading that gave `code` and *found: if the system could not read some
 * of the file, nothing that was made of it holds, and LC_IO it is. */
int lc_h5_judge(const struct lc_h5_trouble *trouble, const char *path, int code,
                const struct lc_error *found, struct lc_error *err);

/* A new file of which no byte is to be on the disk as HDF5 has it. It is held in
 * pieces; one that is all values of columns is done with and goes out at once, the
 * others, with HDF5's own notes among them, when the file is closed. */
struct lc_h5_piece {
    char *bytes;   /* NULL: nothing was written there, or it is out */
    size_t values; /* bytes of columns in it */
    bool out;
};
struct lc_h5_buffer {
    /* Takes `size` bytes for `at`, and may change them; not 0: a failure. */
    int (*out)(void *context, uint64_t at, char *bytes, size_t size);
    void *context;
    bool no_memory; /* that was why it failed */
    int number;     /* out() failed so */
    uint64_t size;
    size_t pieces, room;
    struct lc_h5_piece *piece;
};
/* As lc_h5_create(), into a buffer that knows its out() and is empty else. */
hid_t lc_h5_create_buffer(struct lc_h5_buffer *buffer);
/* All that is not out yet, of a file that was closed; false: out() failed. */
bool lc_h5_buffer_end(struct lc_h5_buffer *buffer);
void lc_h5_buffer_free(struct lc_h5_buffer *buffer);
bool lc_h5_use_buffer(hid_t access, struct lc_h5_buffer *buffer); /* buffer.c to h5.c */

hid_t lc_h5_text(size_t size);  /* fixed-size UTF-8, size at least 1 */
hid_t lc_h5_bytes(size_t size); /* opaque */

/* Attributes; false if that failed. */
bool lc_h5_put_number(hid_t object, const char *name, uint32_t value);
bool lc_h5_get_number(hid_t object, const char *name, uint32_t *value);
bool lc_h5_get_text(hid_t object, const char *name, size_t room, char *text);
