/* Lists of several days in a row, each with what changed since the one before: a table
 * and a few words, a list at a time. list: of lc_list_document(), with its warnings;
 * changes: of lc_change_document(), since the list before. */
#pragma once

#include <jansson.h>

#include "base/text.h"
#include "models/panel/caution.h"

/* A CSV table of one row a child of either list, cells neutralised: the verdict and the
 * list's day, then as lc_change_csv(), then the list's warnings. */
void lc_series_csv_head(struct lc_text *out);
void lc_series_csv(const json_t *list, const json_t *changes, struct lc_text *out);

/* What is to be said of all lists first: the worst verdict on any, and every warning
 * once. Begins as { 0 }; free it. */
struct lc_series_caution {
    size_t lists;
    json_t *verdict;  /* of the list that may be used least */
    bool void_of_any; /* a list of which its verdict, though good, does not hold */
    json_t *warnings; /* [{ text, as_of: of the first list that has it, lists }] */
};
int lc_series_caution_take(struct lc_series_caution *caution, const json_t *list,
                           struct lc_error *err) LC_MUST_CHECK;
/* Its lines, as lc_list_caution() has them of one; which lists a warning is of, where
 * that is not all. */
int lc_series_caution_add(const struct lc_series_caution *caution, struct lc_text *out,
                          struct lc_error *err) LC_MUST_CHECK;
void lc_series_caution_free(struct lc_series_caution *caution);

/* A line a list for a terminal: how many are listed, how many of them would enter care,
 * and how many are new, risen and so on. */
void lc_series_text_head(struct lc_text *out);
void lc_series_text(const json_t *list, const json_t *changes, struct lc_text *out);
