/* Foretelling the held-out rows (tested.h). */
#include "models/assess/tested.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/progress.h"
#include "models/fit/forecast.h"
#include "store/seen.h"
#include "study/cohort.h"

/* Which fold a child is dealt to. */
static size_t fold_of(uint32_t child)
{
    return lc_shard_of(child) % LC_FOLDS;
}

/* Which side of the cut a row is on. */
enum side { NEITHER, TRAIN, TEST };

struct sides {
    int32_t train_end;            /* training landmarks are before this day */
    int32_t test_first, test_end; /* test landmarks are from, and before, these */
};

static int32_t day_at(const struct lc_landmarks *l, size_t at)
{
    return at < l->count ? l->day[at] : INT32_MAX;
}

static struct sides sides_of(const struct lc_judge *judge)
{
    const struct lc_landmarks *l = judge->landmarks;
    const struct lc_split *s = judge->split;
    return (struct sides){ day_at(l, s->train), day_at(l, s->test_first),
                           day_at(l, s->test_end) };
}

static int side_of(const struct sides *s, int32_t landmark)
{
    if (landmark < s->train_end)
        return TRAIN;
    return landmark >= s->test_first && landmark < s->test_end ? TEST : NEITHER;
}

/* --- the model, fold by fold ------------------------------------------------------ */

/* What the folds share: risk[n] over the design, NaN where none was given. */
struct folds {
    const struct lc_judge *judge;
    struct sides sides;
    int32_t *limit;
    unsigned char *keep;
    double *risk;
};

static void keep_rows(const struct folds *f, size_t fold, int side)
{
    const struct lc_design *d = f->judge->train.design;
    for (size_t i = 0; i < d->frame.n; i++)
        f->keep[i] = side_of(&f->sides, d->landmark[i]) == side
                     && (fold_of(d->child[i]) == fold) == (side == TEST);
}

static int fold_risks(const struct folds *f, const struct lc_model *model,
                      struct lc_error *err)
{
    struct lc_risks risks = { .n = 0 };
    int code = lc_forecast(&risks, model, &f->judge->train.design->frame, f->keep,
                           f->limit, false, err);
    for (size_t k = 0; !code && k < risks.n; k++)
        f->risk[risks.row[k]] = risks.cannot[k] ? NAN : risks.risk[k];
    if (!code)
        lc_risks_free(&risks);
    return code;
}

