/* One named column of numbers or categories, in as narrow a type as it needs.
 *
 * Missing is NaN for reals, the type's own extreme value for whole numbers, and level 0
 * for categories. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/codes.h"
#include "base/error.h"

/* clang-format off */
/* type, C type, missing value */
#define LC_TYPES(X) \
    X(LC_F64,      double,   NAN) \
    X(LC_F32,      float,    NAN) \
    X(LC_I32,      int32_t,  INT32_MIN) \
    X(LC_I16,      int16_t,  INT16_MIN) \
    X(LC_U8,       uint8_t,  UINT8_MAX) \
    X(LC_CATEGORY, uint16_t, 0)
/* clang-format on */

enum lc_type {
#define X(name, type, missing) name,
    LC_TYPES(X)
#undef X
};

struct lc_column {
    char *name;    /* owned; as a formula says it */
    char *label;   /* owned; plain English, or NULL */
    char *unit;    /* owned; "days", "episodes", or NULL */
    char *group;   /* owned; the history it comes from, or NULL: reasons group by it */
    int type;      /* an lc_type */
    void *data;    /* [n] of that type */
    bool borrowed; /* data belongs to somebody else */
    struct lc_codes levels; /* LC_CATEGORY: names of 1 .. count */
    uint64_t stray; /* text though some cells are numbers: line of the first that is
                       none, in the file that it was read from; else 0 */
};

/* Named columns of one length: a CSV table, or what a study's predictors gave. */
struct lc_frame {
    size_t n;     /* rows */
    size_t count; /* columns */
    size_t room;
    struct lc_column *column;
};

size_t lc_type_size(int type);

/* A new zeroed column of n values at the end; *column is valid until the next add. */
int lc_frame_add(struct lc_frame *frame, const char *name, int type,
                 struct lc_column **column, struct lc_error *err) LC_MUST_CHECK;
/* NULL if there is none of that name. */
const struct lc_column *lc_frame_find(const struct lc_frame *frame, const char *name);
void lc_frame_free(struct lc_frame *frame);

/* Row i as a double; missing gives NaN; a category gives its number. */
double lc_column_get(const struct lc_column *column, size_t row);
/* count values from row `first` into out[count], missing as NaN. */
void lc_column_read(const struct lc_column *column, size_t first, size_t count,
                    double *out);
size_t lc_column_missing(const struct lc_column *column, size_t n);
/* How many of the first n values are below low or above high; a missing one is neither,
 * and counted in *missing; a category's 0 is a number. O(n) by vectors. */
size_t lc_column_outside(const struct lc_column *column, size_t n, double low,
                         double high, size_t *missing);
