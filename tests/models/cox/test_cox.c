/* Cox's model: hand derivations, and what may not matter. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/cox/cox_inside.h"

TestSuite(cox, .init = lc_begin);

static struct lc_fit *fit_cox(const struct lc_sample *s, const struct lc_fit_options *o)
{
    struct lc_fit *fit;
    struct lc_error err = { 0 };
    int code = lc_family_cox.fit(&fit, s, o, &err);
    cr_assert(zero(int, code), "%s", err.text);
    return fit;
}

static bool near(double a, double b, double tolerance)
{
    return fabs(a - b) <= tolerance * fmax(fabs(b), 1e-3);
}

/* --- by hand ---------------------------------------------------------------------- */

/* Six people, one covariate; times 9 8 6 6 1 1, events 1 0 1 1 1 0. With r = e^b the
 * risk sets at 9, 6 and 1 weigh 1, r + 3 and 3r + 3. Breslow:
 *
 *     l(b) = 2b - 2 log(r + 3) - log(3r + 3),   U = 2 - 2r/(r+3) - r/(r+1)
 *
 * U = 0 reads r^2 - 3r - 6 = 0, whose positive root is (3 + sqrt 33) / 2, and
 * I = 6r/(r+3)^2 + r/(r+1)^2. Efron: of the two deaths at 6 (one with x = 1) the second
 * sees half of each gone, (r + 5) / 2:
 *
 *     l(b) = 2b - log(r + 3) - log((r + 5)/2) - log(3r + 3)
 *     U = 2 - r/(r+3) - r/(r+5) - r/(r+1) = 0,  r^3 - 23r - 30 = 0
 *
 * Sample: Therneau and Grambsch (2000), Modeling Survival Data, test data 1. */
static const double time6[] = { 9, 8, 6, 6, 1, 1 };
static const int32_t event6[] = { 1, 0, 1, 1, 1, 0 };
static const double x6[] = { 0, 0, 1, 0, 1, 1 };

static struct lc_sample six(struct lc_column *column)
{
    static const char *const name[] = { "x" };
    *column = (struct lc_column){ .type = LC_F64, .data = (void *)(uintptr_t)x6 };
    return (struct lc_sample){ .n = 6,
                               .x = { 6, 1, column },
                               .name = name,
                               .stop = time6,
                               .cause = event6,
                               .strata = 1 };
}

Test(cox, breslow_by_hand)
{
    struct lc_column column;
    struct lc_sample s = six(&column);
    struct lc_fit_options o = lc_fit_defaults();
    o.ties = LC_BRESLOW;
    struct lc_fit *fit = fit_cox(&s, &o);
    double r = (3 + sqrt(33)) / 2, b = log(r);
    cr_assert(near(fit->estimate[0], b, 1e-12));
    cr_assert(near(fit->loglik, 2 * b - 2 * log(r + 3) - log(3 * r + 3), 1e-13));
    cr_assert(near(fit->loglik_null, -2 * log(4) - log(6), 1e-14));
    double info = 6 * r / ((r + 3) * (r + 3)) + r / ((r + 1) * (r + 1));
    cr_assert(near(fit->se[0], 1 / sqrt(info), 1e-9));
    /* U(0) = 1, I(0) = 6/16 + 1/4 = 5/8 */
    cr_assert(near(fit->score, 8.0 / 5, 1e-13));
    /* baseline steps 1/(3r+3) at 1, 2/(r+3) at 6, 1 at 9 */
    cr_assert(eq(sz, fit->curve[0].n, 3));
    cr_assert(near(fit->curve[0].hazard[0], 1 / (3 * r + 3), 1e-12));
    cr_assert(near(fit->curve[0].hazard[1], 1 / (3 * r + 3) + 2 / (r + 3), 1e-12));
    cr_assert(near(fit->curve[0].hazard[2], 1 / (3 * r + 3) + 2 / (r + 3) + 1, 1e-12));
    lc_fit_free(fit);
}

