/* A run of bytes that somebody else owns. Not terminated: NUL may be inside. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct lc_slice {
    const char *data;
    size_t size;
};

struct lc_slice lc_slice_of(const char *text);       /* NULL gives an empty slice */
struct lc_slice lc_slice_trim(struct lc_slice text); /* without ASCII space at ends */
bool lc_slice_is(struct lc_slice text, const char *to);        /* same bytes */
bool lc_slice_is_nocase(struct lc_slice text, const char *to); /* ASCII case folded */
bool lc_slice_alike(struct lc_slice a, struct lc_slice b);     /* the same */
int lc_slice_width(struct lc_slice text); /* for printf's "%.*s", at most 60 */
