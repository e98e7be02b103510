/* Do intervals cover? Data are made from each family under coefficients that are known,
 * 1,000 times over (or as many as the first argument says), and fitted: a 95% interval
 * should hold the truth in 93 to 97% of the runs. A row a case: rows, runs that ended
 * in a fit, coverage of each of three coefficients in per cent, and the mean of
 * (estimate - truth) / standard error over them; "risk" rows are of the risk by a
 * horizon at one x, with its own interval, in the first column. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/memory.h"
#include "base/random.h"
#include "models/families/families.h"
#include "models/family/family.h"

enum { MOST = 1000, P = 3 };

static const double BETA[P] = { 0.5, -0.4, 0.3 }, OTHER[P] = { -0.3, 0.2, 0.4 };
static const double AT[P] = { 0.5, 1, -0.5 }; /* where the risk is asked */

struct data {
    double x[P][MOST], y[MOST], start[MOST], stop[MOST], high[MOST];
    int32_t cause[MOST], stratum[MOST], cluster[MOST];
    struct lc_column column[P];
    struct lc_sample sample;
    struct lc_random *r;
};

struct recovery {
    const char *name, *family;
    size_t n;
    void (*make)(struct data *d, size_t n, int variant);
    int variant;
    void (*ask)(struct lc_fit_options *o);
    int risk; /* which of true_risk() is asked, or NO_RISK */
};

/* --- what is simulated ------------------------------------------------------------ */

static double unit(struct data *d)
{
    return lc_random_unit(d->r);
}

static double make_row(struct data *d, size_t i, const double *beta)
{
    double eta = 0;
    d->x[0][i] = lc_random_normal(d->r);
    d->x[1][i] = unit(d) < 0.4;
    d->x[2][i] = unit(d) * 2 - 1;
    for (size_t k = 0; k < P; k++)
        eta += beta[k] * d->x[k][i];
    return eta;
}

static double second_eta(const struct data *d, size_t i)
{
    double eta = 0;
    for (size_t k = 0; k < P; k++)
        eta += OTHER[k] * d->x[k][i];
    return eta;
}

/* variant 0: logit; 1: complementary log-log */
static void make_binary(struct data *d, size_t n, int variant)
{
    for (size_t i = 0; i < n; i++) {
        double eta = make_row(d, i, BETA) - 0.5;
        d->y[i] = unit(d) < (variant ? -expm1(-exp(eta)) : 1 / (1 + exp(-eta)));
    }
    d->sample.y = d->y;
}

enum { PLAIN, TIED, LATE, STRATA, PAIRS };

/* Hazard 0.5 e^eta (0.5 and 1.5 in two strata), censored by an exponential. */
static void make_cox(struct data *d, size_t n, int variant)
{
    for (size_t i = 0; i < n; i++) {
        if (variant == PAIRS && i % 2) { /* the row before, once more */
            for (size_t k = 0; k < P; k++)
                d->x[k][i] = d->x[k][i - 1];
            d->stop[i] = d->stop[i - 1];
            d->cause[i] = d->cause[i - 1];
            d->cluster[i] = d->cluster[i - 1];
            continue;
        }
        double eta = make_row(d, i, BETA);
        d->stratum[i] = variant == STRATA && unit(d) < 0.5;
        d->cluster[i] = (int32_t)(i / 2);
        double t =
            lc_random_exponential(d->r) / (exp(eta) * (d->stratum[i] ? 1.5 : 0.5));
        double c = lc_random_exponential(d->r) / 0.25;
        if (variant == TIED) {
            t = ceil(20 * t);
            c = ceil(20 * c);
        }
        d->start[i] = variant == LATE ? unit(d) : 0;
        if (variant == LATE && fmin(t, c) <= d->start[i]) {
            i--; /* never seen */
            continue;
        }
        d->stop[i] = fmin(t, c);
        d->cause[i] = t <= c;
    }
    if (variant == LATE)
        d->sample.start = d->start;
    if (variant == STRATA) {
        d->sample.stratum = d->stratum;
        d->sample.strata = 2;
    }
    if (variant == PAIRS) {
        d->sample.cluster = d->cluster;
        d->sample.clusters = n / 2;
    }
}

/* log T = 1 + eta + scale W; variant: an lc_dist, or 10 + it seen only to whole units.
 */
static void make_aft(struct data *d, size_t n, int variant)
{
    int dist = variant % 10;
    double scale = dist == LC_EXPONENTIAL ? 1 : 0.7;
    for (size_t i = 0; i < n; i++) {
        double eta = make_row(d, i, BETA), u = unit(d), w;
        if (dist == LC_LOGNORMAL)
            w = lc_random_normal(d->r);
        else
            w = dist == LC_LOGLOGISTIC ? log(u / (1 - u)) : log(-log(u));
        double t = exp(1 + eta + scale * w), c = 12 * unit(d) + 0.5;
        d->stop[i] = fmin(t, c);
        d->cause[i] = t <= c;
        d->high[i] = t <= c ? t : INFINITY;
        if (variant >= 10 && t <= c) {
            d->stop[i] = floor(t);
            d->high[i] = floor(t) + 1;
        }
    }
    if (variant >= 10)
        d->sample.stop_high = d->high;
}

