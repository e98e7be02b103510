#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/rank/concordance.h"
#include "support/golden.h"

TestSuite(concordance, .init = lc_begin);

static struct lc_concordance of(const struct lc_followup *f, int kind, double until,
                                struct lc_pairs *each)
{
    struct lc_error err = { 0 };
    struct lc_concordance out;
    cr_assert(eq(int, lc_concordance(&out, f, kind, until, each, &err), LC_OK));
    return out;
}

/* Times 1 2 2 3 (events at 1, 2, 2; 3 censored), risks 5 1 5 3. The event at 1 meets
 * the other three: above 1 and 3, level with 5: 2 concordant, 1 tied. Those at 2 meet
 * only the row at 3 (each other on one day: tied time): 1 < 3 discordant, 5 > 3
 * concordant. C = (3 + 1/2) / 5. */
Test(concordance, matches_the_hand_derivation)
{
    const double stop[] = { 1, 2, 2, 3 }, risk[] = { 5, 1, 5, 3 };
    const uint8_t event[] = { 1, 1, 1, 0 };
    struct lc_followup f = { .n = 4, .stop = stop, .event = event, .risk = risk };
    struct lc_concordance c = of(&f, LC_TIME_N, INFINITY, NULL);
    cr_assert(eq(dbl, c.pairs.concordant, 3));
    cr_assert(eq(dbl, c.pairs.discordant, 1));
    cr_assert(eq(dbl, c.pairs.tied_risk, 1));
    cr_assert(eq(dbl, c.pairs.tied_time, 1));
    cr_assert(eq(dbl, c.pairs.tied_both, 0));
    cr_assert(epsilon_eq(dbl, c.c, 0.7, 1e-15));
}

static void agree(const struct golden *g, const char *at,
                  const struct lc_concordance *c, bool counts)
{
    char path[100];
    const struct {
        const char *name;
        double is;
    } rows[] = { { "C", c->c },
                 { "var", c->variance },
                 { "counts.concordant", c->pairs.concordant },
                 { "counts.discordant", c->pairs.discordant },
                 { "counts.tied.x", c->pairs.tied_risk },
                 { "counts.tied.y", c->pairs.tied_time },
                 { "counts.tied.xy", c->pairs.tied_both } };
    for (size_t i = 0; i < (counts ? 7 : 2); i++) {
        snprintf(path, sizeof path, "%s%s%s", at, *at ? "." : "", rows[i].name);
        double want = golden_number(g, path);
        cr_assert(fabs(rows[i].is - want) <= 1e-10 * fmax(1, fabs(want)),
                  "%s: %.17g, not %.17g", path, rows[i].is, want);
    }
}

/* The golden risk is a Cox fit's linear predictor, coefficients by
 * coxph(Surv(time, status) ~ age + sex + ph.ecog) on the case's data. */
static double *lung_risk(const struct golden *g)
{
    const double *age = golden_column(g, "age"), *sex = golden_column(g, "sex");
    const double *ecog = golden_column(g, "ph.ecog");
    double *risk = calloc(g->rows, sizeof *risk);
    for (size_t i = 0; i < g->rows; i++)
        risk[i] = 0.013476353728399563 * age[i] - 0.57211760960717872 * sex[i]
                  + 0.45651152605886247 * ecog[i];
    return risk;
}

Test(concordance, agrees_with_survival_on_lung)
{
    struct golden g = golden_open("concordance_lung");
    double *risk = lung_risk(&g);
    uint8_t *event = golden_bytes(&g, "status");
    int32_t *sex = golden_ints(&g, "sex");
    struct lc_followup f = {
        .n = g.rows, .stop = golden_column(&g, "time"), .event = event, .risk = risk
    };
    const struct {
        const char *at;
        int kind;
        double until;
    } rows[] = {
        { "harrell", LC_TIME_N, INFINITY },   { "uno_nG2", LC_TIME_NG2, INFINITY },
        { "S", LC_TIME_S, INFINITY },         { "SG", LC_TIME_SG, INFINITY },
        { "I", LC_TIME_EQUAL, INFINITY },     { "uno_ymax500", LC_TIME_NG2, 500 },
        { "harrell_ymax500", LC_TIME_N, 500 }
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct lc_concordance c = of(&f, rows[i].kind, rows[i].until, NULL);
        agree(&g, rows[i].at, &c, true);
    }
    struct lc_pairs each[2];
    for (size_t i = 0; i < g.rows; i++)
        sex[i]--;
    f.stratum = sex;
    f.strata = 2;
    struct lc_concordance c = of(&f, LC_TIME_N, INFINITY, each);
    agree(&g, "strata", &c, false);
    cr_assert(
        eq(dbl, each[0].concordant, golden_number(&g, "strata.counts.values.0.0")));
    cr_assert(
        eq(dbl, each[1].tied_risk, golden_number(&g, "strata.counts.values.1.2")));
    free(risk);
    free(event);
    free(sex);
    golden_close(&g);
}

