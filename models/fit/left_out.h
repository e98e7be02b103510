/* Columns that a study's training rows cannot speak of.
 *
 * A column is left out where it is 0 in some rows and, of those in which it is not,
 * none ends in the study's entry; a "not observed" column also where all of them do.
 * Its coefficient would run off to infinity (Albert and Anderson, 1984, Biometrika 71),
 * and the whole fit be refused, for a handful of rows of which nothing can be learnt.
 * It then counts as 0 wherever it is: such a row is fitted, and such a child scored, as
 * if the column were not in the study. A predictor of which all rows end in an entry is
 * not left out but refused: it may be the outcome seen early.
 *
 * Where a fit still separates, a flag is left out too that another flag lies within (on
 * a plan now, within ever on a plan) if no row that has the wider but not the narrower
 * ends in an entry: its coefficient would run off beside the other's.
 *
 * With fewer than 10 children who entered only "not observed" columns are left out: so
 * few can carry no predictor at all, and a refusal is the better answer.
 *
 * A fit with a penalty has a finite estimate for every column and leaves none out. */
#pragma once

#include <jansson.h>

#include "formula/terms.h"
#include "models/fit/model.h"

enum { LC_LEFT_OUT_ENTRANTS = 10 };

/* entry[n]: above 0 where a row ends in the study's entry. Makes those columns of the
 * matrix 0, so that a family finds them aliased. *list is new: [{name, label, why}] in
 * the order of columns, empty for none. O(rows times columns). entrants: children who
 * entered. */
int lc_left_out(json_t **list, struct lc_applied *applied, const double *entry,
                size_t entrants, const lc_terms *terms,
                struct lc_error *err) LC_MUST_CHECK;

/* The same for flags beside flags; *more says whether any was found. Adds to the list.
 */
int lc_left_out_beside(json_t *list, struct lc_applied *applied, const double *entry,
                       const lc_terms *terms, bool *more,
                       struct lc_error *err) LC_MUST_CHECK;

/* What a model left out: a borrowed list, or NULL for none. */
const json_t *lc_left_out_of(const struct lc_model *model);
