#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/assess/bootstrap.h"

/* Nothing to be found must be found to be nothing. A borough in which risk does
 * foretell entry; then whole children's outcomes are dealt out anew among the children,
 * 1,000 times, and each time the 95% interval of the AUC either holds one half or does
 * not. Of 1,000 the binomial's standard error is 0.7%, so 93 to 97% is no accident (of
 * 200 it would be 1.5%, and a right method would miss one time in six). A method that
 * takes rows for children, whose windows overlap fourfold, holds it far less often. */
TestSuite(negative_control, .init = lc_begin);

enum {
    CHILDREN = 700,
    LANDMARKS = 8,
    EVERY = 3, /* months */
    HORIZON = 12,
    SHUFFLES = 1000,
    REPLICATES = 200
};

struct borough {
    size_t n;
    double risk[CHILDREN * LANDMARKS];
    uint8_t outcome[CHILDREN * LANDMARKS];
    int32_t child[CHILDREN * LANDMARKS], list[CHILDREN * LANDMARKS];
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
        for (int32_t t = 0; t < LANDMARKS; t++) {
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
        b->outcome[i] =
            month >= EVERY * b->list[i] && month < EVERY * b->list[i] + HORIZON;
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
                                .lists = LANDMARKS,
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
    cr_assert(lt(dbl, 0.6, truth.low), "there was something to be found");
    int held = 0;
    for (uint64_t s = 1; s <= SHUFFLES; s++) {
        struct lc_random r;
        lc_random_init(&r, 77, s);
        lc_random_shuffle(&r, CHILDREN, b.dealt);
        deal(&b);
        struct lc_estimate e = judge(&b, s);
        held += e.low <= 0.5 && 0.5 <= e.high;
    }
    cr_assert(ge(int, held, 930), "%d of 1000", held);
    cr_assert(le(int, held, 970), "%d of 1000", held);
}
