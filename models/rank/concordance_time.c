#include "models/rank/concordance_time_inside.h"

static double time_value(int kind, double n, double at_risk, double s, double g)
{
    switch (kind) {
    case LC_TIME_NG2:
        return 1 / (g * g);
    case LC_TIME_S:
        return n * s / at_risk;
    case LC_TIME_SG:
        return n * s / (g * at_risk);
    case LC_TIME_EQUAL:
        return 1 / at_risk;
    default:
        return 1;
    }
}

/* Weight at risk just before each run, summed from the latest down so that a sum is
 * never a small difference of large ones; start-stop rows leave it at their start. */
static void count_at_risk(const struct lc_in_time *s, double *at_risk)
{
    double sum = 0;
    size_t left = s->m;
    for (size_t last = s->m, first; last > 0; last = first) {
        first = lc_stop_run_begin(s->stop, last);
        for (size_t i = first; i < last; i++)
            sum += s->weight[i];
        for (; s->by_start && left > 0
               && s->start[s->by_start[left - 1]] >= s->stop[first];
             left--)
            sum -= s->weight[s->by_start[left - 1]];
        at_risk[first] = sum;
    }
}

/* v(t) for every row. On a day events come before censorings, so that these are at risk
 * among those the events left. */
void lc_time_values(const struct lc_in_time *s, int kind, double until, double *value,
                    double *at_risk)
{
    double surv = 1, cens = 1, n = 0;
    for (size_t i = 0; i < s->m; i++)
        n += s->weight[i];
    count_at_risk(s, at_risk);
    for (size_t first = 0, last; first < s->m; first = last) {
        double risk = at_risk[first], sum[2] = { 0, 0 };
        last = lc_stop_run_end(s->m, s->stop, first);
        double v = s->stop[first] > until ? 0 : time_value(kind, n, risk, surv, cens);
        for (size_t i = first; i < last; i++) {
            sum[s->event[i]] += s->weight[i];
            value[i] = v;
        }
        if (sum[1] > 0)
            surv *= (risk - sum[1]) / risk; /* kaplan_meier.h (1) */
        if (sum[0] > 0)
            cens *= (risk - sum[1] - sum[0]) / (risk - sum[1]);
    }
}
