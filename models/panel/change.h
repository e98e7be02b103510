/* What changed on a list since an earlier one, and why, child by child.
 *
 * With lp(t, k, s) the linear predictor on landmark t by what was known on landmark k
 * of what had started before s, and a the earlier and b the later day,
 *
 *     known_late  = lp(a, b, a) - lp(a, a, a)     what had happened, and was not known   (1)
 *     time        = lp(b, b, a) - lp(a, b, a)     ages, windows and spells going on      (2)
 *     new_events  = lp(b, b, b) - lp(b, b, a)     what has happened since                (3)
 *     difference  = (known_late + time) + new_events                                      (4)
 *
 * each the sum, from left to right, of what its histories add (by_history), in doubles;
 * so parts add up to the difference bit for bit, which is that of the two linear
 * predictors but for the last places. What was known is moved for the child and all of
 * its family (store/alter.h); who is of the family is as of the landmark. */
#pragma once

#include <jansson.h>

#include "base/text.h"
#include "models/panel/score.h"
#include "models/panel/whole.h"

struct lc_change_ask {
    int32_t since;
    const struct lc_whole *whole; /* of both days, where there is one (whole.h); NULL:
                                     made here */
    size_t others;
    const uint32_t
        *other; /* [others] children to tell of, who may be on neither list */
};

/* *document is new: since, as_of, model, capacity, tie_rule, and changes: of every
 * child of either list, those of the later one by rank, then the others by theirs,
 *
 *     child, change: "new", "risen", "steady", "fallen", "dropped", "left"
 *     rank_before, rank           null: not on that list
 *     risk_before, risk, linear_predictor_before, linear_predictor
 *                                 null: not scored that day
 *     why_before, why             of a day on which it was not scored
 *     split { known_late, time, new_events, difference }, by_history [the same of each];
 *                                 null: not scored under one of the four
 *     events [explain.h: first known since]
 *
 * and others: the same of those of ask's who are on neither list, in its order.
 *
 * now: the later list, a scoring by the model of the store; the earlier has its
 * capacity. The store is altered and put back. LC_RANGE for a since that is not before
 * its day. Two scorings of those children, and two of everybody where ask has none. */
int lc_change_document(json_t **document, const struct lc_model *model,
                       struct lc_store *store, const struct lc_scoring *now,
                       const struct lc_change_ask *ask, lc_team *team,
                       struct lc_error *err) LC_MUST_CHECK;

/* LC_RANGE for a since that is not before its day. */
int lc_change_check(int32_t since, int32_t day, struct lc_error *err) LC_MUST_CHECK;

/* The document as a CSV table of one row a child, cells neutralised; and as text. */
void lc_change_csv(const json_t *document, struct lc_text *out);
void lc_change_text(const json_t *document, struct lc_text *out);
