/* Names of columns as people write them: "Child Unique ID", "child_unique_id" and
 * "ChildUniqueID" are one. */
#pragma once

#include <stdbool.h>

#include "base/slice.h"
#include "import/schema.h"

/* The same letters and figures, in any case, whatever stands between them (spaces,
 * no-break spaces, underscores, hyphens, points, a byte-order mark)? False for names of
 * nothing else. */
bool lc_heading_is(struct lc_slice name, const char *to);
bool lc_heading_alike(struct lc_slice a, struct lc_slice b);
/* The same, but for what a form says behind its names of how to fill them in: "Start
 * date (dd/mm/yyyy)", "Start date [required]". */
bool lc_heading_is_asked(struct lc_slice name, const char *to);
typedef bool lc_heading_same(struct lc_slice name, const char *to);
/* Is it a name of the column by `same`: its own, another, or the one that a mapping
 * gives it? */
bool lc_heading_of(struct lc_slice name, const struct lc_schema_column *column,
                   lc_heading_same *same);
/* The same by lc_heading_is. */
bool lc_heading_names(struct lc_slice name, const struct lc_schema_column *column);
/* One of them, and how to fill it in (lc_heading_is_asked)? */
bool lc_heading_asks(struct lc_slice name, const struct lc_schema_column *column);

/* How the names of a header begin, a bit for each first two letters: a header is held
 * against some thousand names of columns, and most begin as none of it does. */
enum { LC_HEADING_WORDS = 32 };
struct lc_heading_begins {
    uint64_t word[LC_HEADING_WORDS];
};
void lc_heading_begins(struct lc_heading_begins *begins, size_t count,
                       const struct lc_slice *name);
/* May one of them be this name, by any way of this file or letter by letter in any
 * case? False: none is. */
bool lc_heading_may_be(const struct lc_heading_begins *begins, const char *to);

/* A header, lent, and how its names begin. */
struct lc_headed {
    const struct lc_csv_row *row;
    struct lc_heading_begins begins;
};
struct lc_headed lc_headed_of(const struct lc_csv_row *header);
/* Which of its fields is the column, or LC_NO_COLUMN: its own name before any other, as
 * it is written before as it is spelt, and that before what a form says behind it.
 * O(names x fields). */
int lc_headed_field(const struct lc_headed *headed,
                    const struct lc_schema_column *column);
