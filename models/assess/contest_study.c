/* A study's models on its held-out rows (contest.h). */
#include "models/assess/contest_inside.h"
#include "models/assess/tested_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* What is at hand while the models run. */
struct heat {
    struct lc_contest *contest;
    struct lc_training training; /* cohort, design, split, judge */
    struct lc_tested *tested;    /* [models] */
    uint32_t *seen;              /* [design rows] how many models foretell the row */
    uint32_t ran;                /* models that do */
    size_t first;                /* one of them */
};

/* Without its rows of an origin a model would take them from all the others. */
static int check_origins(const struct lc_tested *t, struct lc_error *err)
{
    const char *why = lc_tested_why(t);
    return why ? LC_FAIL(err, LC_UNFIT, "%s", why) : LC_OK;
}

static int run_model(struct heat *h, const struct lc_study_model *spec, size_t k,
                     struct lc_error *err)
{
    struct lc_contender *contender;
    struct lc_judge judge = h->training.judge;
    struct lc_error own = { .code = LC_OK };
    int code = lc_contest_add(h->contest, spec->name, spec->family, spec->formula,
                              &contender, err);
    if (code)
        return code;
    judge.train.spec = spec;
    code = lc_tested_fill(&h->tested[k], &judge, &own);
    if (!code)
        code = check_origins(&h->tested[k], &own);
    if (code) {
        lc_tested_free(&h->tested[k]);
        lc_contest_excuse(contender, &code, &own);
        return lc_error_pass(err, code, &own);
    }
    for (size_t i = 0; i < h->tested[k].n; i++)
        h->seen[h->tested[k].row[i]]++;
    h->first = h->ran++ ? h->first : k;
    return LC_OK;
}

/* Risks of model k at the contest's rows, which are among its own. */
static int take_risks(struct heat *h, size_t k, struct lc_error *err)
{
    const struct lc_tested *t = &h->tested[k];
    if (!t->n)
        return LC_OK;
    double *risk = lc_alloc(h->contest->n, sizeof *risk);
    if (!risk)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0, at = 0; i < t->n; i++)
        if (h->seen[t->row[i]] == h->ran)
            risk[at++] = t->risk[i];
    h->contest->contender[k].risk = risk;
    return LC_OK;
}

int lc_contest_room(struct lc_contest *c, size_t n, struct lc_error *err)
{
    n = n ? n : 1;
    c->child = lc_alloc(n, sizeof *c->child);
    c->unit = lc_alloc(n, sizeof *c->unit);
    c->outcome = lc_alloc(n, sizeof *c->outcome);
    c->time = lc_alloc(n, sizeof *c->time);
    c->cause = lc_alloc(n, sizeof *c->cause);
    c->list = lc_alloc(n, sizeof *c->list);
    c->model = lc_alloc(n, sizeof *c->model);
    c->origin = lc_alloc(n, sizeof *c->origin);
    return c->child && c->unit && c->outcome && c->time && c->cause && c->list
                   && c->model && c->origin
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}

/* As in a judgement (judge.h), so that C is the same number there and here. */
static void take_row(struct heat *h, const struct lc_tested *t, size_t i, int32_t *last)
{
    struct lc_contest *c = h->contest;
    const struct lc_design *d = &h->training.design;
    size_t at = c->n++, row = t->row[i];
    c->children += !at || t->child[i] != *last;
    *last = t->child[i];
    c->child[at] = (int32_t)c->children - 1;
    c->unit[at] = t->unit[i];
    c->outcome[at] = t->outcome[i];
    c->time[at] = d->days[row] + (d->cause[row] != LC_CENSORED);
    c->cause[at] = t->outcome[i];
    c->list[at] = t->list[i];
    c->model[at] = t->model[i];
    c->origin[at] = t->origin[i];
    c->events += t->outcome[i];
}

