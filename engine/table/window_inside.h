/* A window over a file's bytes, and where its rows end. Part of the CSV reader (csv.h).
 *
 * A row ends at the first line end that stands after an even number of quotes. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "table/encoding_inside.h"

enum { LC_WINDOW_BLOCK = 256 << 10 }; /* what is read at a time */
enum { LC_WINDOW_LIMIT = 1 << 20 };   /* the longest row that a window can hold */

struct lc_container_file;

struct lc_window {
    char *name;
    int fd;    /* -1: bytes in memory */
    bool lent; /* fd is another's: the first `limit` bytes are read */
    uint64_t limit;
    const struct lc_container_file *within; /* it is read instead, lent; or NULL */
    char *buffer;                           /* [room]; NULL for bytes in memory */
    size_t room;
    const char *bytes;     /* buffer, or the caller's */
    size_t at, have;       /* bytes[at] .. bytes[have - 1] are still to be read */
    bool ended;            /* nothing comes after the window */
    uint64_t line;         /* of bytes[at], from 1 */
    uint64_t read;         /* bytes of the file so far */
    struct lc_utf16 utf16; /* order: of a file that is made UTF-8 as it is read */
    char *raw;             /* [LC_WINDOW_BLOCK] of it */
};

struct lc_row_cut {
    size_t size;  /* of the row without its line end */
    size_t whole; /* with it */
    size_t lines; /* line ends in `whole` */
    bool quoted, nul, high;
};

/* Opens the file ("-": standard input), or, with data, lends the bytes. Refuses what is
 * not text by name, and moves past a byte-order mark. */
int lc_window_open(struct lc_window *w, const char *name, const char *data, size_t size,
                   struct lc_error *err) LC_MUST_CHECK;
/* The same of an open file's first `size` bytes, lent until the window is closed. Where
 * others read it, it stays. */
int lc_window_open_lent(struct lc_window *w, const char *name, int fd, uint64_t size,
                        struct lc_error *err) LC_MUST_CHECK;
int lc_window_open_within(struct lc_window *w, const struct lc_container_file *file,
                          struct lc_error *err) LC_MUST_CHECK;
void lc_window_close(struct lc_window *w);

/* Cuts the row at w->at: to the first line end, or with `quotes` to the first after an
 * even number of quotes. False: the window ends before the row does. */
bool lc_window_cut(const struct lc_window *w, bool quotes, struct lc_row_cut *cut);
/* The same with more bytes as needed; *found false: the row is longer than `limit` or
 * has a quote that nothing closes. */
int lc_window_find(struct lc_window *w, size_t limit, struct lc_row_cut *cut,
                   bool *found, struct lc_error *err) LC_MUST_CHECK;
void lc_window_pass(struct lc_window *w,
                    const struct lc_row_cut *cut); /* moves past it */
/* Moves past the line, however long it is. */
int lc_window_skip_line(struct lc_window *w, struct lc_error *err) LC_MUST_CHECK;
/* What stands between fields, by the first line; moves past a "sep=;" line. */
char lc_window_delimiter(struct lc_window *w);
