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

/* Every model before the judge: its code, with file, line and column, for the first
 * that it does not take, or whose formula is none or names what is no predictor. */
int lc_study_judge_models(const struct lc_study *study,
                          const struct lc_study_text *text, lc_study_judge *judge,
                          struct lc_error *err) LC_MUST_CHECK;

#endif