static int run_fold(const struct folds *f, size_t fold, struct lc_train_counts *sum,
                    struct lc_error *err)
{
    struct lc_train train = f->judge->train;
    struct lc_train_counts counts;
    struct lc_model *model = NULL;
    train.keep = f->keep;
    keep_rows(f, fold, TRAIN);
    int code = lc_train_fit(&model, &train, &counts, err);
    if (!code) {
        keep_rows(f, fold, TEST);
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

static int run_folds(struct folds *f, struct lc_train_counts *trained,
                     struct lc_error *err)
{
    const struct lc_design *d = f->judge->train.design;
    int code = LC_OK;
    for (size_t i = 0; i < d->frame.n; i++)
        f->risk[i] = NAN;
    lc_forecast_limits(d, f->judge->store, false, f->limit);
    *trained = (struct lc_train_counts){ .rows = 0 };
    for (size_t fold = 0; !code && fold < LC_FOLDS; fold++) {
        lc_progress("fold", fold, LC_FOLDS, "%s", f->judge->train.spec->name);
        code = run_fold(f, fold, trained, err);
    }
    lc_progress_end();
    share_counts(trained);
    return code;
}

/* --- missing episodes ------------------------------------------------------------- */

/* The types that are a missing child: from home and from care. Away with the
 * whereabouts known (A) and from school (E) are not; an episode with no type is. */
struct types {
    uint16_t home, care;
};

/* Missing episodes known before the landmark that began in the 12 months before it. */
static double count_missing(const struct lc_history *h, struct types type,
                            uint32_t child, int32_t landmark)
{
    struct lc_history_rows rows = lc_history_rows_of(h, child);
    int32_t from = lc_day_add_months(landmark, -12);
    double count = 0;
    for (uint64_t i = rows.first; i < rows.end; i++)
        count += h->start[i] >= from && h->start[i] < landmark
                 && (!h->code[i] || h->code[i] == type.home || h->code[i] == type.care)
                 && lc_seen(h, i, landmark);
    return count;
}

static int fill_missing(struct lc_tested *t, const struct lc_judge *judge,
                        struct lc_error *err)
{
    const struct lc_design *d = judge->train.design;
    const struct lc_history *h = lc_store_history(judge->store, "missing");
    if (!h)
        return LC_OK;
    t->missing = lc_alloc(t->n ? t->n : 1, sizeof *t->missing);
    if (!t->missing)
        return LC_FAIL_NOMEM(err);
    struct types type = { lc_codes_find(&h->codes, lc_slice_of("H")),
                          lc_codes_find(&h->codes, lc_slice_of("M")) };
    for (size_t k = 0; k < t->n; k++)
        t->missing[k] =
            count_missing(h, type, d->child[t->row[k]], d->landmark[t->row[k]]);
    return LC_OK;
}

/* --- the rows --------------------------------------------------------------------- */

static int allocate(struct lc_tested *t, size_t n, struct lc_error *err)
{
    n = n ? n : 1;
    t->row = lc_alloc(n, sizeof *t->row);
    t->risk = lc_alloc(n, sizeof *t->risk);
    t->outcome = lc_alloc(n, sizeof *t->outcome);
    t->child = lc_alloc(n, sizeof *t->child);
    t->list = lc_alloc(n, sizeof *t->list);
    t->model = lc_alloc(n, sizeof *t->model);
    return t->row && t->risk && t->outcome && t->child && t->list && t->model
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}

/* The landmark's place among the test landmarks. */
static int32_t list_of(const struct lc_judge *judge, int32_t landmark)
{
    size_t at = judge->split->test_first;
    while (judge->landmarks->day[at] < landmark)
        at++;
    return (int32_t)(at - judge->split->test_first);
}

static void take_row(struct lc_tested *t, const struct lc_judge *judge, size_t row,
                     double risk)
{
    const struct lc_design *d = judge->train.design;
    bool new = !t->n || d->child[row] != d->child[t->row[t->n - 1]];
    size_t k = t->n++;
    t->row[k] = row;
    t->risk[k] = risk;
    t->outcome[k] = d->cause[row] == LC_ENTRY;
    t->children += new;
    t->child[k] = (int32_t)(t->children - 1);
    t->list[k] = list_of(judge, d->landmark[row]);
    t->model[k] = (int32_t)fold_of(d->child[row]);
}

static void take_rows(struct lc_tested *t, const struct folds *f)
{
    const struct lc_design *d = f->judge->train.design;
    int32_t last = -1;
    for (size_t i = 0; i < d->frame.n; i++) {
        if (side_of(&f->sides, d->landmark[i]) != TEST)
            continue;
        if (!d->complete[i])
            t->lost++;
        else if (!isfinite(f->risk[i]))
            t->cannot++;
        else
            take_row(t, f->judge, i, f->risk[i]);
    }
    for (size_t k = 0; k < t->n; k++) {
        t->entrants += t->outcome[k] && t->child[k] != last;
        last = t->outcome[k] ? t->child[k] : last;
    }
    t->lists = f->judge->split->test_end - f->judge->split->test_first;
}

int lc_tested_fill(struct lc_tested *tested, struct lc_train_counts *trained,
                   const struct lc_judge *judge, struct lc_error *err)
{
    size_t n = judge->train.design->frame.n;
    struct folds f = { .judge = judge, .sides = sides_of(judge) };
    f.limit = lc_alloc(n ? n : 1, sizeof *f.limit);
    f.keep = lc_alloc(n ? n : 1, 1);
    f.risk = lc_alloc(n ? n : 1, sizeof *f.risk);
    *tested = (struct lc_tested){ .n = 0 };
    int code = f.limit && f.keep && f.risk ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code)
        code = run_folds(&f, trained, err);
    if (!code)
        code = allocate(tested, n, err);
    if (!code) {
        take_rows(tested, &f);
        code = fill_missing(tested, judge, err);
    }
    free(f.limit);
    free(f.keep);
    free(f.risk);
    if (code)
        lc_tested_free(tested);
    return code;
}

void lc_tested_free(struct lc_tested *tested)
{
    free(tested->row);
    free(tested->risk);
    free(tested->missing);
    free(tested->outcome);
    free(tested->child);
    free(tested->list);
    free(tested->model);
    *tested = (struct lc_tested){ .n = 0 };
}