/* Two causes, hazards 0.3 e^(x BETA) and 0.2 e^(x OTHER). */
static void make_causes(struct data *d, size_t n, int variant)
{
    (void)variant;
    for (size_t i = 0; i < n; i++) {
        double one = 0.3 * exp(make_row(d, i, BETA)), two = 0.2 * exp(second_eta(d, i));
        double t = lc_random_exponential(d->r) / (one + two);
        double c = lc_random_exponential(d->r) / 0.15;
        d->stop[i] = fmin(t, c);
        d->cause[i] = t > c ? 0 : unit(d) < one / (one + two) ? 1 : 2;
    }
}

/* Fine and Gray (1999), section 5: F1(t) = 1 - (1 - p (1 - e^-t))^exp(eta), p = 0.5. */
static void make_subhazard(struct data *d, size_t n, int variant)
{
    const double p = 0.5;
    (void)variant;
    for (size_t i = 0; i < n; i++) {
        double e = exp(make_row(d, i, BETA)), ever = 1 - pow(1 - p, e), u = unit(d), t;
        int32_t cause = u < ever ? 1 : 2;
        if (cause == 1)
            t = -log(1 - (1 - pow(1 - u, 1 / e)) / p);
        else
            t = lc_random_exponential(d->r) / exp(second_eta(d, i));
        double c = 3 * unit(d);
        d->stop[i] = fmin(t, c);
        d->cause[i] = t <= c ? cause : 0;
    }
}

/* Ten intervals; variant 0 logit, 1 complementary log-log. */
static void make_discrete(struct data *d, size_t n, int variant)
{
    for (size_t i = 0; i < n; i++) {
        double eta = make_row(d, i, BETA);
        double c = ceil(14 * unit(d));
        d->cause[i] = 0;
        d->stop[i] = fmin(c, 10);
        for (int k = 1; k <= d->stop[i]; k++) {
            double a = eta - 2 + 0.1 * k;
            if (unit(d) < (variant ? -expm1(-exp(a)) : 1 / (1 + exp(-a)))) {
                d->stop[i] = k;
                d->cause[i] = 1;
            }
        }
    }
}

/* --- how it is fitted ------------------------------------------------------------- */

static void robust(struct lc_fit_options *o)
{
    o->variance = LC_HC0;
}

static void by_cluster(struct lc_fit_options *o)
{
    o->variance = LC_CLUSTERED;
}

static void firth(struct lc_fit_options *o)
{
    o->firth = 1;
}

static void breslow(struct lc_fit_options *o)
{
    o->ties = LC_BRESLOW;
}

static void exponential(struct lc_fit_options *o)
{
    o->dist = LC_EXPONENTIAL;
}

static void lognormal(struct lc_fit_options *o)
{
    o->dist = LC_LOGNORMAL;
}

static void loglogistic(struct lc_fit_options *o)
{
    o->dist = LC_LOGLOGISTIC;
}

static void polynomial(struct lc_fit_options *o)
{
    o->baseline = LC_POLYNOMIAL;
    o->degree = 1;
}

/* By the horizon 1 at AT, where eta is 0.25 - 0.4 - 0.15, of the other cause -0.15. */
enum { NO_RISK, COX_RISK, CAUSE_RISK, SUBHAZARD };

static double true_risk(int which)
{
    double one = 0.3 * exp(-0.3), both = one + 0.2 * exp(-0.15);
    if (which == COX_RISK)
        return -expm1(-0.5 * exp(-0.3));
    return which == CAUSE_RISK ? one / both * -expm1(-both)
                               : 1 - pow(1 + 0.5 * expm1(-1), exp(-0.3));
}

