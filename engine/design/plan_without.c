/* What each model of a study does on a day without one of its sources (plan.h). */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "design/plan_findings_inside.h"
#include "formula/terms_reads.h"

static bool is_kept(const struct lc_study *study, const char *history)
{
    for (unsigned k = 0; k < study->sources.refit_without_count; k++)
        if (strcmp(study->sources.refit_without[k], history) == 0)
            return true;
    return false;
}

const char *lc_plan_first_of(const struct lc_study *study, unsigned which, unsigned k)
{
    const char *history = lc_study_read(study, study->predictors + which, k);
    for (unsigned p = 0; history && p < which; p++)
        if (lc_study_reads(study, study->predictors + p, history))
            return NULL;
    return history;
}

/* Over the predictors of the history that the model reads; -1: it reads none. */
static int lacking(const struct lc_study *study, const char *history,
                   const lc_terms *terms)
{
    int does = -1;
    for (unsigned k = 0; k < study->predictors_count; k++) {
        const struct lc_study_predictor *p = study->predictors + k;
        bool reads, flags;
        if (!lc_study_reads(study, p, history))
            continue;
        lc_terms_reads(terms, p->name, &reads, &flags);
        if (reads && does != LC_PLAN_REFUSES)
            does = flags ? LC_PLAN_SEEN_MISSING : LC_PLAN_REFUSES;
    }
    return does >= 0 && is_kept(study, history) ? LC_PLAN_REFIT : does;
}

static int add_history(struct lc_plan *plan, unsigned model, const lc_terms *terms,
                       const char *history, size_t *room, struct lc_error *err)
{
    int does = lacking(plan->study, history, terms);
    int code =
        does < 0 ? LC_OK : LC_GROW(plan->without, *room, plan->withouts + 1, err);
    if (does >= 0 && !code)
        plan->without[plan->withouts++] =
            (struct lc_plan_without){ model, history, does };
    return code;
}

static int add_model(struct lc_plan *plan, unsigned model, const lc_terms *terms,
                     size_t *room, struct lc_error *err)
{
    const struct lc_study *study = plan->study;
    int code = LC_OK;
    for (unsigned p = 0; p < study->predictors_count; p++)
        for (unsigned k = 0; lc_study_read(study, study->predictors + p, k) && !code;
             k++) {
            const char *history = lc_plan_first_of(study, p, k);
            if (history)
                code = add_history(plan, model, terms, history, room, err);
        }
    return code;
}

/* The rows that the model kept would learn from. */
static unsigned char *kept_rows(const struct lc_plan *plan)
{
    const struct lc_cohort *c = &plan->cohort;
    unsigned char *keep = lc_alloc(c->n + 1, 1);
    for (size_t i = 0; keep && i < c->n; i++)
        keep[i] = c->at[i] < plan->split.test_end && c->complete[i];
    return keep;
}

int lc_plan_withouts(struct lc_plan *plan, struct lc_error *err)
{
    unsigned char *keep = kept_rows(plan);
    size_t room = 0;
    int code = keep ? LC_OK : LC_FAIL_NOMEM(err);
    for (unsigned m = 0; m < plan->study->models_count && !code; m++) {
        struct lc_terms_options learn = { .missing = LC_FLAG_MISSING, .keep = keep };
        struct lc_error why = { 0 };
        lc_terms *terms = NULL;
        code = lc_terms_learn(&terms, plan->study->models[m].formula,
                              &plan->design.frame, &learn, &why);
        if (!code)
            code = add_model(plan, m, terms, &room, err);
        else if (code == LC_UNFIT) /* which is a finding already */
            code = LC_OK;
        else
            lc_error_pass(err, code, &why);
        lc_terms_free(terms);
    }
    free(keep);
    return code;
}