static int take_rows(struct heat *h, struct lc_error *err)
{
    const struct lc_tested *t = &h->tested[h->first];
    int32_t last = -1;
    int code = lc_contest_room(h->contest, t->n, err);
    if (code)
        return code;
    for (size_t i = 0; i < t->n; i++)
        if (h->seen[t->row[i]] == h->ran)
            take_row(h, t, i, &last);
    h->contest->units = lc_number_runs(h->contest->n, h->contest->unit);
    h->contest->left_out = t->n + t->lost + t->cannot - h->contest->n;
    h->contest->lists = t->lists;
    h->contest->origins = t->origins;
    h->contest->origin_day = lc_alloc(t->origins, sizeof *h->contest->origin_day);
    if (!h->contest->origin_day)
        return LC_FAIL_NOMEM(err);
    for (size_t o = 0; o < t->origins; o++)
        h->contest->origin_day[o] = t->at[o].from->split.test_from;
    return LC_OK;
}

/* --- rules ------------------------------------------------------------------------ */

static int add_missing(struct heat *h, struct lc_error *err)
{
    const struct lc_tested *t = &h->tested[h->first];
    struct lc_contender *rule;
    if (!t->missing)
        return LC_OK;
    int code =
        lc_contest_add_rule(h->contest, "rank by missing episodes", true, &rule, err);
    for (size_t i = 0, at = 0; !code && i < t->n; i++)
        if (h->seen[t->row[i]] == h->ran)
            rule->risk[at++] = t->missing[i];
    return code;
}

/* Of the rows learnt from whose outcome is known. */
static double training_rate(const struct lc_test_origin *origin)
{
    const struct lc_design *d = origin->design;
    double rows = 0, entries = 0;
    for (size_t i = 0; i < d->frame.n; i++)
        if (d->complete[i] && d->landmark[i] < origin->before) {
            rows++;
            entries += d->cause[i] == LC_ENTRY;
        }
    return rows > 0 ? entries / rows : 0;
}

static int add_rules(struct heat *h, struct lc_error *err)
{
    struct lc_contender *rule;
    size_t origins = h->training.judge.origins;
    double *rate = lc_alloc(origins, sizeof *rate);
    int code = rate ? add_missing(h, err) : LC_FAIL_NOMEM(err);
    for (size_t o = 0; !code && o < origins; o++)
        rate[o] = training_rate(&h->training.judge.origin[o]);
    if (!code)
        code = lc_contest_add_rule(h->contest, "base rate", false, &rule, err);
    for (size_t i = 0; !code && i < h->contest->n; i++)
        rule->risk[i] = rate[h->contest->origin[i]];
    free(rate);
    return code;
}

/* --- all -------------------------------------------------------------------------- */

static int run(struct heat *h, const struct lc_training_ask *ask, struct lc_error *err)
{
    unsigned models = ask->study->models_count;
    size_t n = h->training.design.frame.n;
    h->tested = lc_alloc(models, sizeof *h->tested);
    h->seen = lc_alloc(n, sizeof *h->seen);
    int code = h->tested && h->seen ? LC_OK : LC_FAIL_NOMEM(err);
    for (unsigned k = 0; !code && k < models; k++)
        code = run_model(h, &ask->study->models[k], k, err);
    h->contest->models = models;
    if (!code && !h->ran)
        code = LC_FAIL(err, LC_UNFIT, "no model of the study can be fitted: %s",
                       h->contest->contender[0].cannot);
    if (!code)
        code = take_rows(h, err);
    for (unsigned k = 0; !code && k < models; k++)
        code = take_risks(h, k, err);
    return code ? code : add_rules(h, err);
}

int lc_contest_of_study(struct lc_contest *contest, const struct lc_training_ask *ask,
                        struct lc_error *err)
{
    struct heat h = { .contest = contest };
    struct lc_training_ask first = *ask;
    first.model = NULL;
    *contest = (struct lc_contest){ .n = 0 };
    int code = lc_training_prepare(&h.training, &first, err);
    if (!code)
        code = run(&h, ask, err);
    if (!code) {
        contest->horizon = h.training.design.horizon;
        contest->capacity = (double)h.training.judge.capacity;
    }
    for (unsigned k = 0; h.tested && k < ask->study->models_count; k++)
        lc_tested_free(&h.tested[k]);
    free(h.tested);
    free(h.seen);
    lc_training_free(&h.training);
    if (code)
        lc_contest_free(contest);
    return code;
}
