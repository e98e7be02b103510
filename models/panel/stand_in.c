/* See stand_in_inside.h. */
#include "models/panel/stand_in_inside.h"

#include <string.h>

#include "formula/terms_reads.h"
#include "models/fit/fallback.h"

static const char *first_lost(const struct lc_scoring *s,
                              const struct lc_study_predictor *p, size_t which)
{
    unsigned k = 0;
    while (lc_study_read(s->study, p, k + 1) && !lc_evidence_lost(&s->book, which, k))
        k++;
    return lc_study_read(s->study, p, k);
}

static int judge(struct lc_scoring *s, const struct lc_model *model, size_t which,
                 struct lc_error *err)
{
    const struct lc_study_predictor *p = s->study->predictors + which;
    bool reads, flags;
    lc_terms_reads(model->terms, p->name, &reads, &flags);
    const char *history;
    int code = LC_OK;
    if (!reads || (s->without && lc_study_reads(s->study, p, s->without)))
        return LC_OK;
    for (unsigned k = 0; (history = lc_study_read(s->study, p, k)) && !code; k++) {
        if (!lc_evidence_lost(&s->book, which, k))
            continue;
        if (!s->stand_in)
            code = lc_fallback_of(&s->stand_in, model, history, err);
        if (!code && s->stand_in && !s->without) {
            s->without = history;
            return LC_OK;
        }
    }
    if (!flags && !s->lost)
        s->lost = first_lost(s, p, which);
    return code;
}

int lc_stand_in_find(struct lc_scoring *scoring, const struct lc_model *model,
                     struct lc_error *err)
{
    int code = LC_OK;
    for (size_t k = 0; k < scoring->study->predictors_count && !code; k++)
        if (!lc_evidence_observed(&scoring->book, k))
            code = judge(scoring, model, k, err);
    return code;
}
