/* What `curve` says of a table's groups, as one JSON document; text and CSV are written
 * from it.
 *
 *     "groups": [{"group", "n", "events", "points": [...], "quantiles": [...],
 *                 "restricted_mean": {"until", "mean", "se"}}]
 *     "test":   {"kind", "chisq", "df", "p", "strata", "groups": [{"group", "observed",
 *                "expected"}]}, or of Gray's {"kind", "strata", "causes": [{"cause",
 *                "chisq", "df", "p", "groups": [{"group", "score"}]}]}
 *     "pseudo": {"time", "rows": [{"row", "survival" | "incidence": [by cause],
 *                "restricted_mean"}]}
 *
 * A point of one cause is time, n_risk, n_event, survival, se, low, high, hazard,
 * hazard_se (the type's survival, Greenwood's error or the jackknife's; the hazard). Of
 * several causes it is time, n_risk, cause, n_event, probability, se, low, high
 * (Aalen-Johansen with the infinitesimal jackknife's error or the delta method's),
 * cause 0 being free of all. n_event counts since the point before. */
#pragma once

#include <jansson.h>

#include "base/text.h"
#include "models/fit/groups.h"

struct lc_curve_ask {
    size_t times, quantiles;
    const double *time, *quantile; /* times 0: every time at which anybody leaves */
    const double *told;            /* [times] the times as they are to be printed */
    int limits;                    /* an lc_limits */
    double rmst, pseudo;           /* below 0: not asked */
    int type;                      /* an lc_survival_type */
    bool robust; /* the jackknife's variance; with clusters, or weights
                    that are no whole numbers, in any case */
    int test; /* 0 none, 1 log-rank, 2 Peto and Peto, 3 Fleming and Harrington's rho, 4
                 Gray's of each cause */
    double rho;
    int errors; /* of several causes: 0 the jackknife's, 1 the delta method's */
};

extern const char *const lc_curve_tests[];  /* ends with NULL; as ask.test */
extern const char *const lc_curve_errors[]; /* the same; as ask.errors */

/* *document is new. O(n log n), and O(n) a time where there are several causes. */
int lc_curve_document(json_t **document, const struct lc_groups *groups,
                      const struct lc_curve_ask *ask,
                      struct lc_error *err) LC_MUST_CHECK;

/* Does the test (ask.test) say by itself that events are causes, not a status of 1 and
 * 2?
 */
bool lc_curve_test_is_of_causes(int test);
/* The document's "test". (curve_test.c) */
int lc_curve_test(json_t *document, const struct lc_groups *groups,
                  const struct lc_curve_ask *ask, struct lc_error *err) LC_MUST_CHECK;

/* The same of people who move between states: rows are spells of whoever cluster()
 * says, an event the state entered.
 *
 *     "people", "states", "groups": [{"group", "n", "events", "points": [{"time",
 *     "state", "n_risk", "n_event", "probability", "se", "low", "high"}],
 *     "restricted_means": [{"state", "until", "mean", "se"}]}]
 *
 * n_risk is null at a time at which nobody moves. (curve_states.c) */
int lc_states_document(json_t **document, const struct lc_groups *groups,
                       const struct lc_curve_ask *ask,
                       struct lc_error *err) LC_MUST_CHECK;

void lc_curve_csv(const json_t *document, struct lc_text *out);  /* the points */
void lc_pseudo_csv(const json_t *document, struct lc_text *out); /* the rows */
void lc_curve_table(const json_t *document, struct lc_text *out);
