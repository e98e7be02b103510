/* Small tables in memory and terms learnt from them, for tests. */
#pragma once

#include "formula/terms.h"

/* A column more of frame->n values: room, numbers, words. */
double *table_real(struct lc_frame *frame, const char *name);
void table_numbers(struct lc_frame *frame, const char *name, const double *values);
void table_words(struct lc_frame *frame, const char *name, const char *const *values);

/* Ten rows of x, z, y and sex, and the values by themselves. */
extern const double table_x[], table_z[], table_y[];
extern const char *const table_sexes[];
struct lc_frame table_small(void);

/* Fails the test where they cannot be learnt; checks their names, with | between. */
lc_terms *table_learn(const char *formula, const struct lc_frame *frame);
void table_names(const lc_terms *terms, const char *names);
struct lc_applied table_apply(const lc_terms *terms, const struct lc_frame *frame,
                              int how);
