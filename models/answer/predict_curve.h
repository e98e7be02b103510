/* `predict --curve`: survival at several times for every row; `predict --quantiles`:
 * the times by which given shares have had the event. */
#pragma once

#include "base/text.h"
#include "models/fit/survival.h"

struct lc_predict_ask {
    const char *times; /* "100,365,730" */
    int limits;        /* enum lc_limits */
    bool json;
};

/* CSV or JSON into out; *without counts the rows that cannot be scored. */
int lc_predict_curve(const struct lc_model *model, const struct lc_frame *frame,
                     const struct lc_predict_ask *ask, struct lc_text *out,
                     size_t *without, struct lc_error *err) LC_MUST_CHECK;

int lc_predict_quantiles(const struct lc_model *model, const struct lc_frame *frame,
                         const char *shares, bool json, struct lc_text *out,
                         size_t *without, struct lc_error *err) LC_MUST_CHECK;
