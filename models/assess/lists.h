/* Which rows of a table compete for the places of one list, and whose they are. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "numeric/column.h"

/* Rows of a frame that are judged. Borrowed. */
struct lc_list_rows {
    const struct lc_frame *frame;
    const size_t *row; /* [n] */
    size_t n;
    size_t children; /* as many as the rows where no column says whose they are */
};

/* A list a value of the column `name`, numbered from 0 by ascending value: *list is
 * new, [n], the caller's to free. LC_USAGE: no such column; LC_RANGE: a row without a
 * value, which is on no list. O(n log n). */
int lc_lists_of(int32_t **list, size_t *lists, const struct lc_list_rows *rows,
                const char *name, struct lc_error *err) LC_MUST_CHECK;

/* LC_USAGE where the rows cannot be one list: a child comes more than once, by the
 * column that was named or by what a column's name says (lc_lists_repeat), or a column
 * called landmark, list, month or asof has several values. */
int lc_lists_single(const struct lc_list_rows *rows,
                    struct lc_error *err) LC_MUST_CHECK;

/* The first column that by its name says whose a row is (child, person, id ...) and in
 * which values come more than once, and how many values there are; NULL: none. */
struct lc_repeat {
    const char *column;
    size_t values, rows; /* rows: those with a value */
};
int lc_lists_repeat(struct lc_repeat *repeat, const struct lc_list_rows *rows,
                    struct lc_error *err) LC_MUST_CHECK;

/* What is wrong with intervals that take such rows for as many children, one line. */
enum { LC_REPEAT_ROOM = 320 };
void lc_lists_warning(char text[LC_REPEAT_ROOM], const struct lc_repeat *repeat);
