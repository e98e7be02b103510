#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/assess/auc.h"
#include "models/assess/ipcw.h"
#include "models/families/families.h"
#include "models/family/family.h"
#include "parallel/order.h"
#include "support/golden.h"

TestSuite(ipcw, .init = lc_begin);

static struct lc_horizon_score of(const struct lc_horizon *h, const double *risk)
{
    struct lc_horizon_score out;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_score_horizon(&out, h, risk, &err), LC_OK), "%s", err.text);
    return out;
}

/* Times 1 (event), 2 (lost), 3 (event), 4; horizon 3. G is 1 to 2 and 2/3 after it, so
 * weights 1, 0, 3/2, 3/2. Risks 0.5, 0.9, 0.2, 0.1:
 * Brier (0.25 + 1.5 * 0.64 + 1.5 * 0.01) / 4 = 1.225 / 4. AUC: both cases beat the one
 * other: 1. Kaplan-Meier of the event by 3: 1 - (3/4)(1/2) = 5/8. */
Test(ipcw, matches_the_hand_derivation)
{
    const double time[] = { 1, 2, 3, 4 }, risk[] = { 0.5, 0.9, 0.2, 0.1 };
    const int32_t cause[] = { 1, 0, 1, 0 };
    struct lc_horizon h = { .n = 4, .time = time, .cause = cause, .t = 3 };
    struct lc_horizon_score s = of(&h, risk);
    cr_assert(epsilon_eq(dbl, s.brier, 1.225 / 4, 1e-15));
    cr_assert(eq(dbl, s.auc, 1));
    cr_assert(eq(dbl, s.lost, 1));
    cr_assert(epsilon_eq(dbl, s.least_kept, 2.0 / 3, 1e-15));
    double e = 3.0 / 8, o = 5.0 / 8;
    cr_assert(epsilon_eq(dbl, s.null, (2.5 * e * e + 1.5 * o * o) / 4, 1e-15));
}

Test(ipcw, agrees_with_riskRegression)
{
    struct golden g = golden_open("score_brier_auc_pbc");
    int32_t *death = golden_ints(&g, "death");
    const double times[] = { 500, 1000, 2000, 3000 };
    for (size_t k = 0; k < 4; k++) {
        char column[20], path[40];
        snprintf(column, sizeof column, "risk%g", times[k]);
        struct lc_horizon h = { .n = g.rows,
                                .time = golden_column(&g, "time"),
                                .cause = death,
                                .t = times[k] };
        struct lc_horizon_score s = of(&h, golden_column(&g, column));
        const struct {
            const char *path;
            size_t at;
            double is;
        } rows[] = {
            { "brier.Brier", k, s.null },     { "brier.Brier", k + 4, s.brier },
            { "brier.se", k, s.null_se },     { "brier.se", k + 4, s.brier_se },
            { "brier.IPA", k + 4, s.scaled }, { "auc.AUC", k, s.auc },
            { "auc.se", k, s.auc_se }
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            snprintf(path, sizeof path, "%s.%zu", rows[i].path, rows[i].at);
            double want = golden_number(&g, path);
            cr_expect(epsilon_eq(dbl, rows[i].is, want, 1e-8), "%s %.17g %.17g", path,
                      rows[i].is, want);
        }
    }
    free(death);
    golden_close(&g);
}

/* The times at which pec's curve changes: every follow-up time. */
static size_t follow_up_times(const struct golden *g, double *times)
{
    size_t count = 0;
    uint32_t *order = calloc(g->rows, sizeof *order);
    const double *time = golden_column(g, "time");
    cr_assert(eq(int, lc_order(g->rows, time, order, NULL), LC_OK));
    for (size_t k = 0; k < g->rows; k++)
        if (!count || time[order[k]] > times[count - 1])
            times[count++] = time[order[k]];
    free(order);
    return count;
}