/* The risk is the Cox fit of cox_heart_startstop_efron, on the same data. */
Test(concordance, agrees_with_survival_on_start_stop_rows)
{
    struct golden g = golden_open("concordance_startstop_heart");
    struct golden fit = golden_open("cox_heart_startstop_efron");
    const char *names[] = { "age", "year", "surgery", "transplant" };
    double *risk = calloc(g.rows, sizeof *risk);
    uint8_t *event = golden_bytes(&g, "event");
    for (size_t k = 0; k < 4; k++) {
        char path[40];
        snprintf(path, sizeof path, "fit.coef.%s", names[k]);
        for (size_t i = 0; i < g.rows; i++)
            risk[i] += golden_number(&fit, path) * golden_column(&g, names[k])[i];
    }
    struct lc_followup f = { .n = g.rows,
                             .start = golden_column(&g, "start"),
                             .stop = golden_column(&g, "stop"),
                             .event = event,
                             .risk = risk };
    struct lc_concordance c = of(&f, LC_TIME_N, INFINITY, NULL);
    agree(&g, "", &c, true);
    free(risk);
    free(event);
    golden_close(&g);
    golden_close(&fit);
}

enum { N = 300 };

struct made {
    double start[2 * N], stop[2 * N], later[2 * N], risk[2 * N], weight[2 * N];
    uint8_t event[2 * N];
    int32_t cluster[2 * N];
};

static void make(struct made *m)
{
    struct lc_random r;
    lc_random_init(&r, 11, 3);
    for (size_t i = 0; i < N; i++) {
        m->start[i] = floor(lc_random_unit(&r) * 10);
        m->stop[i] = m->start[i] + 1 + floor(lc_random_unit(&r) * 20);
        m->later[i] = exp(m->stop[i] / 4);
        m->risk[i] = floor(lc_random_unit(&r) * 30);
        m->event[i] = lc_random_unit(&r) < 0.5;
        m->weight[i] = 2;
        m->cluster[i] = (int32_t)i;
        m->start[i + N] = m->start[i];
        m->stop[i + N] = m->stop[i];
        m->later[i + N] = m->later[i];
        m->risk[i + N] = m->risk[i];
        m->event[i + N] = m->event[i];
        m->cluster[i + N] = m->cluster[i];
    }
}

/* Every pair by the definition in the header, O(n^2). */
static struct lc_pairs by_hand(const struct lc_followup *f)
{
    struct lc_pairs p = { .concordant = 0 };
    for (size_t i = 0; i < f->n; i++)
        for (size_t j = 0; f->event[i] && j < f->n; j++) {
            bool on = f->event[j] && f->stop[j] == f->stop[i];
            bool later =
                f->stop[j] > f->stop[i] || (f->stop[j] == f->stop[i] && !f->event[j]);
            if (on && j > i)
                *(f->risk[i] == f->risk[j] ? &p.tied_both : &p.tied_time) += 1;
            if (!later || f->start[j] >= f->stop[i])
                continue;
            *(f->risk[i] > f->risk[j]   ? &p.concordant
              : f->risk[i] < f->risk[j] ? &p.discordant
                                        : &p.tied_risk) += 1;
        }
    return p;
}

Test(concordance, counts_every_pair_of_the_definition)
{
    static struct made m;
    make(&m);
    struct lc_followup f = {
        .n = N, .start = m.start, .stop = m.stop, .event = m.event, .risk = m.risk
    };
    struct lc_concordance c = of(&f, LC_TIME_N, INFINITY, NULL);
    struct lc_pairs want = by_hand(&f);
    cr_assert(eq(dbl, c.pairs.concordant, want.concordant));
    cr_assert(eq(dbl, c.pairs.discordant, want.discordant));
    cr_assert(eq(dbl, c.pairs.tied_risk, want.tied_risk));
    cr_assert(eq(dbl, c.pairs.tied_time, want.tied_time));
    cr_assert(eq(dbl, c.pairs.tied_both, want.tied_both));
}

/* The jackknife of (2) by brute force: C with a row's weight a little larger. */
Test(concordance, variance_is_the_jackknife)
{
    static struct made m;
    make(&m);
    for (size_t i = 0; i < N; i++)
        m.weight[i] = 1;
    struct lc_followup f = { .n = N,
                             .start = m.start,
                             .stop = m.stop,
                             .event = m.event,
                             .risk = m.risk,
                             .weight = m.weight };
    double variance = of(&f, LC_TIME_N, INFINITY, NULL).variance, sum = 0;
    for (size_t i = 0; i < N; i++) {
        m.weight[i] = 1 + 1e-4;
        double up = of(&f, LC_TIME_N, INFINITY, NULL).c;
        m.weight[i] = 1 - 1e-4;
        double down = of(&f, LC_TIME_N, INFINITY, NULL).c;
        m.weight[i] = 1;
        sum += pow((up - down) / 2e-4, 2);
    }
    cr_assert(epsilon_eq(dbl, variance / sum, 1, 1e-6));
}

