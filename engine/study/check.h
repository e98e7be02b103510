/* What a study's file says, judged: after the form (libcyaml), the meaning. */
#ifndef LC_STUDY_CHECK_H
#define LC_STUDY_CHECK_H

#include "study/study.h"

/* The file under judgement, for messages. */
struct lc_study_text {
    const char *name;
    const char *data;
    size_t size;
};

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

/* Every model before the judge: its code, with file, line and column, for the first
 * that it does not take. */
int lc_study_judge_models(const struct lc_study *study,
                          const struct lc_study_text *text, lc_study_judge *judge,
                          struct lc_error *err) LC_MUST_CHECK;

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

#endif
