/* Lists of several days in a row, each with what changed since the one before: a table
 * and a few words, a list at a time. list: of lc_list_document(), with its warnings;
 * changes: of lc_change_document(), since the list before. */
#pragma once

#include <jansson.h>

#include "base/text.h"

/* A CSV table of one row a child of either list, cells neutralised: the verdict and the
 * list's day, then as lc_change_csv(), then the list's warnings. */
void lc_series_csv_head(struct lc_text *out);
void lc_series_csv(const json_t *list, const json_t *changes, struct lc_text *out);

/* A line a list for a terminal: how many are listed, how many of them would enter care,
 * and how many are new, risen and so on. */
void lc_series_text_head(struct lc_text *out);
void lc_series_text(const json_t *list, const json_t *changes, struct lc_text *out);
