/* Any bytes as a study: an error with a text, or a study whose every resolved field is
 * in range. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "kind/kind.h"
#include "study/study.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int is_sane(const struct lc_study *s)
{
    if (s->cohort.age_from < 0 || s->cohort.age_to > 17
        || s->cohort.age_from > s->cohort.age_to || !s->cohort.known_to_count)
        return 0;
    if (!s->landmarks.step.days == !s->landmarks.step.months)
        return 0;
    for (unsigned i = 0; i < s->predictors_count; i++) {
        const struct lc_study_predictor *p = s->predictors + i;
        if (!p->what || lc_kind_reads(p->what) != !!lc_study_read(s, p, 0) || !p->group)
            return 0;
    }
    return s->competing_count <= LC_STUDY_CAUSES;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lc_study *study;
    struct lc_error err = { 0 };
    int code = lc_study_parse(&study, "fuzz", (const char *)data, size, &err);
    if (code ? study || !err.text[0] : !is_sane(study))
        abort();
    lc_study_free(study);
    return 0;
}
