/* The verdict: a study said beforehand what its model must reach; did it?
 *
 * A threshold is met by the limit of the 95% interval on its wrong side, or, where the
 * study says judge_by: estimate, by the estimate. Where the estimate meets it and the
 * limit does not, it cannot be told, and what cannot be told is not met. To beat a
 * baseline is always judged by the interval of the difference. A count of events has no
 * interval.
 *
 * Where the study's test rolls, what is judged is all test spans together. Where no
 * model could be fitted for one of them, what is left is a choice of the others, and
 * the model is not good enough.
 *
 * "Not good enough" is a result like any other. Where nothing that was asked is unmet,
 * but what was asked is no minimum (study/acceptance.h), the model is "not judged". */
#pragma once

#include <jansson.h>

#include "models/assess/judge.h"
#include "models/fit/model.h"

enum { LC_EXPLORATORY_BELOW = 100 }; /* children with an entry, in training */

enum lc_standing { LC_GOOD_ENOUGH, LC_EXPLORATORY, LC_NOT_GOOD_ENOUGH, LC_NOT_JUDGED };

extern const char *const lc_standings[]; /* as report.h names them */

/* *verdict is new, in the form of report.h's verdict. entrants: children with an entry
 * that the kept model was fitted to. */
int lc_verdict_of(json_t **verdict, int *standing, const struct lc_judgement *judgement,
                  const struct lc_study *study, size_t entrants,
                  struct lc_error *err) LC_MUST_CHECK;

/* The verdict of a model file as this program takes it, { status, reasons, ... }, new:
 * its own; or "not judged" with the reason where it has none (it was recalibrated, or
 * fitted to a table) or where an older program, which asked for no minimum, judged it
 * by its own rules. *standing is an lc_standing. */
int lc_verdict_now(json_t **verdict, int *standing, const struct lc_model *model,
                   struct lc_error *err) LC_MUST_CHECK;

/* { estimate, low, high }: nulls where they cannot be had. NULL when out of memory. */
json_t *lc_estimate_json(const struct lc_estimate *estimate);
