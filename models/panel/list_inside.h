/* Inside of list.h: a list's head and its rows, for who makes a document of them. */
#pragma once

#include <jansson.h>

#include "models/panel/band.h"
#include "models/panel/meanings.h"
#include "models/panel/score.h"

/* What a list is made of; borrowed. model: the stand-in, where the scoring has one. */
struct lc_list_maker {
    const struct lc_scoring *scoring;
    const struct lc_model *model;
    const struct lc_store *store;
    const struct lc_band *band; /* or NULL: nobody asked */
    const lc_meanings *words;   /* NULL, for whoever asks for neither a day nor a row */
};

struct lc_list_maker lc_list_maker_of(const struct lc_scoring *scoring,
                                      const struct lc_model *model,
                                      const struct lc_store *store);

/* Puts as_of, data_through, verdict, warnings, model, horizon, base_rate and
 * covered into the document. */
int lc_list_put_day(json_t *document, const struct lc_list_maker *m,
                    struct lc_error *err) LC_MUST_CHECK;

/* *row is new: the child at scoring->scored[place] with rank, risk, contributions and
 * what is not known of it. O(the child's events). */
int lc_list_row(json_t **row, const struct lc_list_maker *m, size_t place,
                struct lc_error *err) LC_MUST_CHECK;

/* Histories of which no source tells, today or in a window: sentences, the same for
 * every child; new. */
json_t *lc_list_unknown(const struct lc_list_maker *m);

/* Do the sources of whatever the model reads cover the day and its windows, each and
 * all? Then nothing is unknown of everybody, but not only then. */
bool lc_list_covered(const struct lc_list_maker *m);

/* *why, borrowed from the scoring: why a child could not be scored, or the rule that
 * leaves it out of the day's cohort; LC_FAULT for one that was scored. O(the child's
 * events + landmark). */
int lc_list_why_not(const char **why, const struct lc_list_maker *m, uint32_t child,
                    struct lc_error *err) LC_MUST_CHECK;

/* --- a document's members --------------------------------------------------------- */

double lc_list_number(const json_t *row, const char *name); /* NAN: not a number */
const char *lc_list_text_of(const json_t *row, const char *name); /* "": not a text */

/* A line for each decision of a row, behind `before`. */
void lc_list_decisions(const json_t *row, const char *before, struct lc_text *out);