/* At another coefficient the same steps: with r = e^b they are 1/(3r+3), 2/(r+3), 1. */
Test(cox, baseline_of_a_given_coefficient_by_hand)
{
    struct lc_column column;
    struct lc_error err = { 0 };
    struct lc_sample s = six(&column);
    struct lc_fit_options o = lc_fit_defaults();
    o.ties = LC_BRESLOW;
    struct lc_fit *fit = fit_cox(&s, &o);
    double r = 1.7;
    fit->at_centre[0] = log(r);
    cr_assert(zero(int, lc_cox_baseline(fit, &s, &o, &err)), "%s", err.text);
    cr_assert(eq(sz, fit->curves, 1));
    cr_assert(near(fit->curve[0].hazard[0], 1 / (3 * r + 3), 1e-12));
    cr_assert(near(fit->curve[0].hazard[1], 1 / (3 * r + 3) + 2 / (r + 3), 1e-12));
    cr_assert(near(fit->curve[0].hazard[2], 1 / (3 * r + 3) + 2 / (r + 3) + 1, 1e-12));
    lc_fit_free(fit);
}

Test(cox, efron_by_hand)
{
    struct lc_column column;
    struct lc_sample s = six(&column);
    struct lc_fit *fit = fit_cox(&s, NULL);
    double r = exp(fit->estimate[0]);
    cr_assert(lt(dbl, fabs(r * r * r - 23 * r - 30), 1e-10));
    cr_assert(near(fit->loglik,
                   2 * log(r) - log(r + 3) - log((r + 5) / 2) - log(3 * r + 3), 1e-13));
    cr_assert(near(fit->loglik_null, -log(4) - log(3) - log(6), 1e-14));
    cr_assert(near(fit->curve[0].hazard[1], 1 / (3 * r + 3) + 1 / (r + 3) + 2 / (r + 5),
                   1e-12));
    lc_fit_free(fit);
}

/* --- identities ------------------------------------------------------------------- */

enum { N = 66000, P = 11 };

struct made {
    double x[P][N], start[N], stop[N], weight[N], offset[N];
    int32_t cause[N], stratum[N], cluster[N];
    struct lc_column column[P];
    const char *name[P];
};

static struct lc_sample make(struct made *m, size_t n)
{
    struct lc_random r;
    lc_random_init(&r, 11, 1);
    for (size_t i = 0; i < n; i++) {
        double eta = 0;
        for (size_t k = 0; k < P; k++) {
            m->x[k][i] = lc_random_normal(&r) + (k == 2 ? 50 : 0);
            eta += 0.15 * (m->x[k][i] - (k == 2 ? 50 : 0));
        }
        double t = 300 * lc_random_exponential(&r) * exp(-eta);
        double c = 400 * lc_random_unit(&r);
        m->cause[i] = t < c;
        m->stop[i] = floor(fmin(t, c)) + 2;
        m->start[i] = floor(lc_random_unit(&r) * (m->stop[i] - 1));
        m->weight[i] = 1 + (double)lc_random_below(&r, 3);
        m->offset[i] = 0.2 * lc_random_normal(&r);
        m->stratum[i] = (int32_t)lc_random_below(&r, 5);
        m->cluster[i] = (int32_t)(i / 2);
    }
    for (size_t k = 0; k < P; k++) {
        m->name[k] = "x";
        m->column[k] = (struct lc_column){ .type = LC_F64, .data = m->x[k] };
    }
    return (struct lc_sample){ .n = n,
                               .x = { n, P, m->column },
                               .name = m->name,
                               .start = m->start,
                               .stop = m->stop,
                               .cause = m->cause,
                               .weight = m->weight,
                               .offset = m->offset,
                               .stratum = m->stratum,
                               .strata = 5,
                               .cluster = m->cluster,
                               .clusters = n / 2 + 1 };
}

static void same_bits(const double *a, const double *b, size_t n)
{
    cr_assert(zero(int, memcmp(a, b, n * sizeof *a)));
}

Test(cox, one_thread_and_three_give_the_same_bits)
{
    struct made *m = malloc(sizeof *m);
    struct lc_sample s = make(m, N);
    struct lc_fit_options o = lc_fit_defaults();
    o.variance = LC_CLUSTERED;
    struct lc_fit *one = fit_cox(&s, &o);
    cr_assert(eq(int, one->status, LC_CONVERGED));
    for (int threads = 2; threads < 4; threads++) {
        cr_assert(zero(int, lc_team_new(&o.team, threads, NULL)));
        struct lc_fit *many = fit_cox(&s, &o);
        same_bits(one->estimate, many->estimate, P);
        same_bits(one->se, many->se, P);
        same_bits(one->covariance, many->covariance, P * P);
        same_bits(&one->loglik, &many->loglik, 1);
        for (size_t c = 0; c < one->curves; c++)
            same_bits(one->curve[c].mean, many->curve[c].mean, one->curve[c].n * P);
        lc_fit_free(many);
        lc_team_free(o.team);
    }
    lc_fit_free(one);
    free(m);
}