Test(concordance, rank_of_time_and_risk_is_all_that_counts)
{
    static struct made m;
    make(&m);
    struct lc_followup f = { .n = N, .stop = m.stop, .event = m.event, .risk = m.risk };
    struct lc_concordance plain = of(&f, LC_TIME_N, INFINITY, NULL);
    f.stop = m.later;
    struct lc_concordance warped = of(&f, LC_TIME_N, INFINITY, NULL);
    cr_assert(eq(dbl, plain.c, warped.c));
    cr_assert(eq(dbl, plain.variance, warped.variance));
}

/* Doubling makes pairs of a row with its double on one day, which do not count when
 * both have the event, and do (at equal risk) never otherwise: so C stays, as with
 * weights. */
Test(concordance, clusters_hold_what_was_doubled)
{
    static struct made m;
    make(&m);
    struct lc_followup f = {
        .n = N, .stop = m.stop, .event = m.event, .risk = m.risk, .weight = m.weight
    };
    struct lc_concordance weighted = of(&f, LC_TIME_N, INFINITY, NULL);
    f = (struct lc_followup){ .n = 2 * N,
                              .stop = m.stop,
                              .event = m.event,
                              .risk = m.risk,
                              .cluster = m.cluster,
                              .clusters = N };
    struct lc_concordance twice = of(&f, LC_TIME_N, INFINITY, NULL);
    cr_assert(epsilon_eq(dbl, weighted.c, twice.c, 1e-14));
    cr_assert(epsilon_eq(dbl, weighted.variance, twice.variance, 1e-14));
}

Test(concordance, no_event_is_not_a_number)
{
    const double stop[] = { 1, 2 }, risk[] = { 1, 2 };
    const uint8_t event[] = { 0, 0 };
    struct lc_followup f = { .n = 2, .stop = stop, .event = event, .risk = risk };
    cr_assert(isnan(of(&f, LC_TIME_N, INFINITY, NULL).c));
    f.n = 0;
    cr_assert(isnan(of(&f, LC_TIME_NG2, INFINITY, NULL).c));
}

Test(concordance, uno_with_starts_is_refused)
{
    const double at[] = { 1, 2 };
    const uint8_t event[] = { 1, 0 };
    struct lc_followup f = {
        .n = 2, .start = at, .stop = at, .event = event, .risk = at
    };
    struct lc_concordance out;
    struct lc_error err = { 0 };
    cr_assert(
        eq(int, lc_concordance(&out, &f, LC_TIME_NG2, INFINITY, NULL, &err), LC_UNFIT));
}

/* Unit weights take marks, any others a tally: of the same pairs. Enough rows for every
 * level of both, risks with many equal ones or none, and any number of threads. */
Test(concordance, weights_of_one_and_threads_change_nothing)
{
    enum { MANY = 40000 };
    static double start[MANY], stop[MANY], risk[MANY], weight[MANY];
    static uint8_t event[MANY];
    static int32_t stratum[MANY];
    struct lc_random r;
    lc_team *team;
    cr_assert(zero(int, lc_team_new(&team, 2, NULL)));
    lc_random_init(&r, 31, 0);
    for (int ties = 0; ties < 4; ties++) {
        for (int i = 0; i < MANY; i++) {
            stop[i] = 1 + (double)lc_random_below(&r, ties % 2 ? 300 : 1u << 30);
            start[i] = floor(stop[i] * lc_random_unit(&r) * 0.5);
            risk[i] = lc_random_unit(&r);
            if (ties > 1)
                risk[i] = floor(20 * risk[i]);
            event[i] = lc_random_below(&r, 3) == 0;
            stratum[i] = i % 100 == 0;
            weight[i] = 1;
        }
        struct lc_followup f = { .n = MANY,
                                 .start = ties == 3 ? start : NULL,
                                 .stop = stop,
                                 .event = event,
                                 .risk = risk,
                                 .stratum = stratum,
                                 .strata = 2 };
        struct lc_concordance one = of(&f, LC_TIME_N, INFINITY, NULL), two, weighted;
        f.team = team;
        two = of(&f, LC_TIME_N, INFINITY, NULL);
        f.weight = weight;
        weighted = of(&f, LC_TIME_N, INFINITY, NULL);
        cr_assert(zero(int, memcmp(&one, &two, sizeof one)));
        cr_assert(zero(int, memcmp(&one, &weighted, sizeof one)));
    }
    lc_team_free(team);
}
