/* What must be settled before a cohort is walked (scoring_begin_inside.h). */
#include "models/panel/scoring_begin_inside.h"

#include "base/memory.h"
#include "base/text.h"
#include "models/assess/verdict.h"
#include "models/panel/caution.h"

/* A study may say that a model which is not good enough makes no list. */
static int take_verdict(struct lc_scoring *s, const struct lc_model *model,
                        struct lc_error *err)
{
    struct lc_text why = { 0 };
    int code = lc_verdict_now(&s->verdict, &s->standing, model, err);
    if (code || s->standing == LC_GOOD_ENOUGH || !s->study->acceptance.refuse)
        return code;
    lc_caution_add_verdict(&why, s->verdict, LC_USE_NOT);
    code = lc_text_check(&why, err);
    if (!code)
        code =
            LC_FAIL(err, LC_REFUSED,
                    "%.300s The study says when_not_good_enough: refuse, so there is "
                    "no list",
                    why.data);
    lc_text_free(&why);
    return code;
}

/* What the cohort is held against, and which predictors the model reads. */
static int read_ranges(struct lc_scoring *s, const struct lc_model *model,
                       struct lc_error *err)
{
    size_t n = s->study->predictors_count;
    s->range = lc_alloc(n + 1, sizeof *s->range);
    s->tally = lc_alloc(n + 1, sizeof *s->tally);
    s->used = lc_alloc(n + 1, sizeof *s->used);
    if (!s->range || !s->tally || !s->used)
        return LC_FAIL_NOMEM(err);
    lc_ranges_read(s->range, s->study, model->training);
    for (size_t j = 0; j < lc_terms_count(model->terms); j++) {
        const struct lc_term *term = lc_terms_at(model->terms, j);
        for (size_t b = 0; b < term->bases; b++) {
            const struct lc_study_predictor *p = lc_study_find(s->study, term->base[b]);
            if (p)
                s->used[p - s->study->predictors] = true;
        }
    }
    return LC_OK;
}

int lc_scoring_begin(struct lc_scoring *scoring, const struct lc_model *model,
                     size_t capacity, struct lc_error *err)
{
    int code = lc_capacity_choose(&scoring->capacity, scoring->study, capacity, err);
    if (!code)
        code = take_verdict(scoring, model, err);
    return code ? code : read_ranges(scoring, model, err);
}