static void same_fit(const struct lc_fit *a, const struct lc_fit *b, double tolerance)
{
    for (size_t k = 0; k < P; k++) {
        cr_assert(near(a->estimate[k], b->estimate[k], tolerance), "%zu: %.15g %.15g",
                  k, a->estimate[k], b->estimate[k]);
        cr_assert(near(a->se[k], b->se[k], 10 * tolerance));
    }
    cr_assert(near(a->loglik, b->loglik, tolerance));
    if (!isnan(a->concordance) && !isnan(b->concordance))
        cr_assert(near(a->concordance, b->concordance, tolerance));
}

enum { FEW = 3000 };

/* Row n - 1 - i of the sample in place of row i. */
static void turn_round(struct made *m, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        size_t j = n - 1 - i;
#define SWAP(type, array)                                                              \
    do {                                                                               \
        type kept = array[i];                                                          \
        array[i] = array[j];                                                           \
        array[j] = kept;                                                               \
    } while (0)
        for (size_t k = 0; k < P; k++)
            SWAP(double, m->x[k]);
        SWAP(double, m->start);
        SWAP(double, m->stop);
        SWAP(double, m->weight);
        SWAP(double, m->offset);
        SWAP(int32_t, m->cause);
        SWAP(int32_t, m->stratum);
        SWAP(int32_t, m->cluster);
#undef SWAP
    }
}

Test(cox, the_order_of_rows_does_not_matter)
{
    struct made *m = malloc(sizeof *m);
    struct lc_sample s = make(m, FEW);
    struct lc_fit *before = fit_cox(&s, NULL);
    turn_round(m, FEW);
    struct lc_fit *after = fit_cox(&s, NULL);
    same_fit(after, before, 1e-10);
    lc_fit_free(before);
    lc_fit_free(after);
    free(m);
}

/* t -> t^2 / 7 + 1 keeps the order, so keeps the fit. */
Test(cox, only_the_order_of_times_matters)
{
    struct made *m = malloc(sizeof *m);
    struct lc_sample s = make(m, FEW);
    struct lc_fit *before = fit_cox(&s, NULL);
    for (size_t i = 0; i < FEW; i++) {
        m->start[i] = m->start[i] * m->start[i] / 7 + 1;
        m->stop[i] = m->stop[i] * m->stop[i] / 7 + 1;
    }
    struct lc_fit *after = fit_cox(&s, NULL);
    same_fit(after, before, 1e-12);
    lc_fit_free(before);
    lc_fit_free(after);
    free(m);
}

/* A life cut in two at a day of its own: (start, stop] = (start, cut] + (cut, stop]. */
Test(cox, a_life_may_be_cut_in_two)
{
    struct made *m = malloc(sizeof *m);
    struct lc_sample s = make(m, FEW);
    struct lc_fit_options o = lc_fit_defaults();
    o.concordance = 0;
    struct lc_fit *whole = fit_cox(&s, &o);
    size_t n = FEW;
    for (size_t i = 0; i < FEW; i++) {
        double cut = floor((m->start[i] + m->stop[i]) / 2);
        if (!(cut > m->start[i] && cut < m->stop[i]))
            continue;
        for (size_t k = 0; k < P; k++)
            m->x[k][n] = m->x[k][i];
        m->start[n] = m->start[i];
        m->stop[n] = cut;
        m->start[i] = cut;
        m->cause[n] = 0;
        m->weight[n] = m->weight[i];
        m->offset[n] = m->offset[i];
        m->stratum[n++] = m->stratum[i];
    }
    cr_assert(lt(sz, FEW + FEW / 2, n));
    s.n = s.x.n = n;
    struct lc_fit *cut = fit_cox(&s, &o);
    same_fit(cut, whole, 1e-10);
    lc_fit_free(whole);
    lc_fit_free(cut);
    free(m);
}

/* Under Breslow's ties a weight of w is the row w times (Efron's mean weight is not).
 */
