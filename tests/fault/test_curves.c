/* Memory runs out at every point of residuals, their test, Firth's Cox and curves: it
 * says so and leaks nothing. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>

#include "base/begin.h"
#include "models/answer/curve_make.h"
#include "models/cox/cox.h"
#include "models/cox/cox_firth_inside.h"
#include "models/cox/cox_zph.h"
#include "models/rank/concordance.h"
#include "models/subhazard/fine_gray_line_inside.h"
#include "table/table.h"

#include "fault/fault.h"
#include "models/cox/cox_residuals_inside.h"

TestSuite(curves_fault, .init = lc_begin);

enum { N = 24 };

static double x[2][N], start[N], stop[N];
static int32_t cause[N], stratum[N];
static struct lc_column column[2];
static struct lc_sample sample;
static struct lc_fit *fit;
static struct lc_fit_options options;

static void make_fit(void)
{
    struct lc_error err = { 0 };
    for (int i = 0; i < N; i++) {
        x[0][i] = i * 7 % 11;
        x[1][i] = i * 5 % 13;
        start[i] = i % 3;
        stop[i] = start[i] + 1 + i * 11 % 6;
        cause[i] = i % 4 != 0;
        stratum[i] = i % 2;
    }
    for (int k = 0; k < 2; k++)
        column[k] = (struct lc_column){ .type = LC_F64, .data = x[k] };
    sample = (struct lc_sample){ .n = N,
                                 .x = { N, 2, column },
                                 .start = start,
                                 .stop = stop,
                                 .cause = cause,
                                 .stratum = stratum,
                                 .strata = 2 };
    options = lc_fit_defaults();
    options.concordance = 0;
    cr_assert(eq(int, lc_family_cox.fit(&fit, &sample, &options, &err), 0), "%s",
              err.text);
}

static int residuals(int kind)
{
    struct lc_residuals *r;
    int code = lc_residuals_new(&r, kind, &sample, fit, &options, NULL);
    if (!code)
        lc_residuals_free(r);
    return code;
}

static int dfbeta(void)
{
    return residuals(LC_DFBETA);
}

static int schoenfeld(void)
{
    return residuals(LC_SCHOENFELD);
}

static int zph(int transform)
{
    static const size_t term[] = { 0, 1 };
    struct lc_zph *z;
    const struct lc_zph_ask ask = { transform, 2, term };
    int code = lc_zph_new(&z, &ask, &sample, fit, &options, NULL);
    if (!code)
        lc_zph_free(z);
    return code;
}

static int against_km(void)
{
    return zph(LC_ZPH_KM);
}

static int against_rank(void)
{
    return zph(LC_ZPH_RANK);
}

/* Without lc_fit_finish(), whose Wald test is left out when memory is short. */
static int climb_firth(struct lc_fit *made, struct lc_scaling *scaling,
                       struct lc_partial **partial, struct lc_cox_firth *f,
                       struct lc_newton *newton)
{
    int code = lc_scaling_init(scaling, &sample, false, NULL, NULL);
    if (!code)
        code = lc_partial_new(partial, &sample, scaling, &options, NULL);
    if (!code)
        code = lc_newton_init(newton, 2, NULL);
    if (!code)
        code = lc_cox_firth_init(f, *partial, NULL);
    if (!code)
        code = lc_cox_firth_climb(f, newton, &options, made, NULL);
    return code ? code : lc_cox_firth_intervals(f, newton, scaling, made, NULL);
}

static int firth(void)
{
    struct lc_scaling scaling = { 0 };
    struct lc_partial *partial = NULL;
    struct lc_cox_firth f = { 0 };
    struct lc_newton newton = { 0 };
    struct lc_fit *made = lc_fit_new(&lc_family_cox, 2, false);
    int code = made ? climb_firth(made, &scaling, &partial, &f, &newton) : LC_NOMEM;
    lc_cox_firth_release(&f);
    lc_newton_release(&newton);
    lc_partial_free(partial);
    lc_scaling_release(&scaling);
    lc_fit_free(made);
    return code;
}

/* --- curves ----------------------------------------------------------------------- */

static const char table[] = "t,d,g,s\n1,1,a,1\n2,0,a,2\n3,2,b,1\n4,1,b,2\n5,0,a,1\n"
                            "6,1,b,2\n7,2,a,1\n8,1,b,2\n9,1,a,2\n";
static struct lc_frame frame;

enum { LOGRANK = 1, GRAY = 4 };

