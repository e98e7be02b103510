/* Inside of check.h: what the files of engine/study share. */
#pragma once

#include "study/check.h"

/* Checks every value and fills the resolved fields. The first fault is an error that
 * says where (file:line:column), what, why and what to do. */
int lc_study_check(struct lc_study *study, const struct lc_study_text *text,
                   struct lc_error *err) LC_MUST_CHECK;
int lc_study_check_predictors(struct lc_study *study, const struct lc_study_text *text,
                              struct lc_error *err) LC_MUST_CHECK;
int lc_study_check_judging(struct lc_study *study, const struct lc_study_text *text,
                           struct lc_error *err) LC_MUST_CHECK;

/* Fills study->models from the text: each has a name of its own, a family, a formula.
 */
int lc_study_read_models(struct lc_study *study, const struct lc_study_text *text,
                         struct lc_error *err) LC_MUST_CHECK;
void lc_study_free_models(struct lc_study *study);

/* Fails with the place of `path` in front: "late.yaml:12:9: cohort.age_to: ...". */
int lc_study_fault(const struct lc_study_text *text, int code, const char *path,
                   struct lc_error *err, const char *format, ...) LC_PRINTF(5, 6);

/* The parts that several checks share; path names the key. NULL text is not stated. */
int lc_study_read_period(const struct lc_study_text *text, const char *path,
                         const char *value, struct lc_period *period,
                         struct lc_error *err) LC_MUST_CHECK;
int lc_study_read_day(const struct lc_study_text *text, const char *path,
                      const char *value, int32_t *day,
                      struct lc_error *err) LC_MUST_CHECK;
int lc_study_check_word(const struct lc_study_text *text, const char *path,
                        const char *value, struct lc_error *err) LC_MUST_CHECK;
