/* (5) of aalen_johansen.h along the times. With q = 1 / S(u) and D = F(t) - F(u), what
 * stands in its brackets is 1 + F(u) q - F(t) q and F(t) q - F(u) q: squares in F(t)
 * whose coefficients are running sums. */
#include <math.h>

#include "models/curve/aalen_johansen.h"

/* Sums of own w times 1, p, q ..; and of others' w times q^2 .. */
struct sums {
    double pp, pq, qq, others, by_f, by_ff;
};

/* t of (5). */
static double for_ties(double events, double risk)
{
    return events > 1 && risk > 1 ? 1 - (events - 1) / (risk - 1) : 1;
}

static void take_in(struct sums *s, double y, double own, double others, double before,
                    double after, double f)
{
    double w = before * before / (y * y), q = after > 0 ? 1 / after : 0, p = 1 + f * q;
    double mine = w * own * for_ties(own, y);
    double theirs = w * others * for_ties(others, y) * q * q;
    s->pp += mine * p * p;
    s->pq += mine * p * q;
    s->qq += mine * q * q;
    s->others += theirs;
    s->by_f += theirs * f;
    s->by_ff += theirs * f * f;
}

static void one_cause(struct lc_aj *aj, int cause)
{
    const struct lc_risk_table *t = aj->table;
    size_t from = (size_t)(cause - 1) * t->times;
    const double *event = t->event + from, *incidence = aj->incidence + from;
    struct sums s = { 0 };
    for (size_t j = 0; j < t->times; j++) {
        double f = incidence[j], d = t->any[j];
        if (d > 0)
            take_in(&s, t->at_risk[j], event[j], d - event[j],
                    j ? aj->survival[j - 1] : 1, aj->survival[j], f);
        double sum =
            s.pp - 2 * f * s.pq + f * f * (s.qq + s.others) - 2 * f * s.by_f + s.by_ff;
        aj->se[from + j] = sum > 0 ? sqrt(sum) : 0;
    }
}

int lc_aj_delta(struct lc_aj *aj, const struct lc_lives *lives, struct lc_error *err)
{
    if (lives->weight)
        return LC_FAIL(
            err, LC_UNFIT,
            "errors by the delta method take no weights; the jackknife's do");
    for (int cause = 1; cause <= aj->table->causes; cause++)
        one_cause(aj, cause);
    return LC_OK;
}
