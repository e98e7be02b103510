/* What `evaluate` is asked, and the parts that its answer is made of: lines (a metric,
 * a value, an interval) and, in JSON, objects beside them. */
#pragma once

#include <jansson.h>

#include "base/text.h"
#include "models/answer/evaluate_rows.h"
#include "models/assess/metric.h"
#include "parallel/team.h"

extern const char *const lc_evaluate_time_weights[]; /* as enum lc_time_weight */

struct lc_line_shown {
    const char *name, *label;
    char cannot[64]; /* "", or why there is no value */
    double value, se, low, high;
};

enum { LC_LINES = 48 };

struct lc_answer {
    size_t count;
    struct lc_line_shown line[LC_LINES];
    json_t *more; /* objects by name; new, owned */
};

/* A line with an interval of 1.96 standard errors, no wider than the range
 * of what it is of; se NaN: without one. */
void lc_answer_add(struct lc_answer *a, const char *name, const char *label,
                   struct lc_measure is, enum lc_metric_range range);
int lc_answer_print(const struct lc_answer *a, const struct lc_evaluated *rows,
                    double horizon, int json, struct lc_error *err);

/* A yes or no (evaluate_binary.c), a time (evaluate_time.c). */
int lc_answer_binary(struct lc_answer *a, const struct lc_evaluated *rows,
                     const struct lc_evaluate_settings *settings, lc_team *team,
                     struct lc_error *err) LC_MUST_CHECK;
int lc_answer_time(struct lc_answer *a, const struct lc_evaluated *rows,
                   const struct lc_evaluate_settings *settings, double horizon,
                   struct lc_error *err) LC_MUST_CHECK;

/* The integrated Brier score of a model's survival curves up to settings->integrate. */
int lc_answer_integrated(struct lc_answer *a, const struct lc_model *model,
                         const struct lc_frame *frame, const unsigned char *keep,
                         const struct lc_evaluated *rows,
                         const struct lc_evaluate_settings *settings,
                         struct lc_error *err) LC_MUST_CHECK;