static int curve(const char *formula, int test)
{
    static const double times[] = { 2, 5 }, quantile[] = { 0.5 };
    struct lc_curve_ask ask = { .times = 2,
                                .quantiles = 1,
                                .time = times,
                                .told = times,
                                .quantile = quantile,
                                .limits = 1,
                                .rmst = 6,
                                .pseudo = 5,
                                .test = test,
                                .errors = test == GRAY };
    struct lc_groups groups;
    json_t *document = NULL;
    struct lc_text out = { 0 };
    int code = lc_groups_read(&groups, formula, NULL, &frame, NULL, NULL);
    if (!code)
        code = lc_curve_document(&document, &groups, &ask, NULL);
    if (!code) {
        lc_curve_csv(document, &out);
        lc_pseudo_csv(document, &out);
        lc_curve_table(document, &out);
        code = lc_text_check(&out, NULL);
    }
    lc_text_free(&out);
    json_decref(document);
    lc_groups_release(&groups);
    return code;
}

static int several_causes(void)
{
    return curve("Surv(t, d) ~ g + strata(s)", LOGRANK);
}

static int by_gray(void)
{
    return curve("Surv(t, d) ~ g + strata(s)", GRAY);
}

static int one_cause(void)
{
    return curve("Surv(t, d == 1) ~ 1", 0);
}

/* --- concordance, and Fine and Gray's sums ---------------------------------------- */

static int pairs(const double *begin, const double *weight, int kind)
{
    struct lc_concordance out;
    uint8_t event[N];
    for (int i = 0; i < N; i++)
        event[i] = cause[i] > 0;
    struct lc_followup f = { .n = N,
                             .start = begin,
                             .stop = stop,
                             .event = event,
                             .risk = x[0],
                             .weight = weight,
                             .stratum = stratum,
                             .strata = 2,
                             .cluster = stratum,
                             .clusters = 2 };
    return lc_concordance(&out, &f, kind, 100, NULL, NULL);
}

static int harrell(void)
{
    return pairs(start, NULL, LC_TIME_N);
}

static int uno(void)
{
    return pairs(NULL, stop, LC_TIME_NG2);
}

static void drop_curve(struct lc_curve *c)
{
    free(c->time);
    free(c->hazard);
    free(c->variance);
    free(c->mean);
}

static int fine_gray_line(void)
{
    double beta[2] = { 0.1, 0 }, loglik, u[2], i[4];
    struct lc_scaling scaling = { 0 };
    struct lc_fg_line *line = NULL;
    struct lc_curve made = { 0 };
    struct lc_sample s = sample;
    s.start = NULL;
    s.stratum = NULL;
    s.stop = x[0]; /* few rows a time */
    s.weight = s.offset = stop;
    int code = lc_scaling_init(&scaling, &s, false, NULL, NULL);
    if (!code)
        code = lc_fg_line_new(&line, &s, &scaling, 1, NULL, NULL);
    if (!code)
        code = lc_fg_line_evaluate(line, beta, &loglik, u, i, NULL);
    if (!code)
        code = lc_fg_line_finish(line, stratum, 2, i, &made, 1, NULL);
    lc_fg_line_free(line);
    lc_scaling_release(&scaling);
    drop_curve(&made);
    return code;
}

static int (*const jobs[])(void) = { dfbeta,       schoenfeld,    against_km,
                                     against_rank, firth,         several_causes,
                                     by_gray,      one_cause,     harrell,
                                     uno,          fine_gray_line };

static void every_point(size_t job, bool stays)
{
    long at = 0;
    for (bool reached = true; reached; at++) {
        fault_begin(at, stays);
        int code = jobs[job]();
        reached = fault_end();
        cr_assert(eq(int, code, reached ? LC_NOMEM : LC_OK), "job %zu, allocation %ld",
                  job, at);
        cr_assert(eq(long, fault_held, 0), "job %zu, allocation %ld: %ld blocks left",
                  job, at, fault_held);
    }
    cr_assert(lt(long, 1, at), "nothing was allocated");
}

Test(curves_fault, every_allocation_may_fail)
{
    struct lc_error err = { 0 };
    make_fit();
    cr_assert(
        eq(int, lc_table_read_bytes(&frame, "t", table, sizeof table - 1, &err), 0),
        "%s", err.text);
    for (size_t k = 0; k < sizeof jobs / sizeof *jobs; k++) {
        every_point(k, false);
        every_point(k, true);
    }
    lc_fit_free(fit);
    lc_frame_free(&frame);
}
