/* Dealing outcomes out anew (deal.h). */
#include "models/assess/deal.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/progress.h"
#include "base/random.h"
#include "models/assess/bootstrap.h"

/* A design whose rows are another's, with outcomes of its own. */
struct deck {
    const struct lc_judge *judge;
    struct lc_design design;
    int32_t *child; /* [n] numbered from 0 */
    size_t children;
    int32_t *entry;                /* [children] the day, or LC_OPEN */
    uint32_t *dealt;               /* [children] whose entry each has */
    struct lc_test_origin *origin; /* the judge's, but learning from what is dealt */
};

static int open_deck(struct deck *k, const struct lc_judge *judge, struct lc_error *err)
{
    const struct lc_design *d = judge->train.design;
    size_t n = d->frame.n ? d->frame.n : 1;
    *k = (struct deck){ .judge = judge, .design = *d };
    k->design.cause = lc_alloc(n, sizeof *k->design.cause);
    k->design.days = lc_alloc(n, sizeof *k->design.days);
    k->child = lc_alloc(n, sizeof *k->child);
    k->entry = lc_alloc(n, sizeof *k->entry);
    k->dealt = lc_alloc(n, sizeof *k->dealt);
    k->origin = lc_alloc(judge->origins, sizeof *k->origin);
    if (!k->design.cause || !k->design.days || !k->child || !k->entry || !k->dealt
        || !k->origin)
        return LC_FAIL_NOMEM(err);
    for (size_t o = 0; o < judge->origins; o++) {
        k->origin[o] = judge->origin[o];
        k->origin[o].design = &k->design;
    }
    k->children = lc_train_clusters(d, NULL, k->child);
    for (size_t c = 0; c < k->children; c++) {
        k->entry[c] = LC_OPEN;
        k->dealt[c] = (uint32_t)c;
    }
    for (size_t i = 0; i < d->frame.n; i++)
        if (d->cause[i] == LC_ENTRY)
            k->entry[k->child[i]] = d->landmark[i] + d->days[i];
    return LC_OK;
}

static void close_deck(struct deck *k)
{
    free(k->design.cause);
    free(k->design.days);
    free(k->child);
    free(k->entry);
    free(k->dealt);
    free(k->origin);
}

static int32_t horizon_end(const struct lc_landmarks *l, int32_t day)
{
    size_t low = 0, high = l->count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        *(l->day[middle] <= day ? &low : &high) = middle;
    }
    return l->limit[low];
}

static void deal(struct deck *k, size_t number)
{
    struct lc_random r;
    lc_random_init(&r, k->judge->seed, number);
    lc_random_shuffle(&r, k->children, k->dealt);
    for (size_t i = 0; i < k->design.frame.n; i++) {
        int32_t t = k->design.landmark[i], day = k->entry[k->dealt[k->child[i]]];
        int32_t end = horizon_end(k->judge->landmarks, t);
        bool enters = day >= t && day < end;
        k->design.cause[i] = enters ? LC_ENTRY : LC_CENSORED;
        k->design.days[i] = (enters ? day : end) - t;
    }
}

/* The AUC of one deal's held-out rows, with its interval (bootstrap.h, at (1)). */
static int judge_deal(struct lc_estimate *auc, const struct deck *k, size_t number,
                      struct lc_error *err)
{
    struct lc_judge judge = *k->judge;
    struct lc_tested tested;
    struct lc_bootstrap boot = { .replicates = 0 };
    lc_ready *ready = NULL;
    double *scratch = lc_alloc(2 * judge.replicates + 1, sizeof *scratch);
    judge.train.design = &k->design;
    judge.train.least_ridge = 1;
    judge.origin = k->origin;
    int code = scratch ? lc_tested_fill(&tested, &judge, err) : LC_FAIL_NOMEM(err);
    if (code)
        goto done;
    struct lc_held_out h = { .n = tested.n,
                             .risk = tested.risk,
                             .outcome = tested.outcome,
                             .child = tested.unit,
                             .children = tested.units,
                             .model = tested.model,
                             .cuts = 1,
                             .cut = { 1 } };
    code = lc_ready_new(&ready, &h, err);
    if (!code)
        code = lc_bootstrap_run(&boot, ready, judge.replicates, number,
                                judge.train.team, err);
    if (!code)
        *auc = lc_bootstrap_metric(&boot, LC_METRIC_AUC, scratch);
    lc_bootstrap_free(&boot);
    lc_ready_free(ready);
    lc_tested_free(&tested);
done:
    free(scratch);
    return code;
}

int lc_deal_run(struct lc_dealt *out, const struct lc_judge *judge, size_t deals,
                struct lc_error *err)
{
    struct deck k;
    int code = open_deck(&k, judge, err);
    *out = (struct lc_dealt){ .lowest = 1 };
    for (size_t number = 1; !code && number <= deals; number++) {
        struct lc_estimate auc = { .value = NAN };
        lc_progress("deal", number, deals, NULL);
        deal(&k, number);
        if ((code = judge_deal(&auc, &k, number, err)))
            break;
        out->deals++;
        out->held += auc.low <= 0.5 && auc.high >= 0.5;
        out->mean_auc += auc.value / (double)deals;
        out->lowest = fmin(out->lowest, auc.value);
        out->highest = fmax(out->highest, auc.value);
    }
    lc_progress_end();
    close_deck(&k);
    return code;
}
