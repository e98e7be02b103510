/* The verdict: a study said beforehand what its model must reach; did it?
 *
 * A threshold is met by the estimate. To beat a baseline is met only when the interval
 * of the difference leaves out 0: with it inside, it cannot be told, and what cannot be
 * told is not met. "Not good enough" is a result like any other. */
#ifndef LC_ASSESS_VERDICT_H
#define LC_ASSESS_VERDICT_H

#include <jansson.h>

#include "models/assess/judge.h"

enum { LC_EXPLORATORY_BELOW = 100 }; /* children with an entry, in training */

enum lc_standing { LC_GOOD_ENOUGH, LC_EXPLORATORY, LC_NOT_GOOD_ENOUGH };

extern const char *const lc_standings[]; /* as report.h names them */

/* *verdict is new, in the form of report.h's verdict. entrants: children with an entry
 * that the kept model was fitted to. */
int lc_verdict_of(json_t **verdict, int *standing, const struct lc_judgement *judgement,
                  const struct lc_study *study, size_t entrants,
                  struct lc_error *err) LC_MUST_CHECK;

/* { estimate, low, high }: nulls where they cannot be had. NULL when out of memory. */
json_t *lc_estimate_json(const struct lc_estimate *estimate);

#endif
