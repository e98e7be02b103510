/* The results of a training as one document: report.h says its keys. Aggregates only,
 * small numbers hidden. */
#pragma once

#include "design/assumed.h"
#include "models/assess/judge.h"
#include "study/cohort.h"
#include "study/crossing.h"

/* Borrowed. */
struct lc_results {
    const struct lc_judge *judge;
    const struct lc_judgement *judgement;
    const struct lc_model *model; /* as kept, fitted to everybody */
    const struct lc_flow *flow;
    const struct lc_crossings *crossings; /* or NULL */
    const struct lc_assumed *assumed;     /* of the model's rows */
    const json_t *verdict;
    const json_t *without;  /* of lc_without_judge, or NULL */
    const json_t *groups;   /* of lc_subgroups_judge, or NULL */
    const char *linkage;    /* of lc_training_ask, or NULL */
    const json_t *linkages; /* of lc_linkages_tell, or NULL */
};

/* *document is new. */
int lc_results_document(json_t **document, const struct lc_results *results,
                        struct lc_error *err) LC_MUST_CHECK;

/* Its larger parts, each NULL when out of memory; for results.c. */
/* measures of report.h's performance */
json_t *lc_results_measures(const struct lc_judged_test *test);
json_t *lc_results_origins(const struct lc_judgement *j, const struct lc_landmarks *l);
json_t *lc_results_flow(const struct lc_flow *flow);
json_t *lc_results_assumed(const struct lc_assumed *assumed);
json_t *lc_results_entries(const struct lc_flow *flow);
json_t *lc_results_calibration(const struct lc_judgement *j);
json_t *lc_results_histogram(const struct lc_tested *tested);
json_t *lc_results_sizes(const struct lc_judgement *j);
json_t *lc_results_coefficients(const struct lc_model *model);
int lc_results_incidence(json_t **incidence, const struct lc_judge *judge,
                         struct lc_error *err) LC_MUST_CHECK;
