/* Foretelling the held-out rows, origin by origin and fold by fold (tested.h). */
#include "models/assess/tested_inside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/progress.h"
#include "models/fit/forecast.h"
#include "study/cohort.h"

size_t lc_fold_of(uint32_t unit)
{
    return lc_shard_of(unit) % LC_FOLDS;
}

static int32_t day_at(const struct lc_landmarks *l, size_t at)
{
    return at < l->count ? l->day[at] : INT32_MAX;
}

size_t lc_test_origin_of(const struct lc_judge *judge, int32_t landmark)
{
    for (size_t o = 0; o < judge->origins; o++) {
        const struct lc_split *s = &judge->origin[o].split;
        if (landmark >= day_at(judge->landmarks, s->test_first)
            && landmark < day_at(judge->landmarks, s->test_end))
            return o;
    }
    return judge->origins;
}

/* What the fits share. */
struct folds {
    const struct lc_judge *judge;
    double *risk;         /* over the judge's design */
    int32_t *limit;       /* the same */
    size_t *origin;       /* the same: lc_test_origin_of */
    unsigned char *learn; /* [rows of the origin's design] */
    unsigned char *test;  /* over the judge's design */
};

static void keep_rows(const struct folds *f, size_t o, size_t fold)
{
    const struct lc_test_origin *from = &f->judge->origin[o];
    const struct lc_design *d = f->judge->train.design;
    for (size_t i = 0; i < from->design->frame.n; i++)
        f->learn[i] = from->design->landmark[i] < from->before
                      && lc_fold_of(lc_design_unit(from->design, i)) != fold;
    for (size_t i = 0; i < d->frame.n; i++)
        f->test[i] = f->origin[i] == o && lc_fold_of(lc_design_unit(d, i)) == fold;
}

static int fold_risks(const struct folds *f, const struct lc_model *model,
                      struct lc_error *err)
{
    struct lc_risks risks = { .n = 0 };
    int code = lc_forecast(&risks, model, &f->judge->train.design->frame, f->test,
                           f->limit, false, err);
    for (size_t k = 0; !code && k < risks.n; k++)
        f->risk[risks.row[k]] = risks.cannot[k] ? NAN : risks.risk[k];
    if (!code)
        lc_risks_free(&risks);
    return code;
}

static int run_fold(const struct folds *f, size_t o, size_t fold,
                    struct lc_train_counts *sum, struct lc_error *err)
{
    struct lc_train train = f->judge->train;
    struct lc_train_counts counts;
    struct lc_model *model = NULL;
    keep_rows(f, o, fold);
    train.design = f->judge->origin[o].design;
    train.keep = f->learn;
    int code = lc_train_fit(&model, &train, &counts, err);
    if (!code) {
        code = fold_risks(f, model, err);
        sum->rows += counts.rows;
        sum->children += counts.children;
        sum->entries += counts.entries;
        sum->entrants += counts.entrants;
    }
    lc_model_free(model);
    return code;
}

/* Each training row is in all folds' fits but one. */
static void share_counts(struct lc_train_counts *sum)
{
    sum->rows /= LC_FOLDS - 1;
    sum->children /= LC_FOLDS - 1;
    sum->entries /= LC_FOLDS - 1;
    sum->entrants /= LC_FOLDS - 1;
}

static int run_origin(struct folds *f, size_t o, struct lc_tested_origin *at,
                      struct lc_error *err)
{
    const struct lc_judge *judge = f->judge;
    const struct lc_test_origin *from = &judge->origin[o];
    char day[LC_DAY_ROOM];
    int code = LC_OK;
    at->from = from;
    free(f->learn);
    f->learn = lc_alloc(from->design->frame.n + 1, 1);
    if (!f->learn)
        return LC_FAIL_NOMEM(err);
    for (size_t fold = 0; !code && fold < LC_FOLDS; fold++) {
        lc_progress("fold", o * LC_FOLDS + fold, judge->origins * LC_FOLDS, "%s",
                    judge->train.spec->name);
        code = run_fold(f, o, fold, &at->trained, err);
    }
    share_counts(&at->trained);
    return code && judge->origins > 1 ? lc_error_within(
               err, code, "the test from %s", lc_day_print(from->split.test_from, day))
                                      : code;
}

/* An earlier origin that cannot be fitted foretells nothing, and says why. */
static int run_origins(struct folds *f, struct lc_tested_origin *at,
                       struct lc_error *err)
{
    const struct lc_judge *judge = f->judge;
    int code = LC_OK;
    for (size_t o = 0; !code && o < judge->origins; o++) {
        struct lc_error own = { .code = LC_OK };
        code = run_origin(f, o, &at[o], &own);
        if (code && (o + 1 == judge->origins || !lc_train_cannot(code)))
            return lc_error_pass(err, code, &own);
        if (!code)
            continue;
        snprintf(at[o].why, sizeof at[o].why, "%.230s", own.text);
        code = LC_OK;
    }
    return code;
}

int lc_foretell(double *risk, struct lc_tested_origin *at, const struct lc_judge *judge,
                struct lc_error *err)
{
    const struct lc_design *d = judge->train.design;
    size_t n = d->frame.n;
    struct folds f = { .judge = judge, .risk = risk };
    f.limit = lc_alloc(n + 1, sizeof *f.limit);
    f.origin = lc_alloc(n + 1, sizeof *f.origin);
    f.test = lc_alloc(n + 1, 1);
    int code = f.limit && f.origin && f.test ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; !code && i < n; i++) {
        risk[i] = NAN;
        f.origin[i] = lc_test_origin_of(judge, d->landmark[i]);
    }
    if (!code) {
        lc_forecast_limits(d, judge->store, false, f.limit);
        code = run_origins(&f, at, err);
        lc_progress_end();
    }
    free(f.limit);
    free(f.origin);
    free(f.learn);
    free(f.test);
    return code;
}
