/* Reference cases: tests/golden/CASE/data.csv and expected.json, and samples made of
 * them by hand, so that a family's fit is tested without the command line. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "models/family/family.h"
#include "support/golden.h"

struct case_data {
    size_t n;
    struct lc_frame
        frame;            /* numbers as LC_F64 (NA is NaN), other text as LC_CATEGORY */
    struct golden golden; /* the files as they are */
    /* the design that is being put together */
    struct lc_frame x;
    const char *name[64];
};

void case_open(struct case_data *g, const char *name); /* aborts the test if absent */
void case_close(struct case_data *g);

/* Column of the data as doubles [n]; valid until close. */
const double *case_column(const struct case_data *g, const char *name);
/* 0 .. levels - 1 by order of first appearance, from numbers or text; free() it. */
int32_t *case_codes(const struct case_data *g, const char *name, size_t *levels);
/* The same cause for every row with column > 0, free() it; which: that value only, or
 * 0 for any. */
int32_t *case_cause(const struct case_data *g, const char *name, double which);

/* Add a column to the design, under a name of its own (borrowed). */
double *case_add(struct case_data *g, const char *as);
void case_use(struct case_data *g, const char *name); /* as it is */
/* 1 where the text column is `level`. */
void case_level(struct case_data *g, const char *name, const char *level,
                const char *as);
struct lc_sample case_sample(struct case_data *g); /* x, n and name set */

/* expected.json by path: "fit/coef/age"; NaN for null, fails the test if absent. */
double case_number(const struct case_data *g, const char *path);
double case_item(const struct case_data *g, const char *path, size_t i);
double case_cell(const struct case_data *g, const char *path, size_t i, size_t j);

/* The family's fit; fails the test if there is none. */
struct lc_fit *case_fit(const struct lc_family *family, const struct lc_sample *sample,
                        const struct lc_fit_options *options);

/* |got - want| <= tolerance * max(|want|, floor) */
bool case_near(double got, double want, double tolerance, double floor);
