/* What metrics of times share (timed.h). */
#include "models/assess/timed.h"

#include <math.h>

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
    const struct lc_followup *r = &timed->rows;
    struct lc_indexed index = { r->n, r->start, r->stop, timed->cause, r->risk };
    int code = LC_OK;
    *sums = nothing();
    sums->n = (double)r->n;
    if (parts & LC_TIMED_ORDER)
        code = lc_concordance(&sums->order, r, timed->time_weight, timed->until,
                              timed->each, err);
    if (!code && parts & LC_TIMED_INDEX)
        code = lc_prognostic(&sums->index, &index, err);
    if (!code && parts & LC_TIMED_HORIZON)
        code = score(sums, timed, err);
    if (!code && parts & LC_TIMED_SPAN)
        code = integrate(sums, timed, err);
    return code;
}
