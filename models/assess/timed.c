/* What metrics of times share (timed.h). */
#include "models/assess/timed.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/curve/aalen_johansen.h"

double lc_timed_incidence(size_t n, const double *time, const int32_t *cause, double t)
{
    double survival = 1, incidence = 0;
    for (size_t i = 0; i < n && time[i] <= t;) {
        double at_risk = (double)(n - i), events = 0, any = 0;
        double now = time[i];
        for (; i < n && time[i] == now; i++) {
            events += cause[i] == 1;
            any += cause[i] != 0;
        }
        incidence += survival * events / at_risk; /* aalen_johansen.h (1) */
        survival *= 1 - any / at_risk;
    }
    return incidence;
}

static int observe(struct lc_time_sums *s, const struct lc_timed *t,
                   struct lc_error *err)
{
    size_t n = t->rows.n;
    struct lc_lives lives = {
        .n = n, .stop = t->rows.stop, .cause = t->cause, .causes = 2
    };
    struct lc_risk_table *table = NULL;
    struct lc_aj *aj = NULL;
    if (t->ascending) {
        s->observed = lc_timed_incidence(n, t->rows.stop, t->cause, t->horizon);
        return LC_OK;
    }
    int code = lc_risk_table_new(&table, &lives, err);
    if (!code)
        code = lc_aj_new(&aj, table, &lives, err);
    if (!code)
        lc_aj_at(aj, 1, t->horizon, &s->observed, &s->observed_se);
    lc_aj_free(aj);
    lc_risk_table_free(table);
    return code;
}

static struct lc_horizon horizon_of(const struct lc_timed *t)
{
    return (struct lc_horizon){
        .n = t->rows.n, .time = t->rows.stop, .cause = t->cause, .t = t->horizon
    };
}

static int score(struct lc_time_sums *s, const struct lc_timed *t, struct lc_error *err)
{
    struct lc_horizon data = horizon_of(t);
    struct lc_horizon_score at;
    int code = lc_score_horizon(&at, &data, t->risk, err);
    if (code)
        return code;
    s->at = at;
    s->foretold = 0;
    for (size_t i = 0; i < data.n; i++)
        s->foretold += t->risk[i];
    return observe(s, t, err);
}

static int integrate(struct lc_time_sums *s, const struct lc_timed *t,
                     struct lc_error *err)
{
    struct lc_horizon data = horizon_of(t);
    int code = lc_integrated_brier(&s->integrated, &data, t->times, t->time, t->curve,
                                   t->span, err);
    return code ? code
                : lc_integrated_brier(&s->integrated_base, &data, t->times, t->time,
                                      NULL, t->span, err);
}

/* A row that left by another cause will never have the event: it stays among those that
 * an event is compared with, as if followed beyond all. */
static int keep_others(double *stop, const struct lc_timed *t, struct lc_error *err)
{
    double beyond = 0;
    if (t->time_weight != LC_TIME_N)
        return LC_FAIL(
            err, LC_USAGE,
            "time weights are for one kind of event: leave --time-weight out, "
            "or say which event, as in Surv(time, cause == 1)");
    for (size_t i = 0; i < t->rows.n; i++)
        beyond = fmax(beyond, t->rows.stop[i] + 1);
    for (size_t i = 0; i < t->rows.n; i++)
        stop[i] = t->cause[i] == 2 ? beyond : t->rows.stop[i];
    return LC_OK;
}

static int order(struct lc_time_sums *s, const struct lc_timed *t, struct lc_error *err)
{
    struct lc_followup rows = t->rows;
    bool others = false;
    for (size_t i = 0; i < rows.n && !others; i++)
        others = t->cause[i] == 2;
    double *stop = others ? lc_alloc(rows.n, sizeof *stop) : NULL;
    int code = others && !stop ? LC_FAIL_NOMEM(err) : LC_OK;
    if (stop) {
        code = keep_others(stop, t, err);
        rows.stop = stop;
    }
    if (!code)
        code = lc_concordance(&s->order, &rows, t->time_weight, t->until, t->each, err);
    free(stop);
    return code;
}

/* The index is log(-log(1 - risk)), on the scale of a log hazard: of a model of
 * proportional hazards the linear predictor and a constant. A risk of 0 has none, one
 * next to 1 has lost its digits: then what orders the rows is the index, unless that is
 * the risks. */
static int prognose(struct lc_time_sums *s, const struct lc_timed *t,
                    struct lc_error *err)
{
    const struct lc_followup *r = &t->rows;
    struct lc_indexed rows = { r->n, r->start, r->stop, t->cause, r->risk, t->by };
    double *index = lc_alloc(r->n, sizeof *index);
    bool there = t->risk;
    if (!index)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; there && i < r->n; i++) {
        index[i] = log(-log1p(-t->risk[i]));
        there = t->risk[i] > 0 && t->risk[i] < 1 - 1e-6;
    }
    rows.index = there ? index : r->risk;
    int code =
        there || r->risk != t->risk ? lc_prognostic(&s->index, &rows, err) : LC_OK;
    free(index);
    return code;
}

static struct lc_time_sums nothing(void)
{
    return (struct lc_time_sums){
        .order = { .c = NAN, .variance = NAN },
        .index = { NAN, NAN, NAN, NAN, NAN, NAN, NAN },
        .at = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN },
        .observed = NAN,
        .observed_se = NAN,
        .foretold = NAN,
        .integrated = NAN,
        .integrated_base = NAN,
    };
}

int lc_time_sums_fill(struct lc_time_sums *sums, const struct lc_timed *timed,
                      unsigned parts, struct lc_error *err)
{
    int code = LC_OK;
    *sums = nothing();
    sums->n = (double)timed->rows.n;
    if (parts & LC_TIMED_ORDER)
        code = order(sums, timed, err);
    if (!code && parts & LC_TIMED_INDEX)
        code = prognose(sums, timed, err);
    if (!code && parts & LC_TIMED_HORIZON)
        code = score(sums, timed, err);
    if (!code && parts & LC_TIMED_SPAN)
        code = integrate(sums, timed, err);
    return code;
}
