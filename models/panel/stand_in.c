/* See stand_in_inside.h. */
#include "models/panel/stand_in_inside.h"

#include <string.h>

#include "formula/terms_reads.h"
#include "models/fit/fallback.h"

static int judge(struct lc_scoring *s, const struct lc_model *model, size_t which,
                 struct lc_error *err)
{
    const struct lc_study_predictor *p = s->study->predictors + which;
    bool reads, flags;
    lc_terms_reads(model->terms, p->name, &reads, &flags);
    if (!reads || !p->history || (s->without && strcmp(p->history, s->without) == 0))
        return LC_OK;
    int code =
        s->stand_in ? LC_OK : lc_fallback_of(&s->stand_in, model, p->history, err);
    if (!code && s->stand_in && !s->without)
        s->without = p->history;
    else if (!flags && !s->lost)
        s->lost = p->history;
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