/* clang-format off */
static const struct recovery cases[] = {
    { "logistic",              "logistic",         400, make_binary, 0, NULL, NO_RISK },
    { "logistic, HC0",         "logistic",         400, make_binary, 0, robust, NO_RISK },
    { "logistic, Firth",       "logistic",         100, make_binary, 0, firth, NO_RISK },
    { "cloglog",               "cloglog",          400, make_binary, 1, NULL, NO_RISK },
    { "Cox",                   "cox",              300, make_cox, PLAIN, NULL, COX_RISK },
    { "Cox, ties, Efron",      "cox",              300, make_cox, TIED, NULL, NO_RISK },
    { "Cox, late entry, Breslow", "cox",           300, make_cox, LATE, breslow, NO_RISK },
    { "Cox, strata",           "cox",              300, make_cox, STRATA, NULL, COX_RISK },
    { "Cox, every row twice, by cluster", "cox",   600, make_cox, PAIRS, by_cluster, NO_RISK },
    { "Cox, HC0",              "cox",              300, make_cox, PLAIN, robust, NO_RISK },
    { "Cox, Firth",            "cox",               80, make_cox, PLAIN, firth, NO_RISK },
    { "AFT, Weibull",          "aft",              300, make_aft, LC_WEIBULL, NULL, NO_RISK },
    { "AFT, exponential",      "aft",              300, make_aft, LC_EXPONENTIAL, exponential, NO_RISK },
    { "AFT, log-normal",       "aft",              300, make_aft, LC_LOGNORMAL, lognormal, NO_RISK },
    { "AFT, log-logistic",     "aft",              300, make_aft, LC_LOGLOGISTIC, loglogistic, NO_RISK },
    { "AFT, Weibull, intervals", "aft",            300, make_aft, 10 + LC_WEIBULL, NULL, NO_RISK },
    { "cause-specific",        "cause-specific",   400, make_causes, 0, NULL, CAUSE_RISK },
    { "Fine-Gray",             "fine-gray",        400, make_subhazard, 0, NULL, SUBHAZARD },
    { "discrete, logit",       "discrete-logit",   300, make_discrete, 0, NULL, NO_RISK },
    { "discrete, cloglog",     "discrete-cloglog", 300, make_discrete, 1, NULL, NO_RISK },
    { "discrete, logit, line", "discrete-logit",   300, make_discrete, 0, polynomial, NO_RISK },
};
/* clang-format on */

/* --- counting --------------------------------------------------------------------- */

struct tally {
    int fits, risks, covered[P], risk_covered;
    double bias;
};

static void count(struct tally *t, const struct lc_fit *fit)
{
    t->fits++;
    for (size_t k = 0; k < fit->terms / fit->causes; k++) {
        if (fit->column[k] < 0)
            continue;
        double truth = BETA[fit->column[k]];
        double se = fit->robust_se ? fit->robust_se[k] : fit->se[k];
        t->covered[fit->column[k]] += fit->low[k] <= truth && truth <= fit->high[k];
        t->bias += (fit->estimate[k] - truth) / se / P;
    }
}

static void count_risk(struct tally *t, const struct recovery *c,
                       const struct lc_fit *fit)
{
    double risk, low, high;
    int32_t stratum = 0;
    const struct lc_risk_rows row = { 1, P, AT, NULL, &stratum, 1 };
    const struct lc_risk_out out = { &risk, &low, &high };
    if (c->risk == NO_RISK || fit->family->risk(fit, &row, &out, NULL))
        return;
    t->risks++;
    t->risk_covered += low <= true_risk(c->risk) && true_risk(c->risk) <= high;
}

static void once(const struct recovery *c, struct data *d, uint64_t stream,
                 struct tally *t)
{
    const struct lc_family *family = lc_family_find(c->family);
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_random random;
    struct lc_fit *fit = NULL;
    struct lc_error err = { 0 };
    lc_random_init(&random, 2026, stream);
    d->r = &random;
    for (size_t k = 0; k < P; k++)
        d->column[k] = (struct lc_column){ .type = LC_F64, .data = d->x[k] };
    d->sample = (struct lc_sample){
        .n = c->n, .x = { c->n, P, d->column }, .stop = d->stop, .cause = d->cause
    };
    c->make(d, c->n, c->variant);
    options.concordance = 0;
    if (c->ask)
        c->ask(&options);
    if (family->fit(&fit, &d->sample, &options, &err))
        fprintf(stderr, "%s: %s\n", c->name, err.text);
    else if (fit->status == LC_CONVERGED) {
        count(t, fit);
        count_risk(t, c, fit);
    }
    lc_fit_free(fit);
}

int main(int argc, char **argv)
{
    int runs = argc > 1 ? atoi(argv[1]) : 1000;
    struct data *d = lc_alloc(1, sizeof *d);
    lc_begin();
    if (!d)
        return 1;
    printf("recovery\trows\tfits\tfirst\tsecond\tthird\tbias\trisk\n");
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct tally t = { 0 };
        for (int run = 0; run < runs; run++)
            once(cases + k, d, (uint64_t)k << 32 | (uint64_t)run, &t);
        printf("%s\t%zu\t%d", cases[k].name, cases[k].n, t.fits);
        for (int j = 0; j < P; j++)
            printf("\t%.1f", 100.0 * t.covered[j] / t.fits);
        printf("\t%+.3f", t.bias / t.fits);
        if (t.risks)
            printf("\t%.1f", 100.0 * t.risk_covered / t.risks);
        printf("\n");
    }
    free(d);
    return 0;
}