/* pec's Cox model of the case: age, log bilirubin, log albumin, oedema. */
static struct lc_fit *pbc_fit(const struct golden *g, int32_t *death, double *x)
{
    static const char *const names[] = { "age", "bili", "albumin", "edema" };
    static double columns[4][1000];
    struct lc_column column[4] = { { 0 } };
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_fit *fit;
    struct lc_error err = { 0 };
    for (size_t j = 0; j < 4; j++) {
        for (size_t i = 0; i < g->rows; i++) {
            double v = golden_column(g, names[j])[i];
            x[4 * i + j] = columns[j][i] = j == 1 || j == 2 ? log(v) : v;
        }
        column[j] = (struct lc_column){ .type = LC_F64, .data = columns[j] };
    }
    struct lc_sample sample = { .n = g->rows,
                                .x = { .n = g->rows, .p = 4, .column = column },
                                .name = names,
                                .stop = golden_column(g, "time"),
                                .cause = death };
    int code = lc_family_find("cox")->fit(&fit, &sample, &options, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    return fit;
}

Test(ipcw, integrated_brier_agrees_with_pec)
{
    struct golden g = golden_open("ibs_pec_pbc");
    int32_t *death = golden_ints(&g, "death");
    double *times = calloc(g.rows, sizeof *times), *x = calloc(4 * g.rows, sizeof *x);
    double *risk = calloc(g.rows * g.rows, sizeof *risk), value;
    size_t count = follow_up_times(&g, times);
    struct lc_fit *fit = pbc_fit(&g, death, x);
    struct lc_horizon h = { .n = g.rows,
                            .time = golden_column(&g, "time"),
                            .cause = death };
    for (size_t k = 0; k < count; k++)
        cr_assert(eq(
            int,
            fit->family->risk(fit,
                              &(struct lc_risk_rows){
                                  .m = g.rows, .p = 4, .x = x, .horizon = times[k] },
                              &(struct lc_risk_out){ .risk = risk + k * g.rows }, NULL),
            LC_OK));
    cr_assert(eq(int, lc_integrated_brier(&value, &h, count, times, risk, 3000, NULL),
                 LC_OK));
    cr_assert(epsilon_eq(dbl, value, golden_number(&g, "ibs_3000.1"), 1e-8));
    cr_assert(eq(int, lc_integrated_brier(&value, &h, count, times, NULL, 3000, NULL),
                 LC_OK));
    cr_assert(epsilon_eq(dbl, value, golden_number(&g, "ibs_3000.0"), 1e-8));
    lc_fit_free(fit);
    free(death);
    free(times);
    free(x);
    free(risk);
    golden_close(&g);
}

enum { N = 250 };

struct made {
    double time[N], risk[N];
    int32_t cause[N];
};

static void make(struct made *m, bool lost)
{
    struct lc_random r;
    lc_random_init(&r, 5, 1);
    for (size_t i = 0; i < N; i++) {
        m->risk[i] = floor(lc_random_unit(&r) * 50) / 50;
        m->time[i] = 1 + floor(lc_random_exponential(&r) * 10 / (0.5 + m->risk[i]));
        m->cause[i] = lost ? (int32_t)lc_random_below(&r, 3)
                           : 1 + (int32_t)lc_random_below(&r, 2);
    }
}

/* Nobody lost: every weight is 1, so (1) is the mean square and (2) the plain AUC, with
 * a variance that is DeLong's but for the 1/(n - 1)s. */
Test(ipcw, without_censoring_is_the_plain_thing)
{
    static struct made m;
    make(&m, false);
    struct lc_horizon h = { .n = N, .time = m.time, .cause = m.cause, .t = 12 };
    struct lc_horizon_score s = of(&h, m.risk);
    uint8_t y[N];
    double brier = 0;
    for (size_t i = 0; i < N; i++) {
        y[i] = m.time[i] <= 12 && m.cause[i] == 1;
        brier += pow(y[i] - m.risk[i], 2) / N;
    }
    struct lc_auc auc;
    cr_assert(eq(int, lc_auc(&auc, N, m.risk, y, NULL, NULL, NULL), LC_OK));
    cr_assert(epsilon_eq(dbl, s.brier, brier, 1e-14));
    cr_assert(epsilon_eq(dbl, s.auc, auc.auc, 1e-14));
    cr_assert(epsilon_eq(dbl, s.auc_se, sqrt(auc.variance), 2e-4));
}

/* The censoring part of (4) against brute force: its standard error is near that of the
 * leave-one-out jackknife (sd (n - 1)/sqrt(n) of the estimates). */
Test(ipcw, standard_errors_are_near_the_jackknife)
{
    static struct made m;
    make(&m, true);
    struct lc_horizon h = { .n = N, .time = m.time, .cause = m.cause, .t = 12 };
    struct lc_horizon_score all = of(&h, m.risk);
    double sum[2] = { 0 }, square[2] = { 0 };
    static struct made less;
    for (size_t out = 0; out < N; out++) {
        for (size_t i = 0, k = 0; i < N; i++)
            if (i != out) {
                less.time[k] = m.time[i];
                less.risk[k] = m.risk[i];
                less.cause[k++] = m.cause[i];
            }
        struct lc_horizon g = {
            .n = N - 1, .time = less.time, .cause = less.cause, .t = 12
        };
        struct lc_horizon_score s = of(&g, less.risk);
        double value[2] = { s.brier, s.auc };
        for (int v = 0; v < 2; v++) {
            sum[v] += value[v];
            square[v] += value[v] * value[v];
        }
    }
    for (int v = 0; v < 2; v++) {
        double se = sqrt((square[v] - sum[v] * sum[v] / N) * (N - 1) / N);
        double is = v ? all.auc_se : all.brier_se;
        cr_assert(epsilon_eq(dbl, is / se, 1, 0.02), "%d: %g of %g", v, is, se);
    }
}

Test(ipcw, horizon_beyond_the_data_is_said)
{
    const double time[] = { 1, 2 }, risk[] = { 0.5, 0.9 };
    const int32_t cause[] = { 0, 0 };
    struct lc_horizon h = { .n = 2, .time = time, .cause = cause, .t = 3 };
    struct lc_horizon_score out;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_score_horizon(&out, &h, risk, &err), LC_UNFIT));
}