Test(cox, a_weight_is_that_many_rows)
{
    struct made *m = malloc(sizeof *m);
    struct lc_sample s = make(m, FEW);
    struct lc_fit_options o = lc_fit_defaults();
    o.ties = LC_BRESLOW;
    struct lc_fit *weighted = fit_cox(&s, &o);
    size_t n = FEW;
    for (size_t i = 0; i < FEW; i++)
        for (double w = 1; w < m->weight[i]; w++, n++) {
            for (size_t k = 0; k < P; k++)
                m->x[k][n] = m->x[k][i];
            m->start[n] = m->start[i];
            m->stop[n] = m->stop[i];
            m->cause[n] = m->cause[i];
            m->offset[n] = m->offset[i];
            m->stratum[n] = m->stratum[i];
        }
    s.n = s.x.n = n;
    s.weight = NULL;
    struct lc_fit *repeated = fit_cox(&s, &o);
    same_fit(repeated, weighted, 1e-10);
    cr_assert(near(repeated->events, weighted->events, 1e-15));
    lc_fit_free(weighted);
    lc_fit_free(repeated);
    free(m);
}

/* x -> 3x + 1000 divides its coefficient by 3 and changes no risk. */
Test(cox, shift_and_scale_of_a_column)
{
    struct made *m = malloc(sizeof *m);
    struct lc_sample s = make(m, FEW);
    struct lc_fit *before = fit_cox(&s, NULL);
    double row[P], risk[2], low[2], high[2];
    for (size_t k = 0; k < P; k++)
        row[k] = m->x[k][5];
    before->family->risk(
        before, &(struct lc_risk_rows){ .m = 1, .p = P, .x = row, .horizon = 100 },
        &(struct lc_risk_out){ risk, low, high }, NULL);
    for (size_t i = 0; i < FEW; i++)
        m->x[4][i] = 3 * m->x[4][i] + 1000;
    row[4] = 3 * row[4] + 1000;
    struct lc_fit *after = fit_cox(&s, NULL);
    after->family->risk(
        after, &(struct lc_risk_rows){ .m = 1, .p = P, .x = row, .horizon = 100 },
        &(struct lc_risk_out){ risk + 1, low + 1, high + 1 }, NULL);
    cr_assert(near(3 * after->estimate[4], before->estimate[4], 1e-9));
    cr_assert(near(3 * after->se[4], before->se[4], 1e-8));
    cr_assert(near(risk[1], risk[0], 1e-7), "%.15g %.15g", risk[1], risk[0]);
    cr_assert(near(low[1], low[0], 1e-5), "%.15g %.15g", low[1], low[0]);
    cr_assert(near(high[1], high[0], 1e-5), "%.15g %.15g", high[1], high[0]);
    cr_assert(low[0] < risk[0] && risk[0] < high[0]);
    lc_fit_free(before);
    lc_fit_free(after);
    free(m);
}

/* The two forms of a robust variance: a cluster a row, and no cluster. */
Test(cox, a_cluster_a_row_is_no_cluster)
{
    struct made *m = malloc(sizeof *m);
    struct lc_sample s = make(m, FEW);
    struct lc_fit_options o = lc_fit_defaults();
    o.variance = LC_HC0;
    struct lc_fit *plain = fit_cox(&s, &o);
    for (size_t i = 0; i < FEW; i++)
        m->cluster[i] = (int32_t)(FEW - 1 - i);
    s.clusters = FEW;
    o.variance = LC_CLUSTERED;
    struct lc_fit *clustered = fit_cox(&s, &o);
    for (size_t k = 0; k < P; k++)
        cr_assert(near(plain->robust_se[k], clustered->robust_se[k], 1e-10));
    lc_fit_free(plain);
    lc_fit_free(clustered);
    free(m);
}

Test(cox, refuses_impossible_rows)
{
    struct lc_column column;
    struct lc_sample s = six(&column);
    struct lc_error err = { 0 };
    struct lc_fit *fit;
    double start[] = { 0, 0, 6, 0, 0, 0 };
    s.start = start;
    cr_assert(eq(int, lc_family_cox.fit(&fit, &s, NULL, &err), LC_RANGE));
    cr_assert(
        eq(str, err.text, "row 3: the time it starts is not before the time it stops"));
    int32_t none[6] = { 0 };
    s.start = NULL;
    s.cause = none;
    err.code = 0;
    cr_assert(eq(int, lc_family_cox.fit(&fit, &s, NULL, &err), LC_UNFIT));
    cr_assert(eq(ptr, fit, NULL));
}
