#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdio.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/assess/bootstrap.h"

/* Nothing to be found must be found to be nothing. A borough in which risk does
 * foretell entry; then whole children's outcomes are dealt out anew among the children,
 * as often as 200 times, and each time the 95% interval of the AUC either holds one
 * half or does not. A binomial of 200 at 0.95 is within 186 .. 194 in five of six
 * cases; a method that calls rows children (their windows overlap twelvefold) holds it
 * in about half. */
TestSuite(negative_control, .init = lc_begin);

enum { CHILDREN = 700, MONTHS = 24, HORIZON = 12, SHUFFLES = 200, REPLICATES = 300 };

struct borough {
    size_t n;
    double risk[CHILDREN * MONTHS];
    uint8_t outcome[CHILDREN * MONTHS];
    int32_t child[CHILDREN * MONTHS], list[CHILDREN * MONTHS];
    int32_t entry[CHILDREN]; /* the month, or far off */
    uint32_t dealt[CHILDREN];
};

/* Each child has a lasting trait and monthly noise; the hazard rises with the trait. */
static void make(struct borough *b)
{
    struct lc_random r;
    lc_random_init(&r, 2024, 1);
    for (int32_t c = 0; c < CHILDREN; c++) {
        double trait = lc_random_normal(&r);
        b->entry[c] = (int32_t)(lc_random_exponential(&r) * 400 / exp(trait));
        b->dealt[c] = (uint32_t)c;
        for (int32_t t = 0; t < MONTHS; t++) {
            double eta = trait + 0.5 * lc_random_normal(&r) - 3;
            b->risk[b->n] = 1 / (1 + exp(-eta));
            b->child[b->n] = c;
            b->list[b->n++] = t;
        }
    }
}

static void deal(struct borough *b)
{
    for (size_t i = 0; i < b->n; i++) {
        int32_t month = b->entry[b->dealt[b->child[i]]];
        b->outcome[i] = month >= b->list[i] && month < b->list[i] + HORIZON;
    }
}

static struct lc_estimate judge(const struct borough *b, uint64_t seed)
{
    struct lc_held_out data = { .n = b->n,
                                .risk = b->risk,
                                .outcome = b->outcome,
                                .child = b->child,
                                .children = CHILDREN,
                                .list = b->list,
                                .lists = MONTHS,
                                .cuts = 1,
                                .cut = { 30 } };
    double scratch[2 * REPLICATES];
    lc_ready *ready;
    struct lc_bootstrap boot;
    cr_assert(eq(int, lc_ready_new(&ready, &data, NULL), LC_OK));
    cr_assert(
        eq(int, lc_bootstrap_run(&boot, ready, REPLICATES, seed, NULL, NULL), LC_OK));
    struct lc_estimate e = lc_bootstrap_metric(&boot, LC_METRIC_AUC, scratch);
    lc_bootstrap_free(&boot);
    lc_ready_free(ready);
    return e;
}

Test(negative_control, dealt_out_outcomes_leave_one_half)
{
    static struct borough b;
    make(&b);
    deal(&b);
    struct lc_estimate truth = judge(&b, 1);
    cr_assert(gt(dbl, truth.low, 0.6), "there was something to be found");
    int held = 0;
    for (uint64_t s = 1; s <= SHUFFLES; s++) {
        struct lc_random r;
        lc_random_init(&r, 77, s);
        lc_random_shuffle(&r, CHILDREN, b.dealt);
        deal(&b);
        struct lc_estimate e = judge(&b, s);
        held += e.low <= 0.5 && 0.5 <= e.high;
    }
    printf("held one half in %d of %d\n", held, SHUFFLES);
    cr_assert(ge(int, held, 186), "%d of 200", held);
    cr_assert(le(int, held, 194), "%d of 200", held);
}
