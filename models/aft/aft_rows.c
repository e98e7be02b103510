#include "models/aft/aft_rows_inside.h"

#include <math.h>

#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_erf.h>

const struct lc_aft_kind lc_aft_kinds[] = {
    [LC_WEIBULL] = { LC_WEIBULL, true, 0 },
    [LC_EXPONENTIAL] = { LC_WEIBULL, true, 1 },
    [LC_LOGNORMAL] = { LC_LOGNORMAL, true, 0 },
    [LC_LOGLOGISTIC] = { LC_LOGLOGISTIC, true, 0 },
    [LC_RAYLEIGH] = { LC_WEIBULL, true, 0.5 },
    [LC_GAUSSIAN] = { LC_LOGNORMAL, false, 0 },
    [LC_LOGISTIC] = { LC_LOGLOGISTIC, false, 0 },
    [LC_EXTREME] = { LC_WEIBULL, false, 0 },
};

/* A function of u with its first two derivatives. */
struct jet {
    double v, d, dd;
};

/* The normal's hazard phi(u) / (1 - Phi(u)), stable in both tails. */
static double normal_hazard(double u)
{
    return gsl_sf_hazard(u);
}

static struct jet log_density(int dist, double u)
{
    if (dist == LC_LOGNORMAL)
        return (struct jet){ -0.5 * u * u - 0.918938533204672742, -u, -1 };
    if (dist == LC_LOGLOGISTIC) {
        double e = exp(-fabs(u)), p = (u > 0 ? 1 : e) / (1 + e);
        return (struct jet){ -fabs(u) - 2 * log1p(e), 1 - 2 * p, -2 * p * (1 - p) };
    }
    double e = exp(u);
    return (struct jet){ u - e, 1 - e, -e };
}

static struct jet log_survival(int dist, double u)
{
    if (dist == LC_LOGNORMAL) {
        double h = normal_hazard(u);
        return (struct jet){ gsl_sf_log_erfc(u * M_SQRT1_2) - M_LN2, -h, -h * (h - u) };
    }
    if (dist == LC_LOGLOGISTIC) {
        double e = exp(-fabs(u)), p = (u > 0 ? 1 : e) / (1 + e);
        return (struct jet){ -(u > 0 ? u : 0) - log1p(e), -p, -p * (1 - p) };
    }
    double e = exp(u);
    return (struct jet){ -e, -e, -e };
}

/* log(1 - S): for the symmetric two it is log S mirrored. */
static struct jet log_failure(int dist, double u)
{
    if (dist == LC_LOGNORMAL || dist == LC_LOGLOGISTIC) {
        struct jet mirror = log_survival(dist, -u);
        return (struct jet){ mirror.v, -mirror.d, mirror.dd };
    }
    double e = exp(u), a = e < 700 ? e / expm1(e) : 0; /* e / (e^e - 1) */
    if (e == 0)
        return (struct jet){ u, 1, 0 };
    return (struct jet){ log(-expm1(-e)), a, a * (1 - e / -expm1(-e)) };
}

double lc_aft_before(int dist, double u)
{
    return exp(log_failure(dist, u).v);
}

double lc_aft_hazard(int dist, double u)
{
    return -log_survival(dist, u).v;
}

/* A row's log-likelihood with derivatives by two places u1 and u2. */
struct pair {
    double v, d1, d2, d11, d12, d22;
};

/* (4), as log S(u1) + log(1 - exp(log S(u2) - log S(u1))). With f_i = -S' / D, D the
 * difference: first derivatives -f1, f2; second ones follow from f' = f (log f)'. */
static struct pair between(int dist, double u1, double u2)
{
    struct jet s1 = log_survival(dist, u1), s2 = log_survival(dist, u2);
    double v = s1.v + log(-expm1(s2.v - s1.v));
    struct jet g1 = log_density(dist, u1), g2 = log_density(dist, u2);
    double f1 = exp(g1.v - v), f2 = exp(g2.v - v);
    return (
        struct pair){ v, -f1, f2, -f1 * g1.d - f1 * f1, f1 * f2, f2 * g2.d - f2 * f2 };
}

/* What a row adds, by eta and by its scale coordinate. */
struct part {
    double v, eta, scale, eta2, cross, scale2;
};

/* CONCAVE: u = a t - eta. */
static void add_concave(struct part *p, struct pair l, double t1, double t2)
{
    p->v += l.v;
    p->eta -= l.d1 + l.d2;
    p->scale += l.d1 * t1 + l.d2 * t2;
    p->eta2 += l.d11 + 2 * l.d12 + l.d22;
    p->cross -= l.d11 * t1 + l.d12 * (t1 + t2) + l.d22 * t2;
    p->scale2 += l.d11 * t1 * t1 + 2 * l.d12 * t1 * t2 + l.d22 * t2 * t2;
}

/* NATURAL: u = (t - eta) s with s = e^-theta: du/deta = -s, du/dtheta = -u. */
static void add_natural(struct part *p, struct pair l, double u1, double u2, double s)
{
    p->v += l.v;
    p->eta -= s * (l.d1 + l.d2);
    p->scale -= l.d1 * u1 + l.d2 * u2;
    p->eta2 += s * s * (l.d11 + 2 * l.d12 + l.d22);
    p->cross += s * (l.d1 + l.d2 + l.d11 * u1 + l.d12 * (u1 + u2) + l.d22 * u2);
    p->scale2 +=
        l.d1 * u1 + l.d2 * u2 + l.d11 * u1 * u1 + 2 * l.d12 * u1 * u2 + l.d22 * u2 * u2;
}

/* A row as it stands: its eta, and its scale in the coordinates of the way. */
struct standing {
    int dist, way;
    double s, eta;
};

static double place_of(const struct standing *r, double t)
{
    return r->way == LC_AFT_CONCAVE ? r->s * t - r->eta : r->s * (t - r->eta);
}

/* (1), (2), (3) and (5): of one place, so that what the two above add by u2 is 0. */
static void add_one(struct part *p, const struct standing *r,
                    struct jet (*of)(int, double), double t, double sign)
{
    double s = r->s, u = place_of(r, t);
    struct jet j = of(r->dist, u);
    double d = sign * j.d, dd = sign * j.dd;
    p->v += sign * j.v;
    if (r->way == LC_AFT_CONCAVE) {
        p->eta -= d;
        p->scale += d * t;
        p->eta2 += dd;
        p->cross -= dd * t;
        p->scale2 += dd * t * t;
    } else {
        p->eta -= s * d;
        p->scale -= d * u;
        p->eta2 += s * s * dd;
        p->cross += s * (d + dd * u);
        p->scale2 += d * u + dd * u * u;
    }
}

static void add_between(struct part *p, const struct standing *r, double t1, double t2)
{
    double u1 = place_of(r, t1), u2 = place_of(r, t2);
    struct pair l = between(r->dist, u1, u2);
    if (r->way == LC_AFT_CONCAVE)
        add_concave(p, l, t1, t2);
    else
        add_natural(p, l, u1, u2, r->s);
}

/* log_scale is log of the CONCAVE way's scale, the same for every row. */
static struct part row_part(const struct lc_aft_rows *a, size_t i, double eta,
                            double log_scale)
{
    double low = a->low[i], high = a->high[i], s = a->scale;
    struct part p = { 0 };
    if (a->way == LC_AFT_NATURAL)
        s = exp(-a->log_sigma[a->sample->stratum ? a->sample->stratum[i] : 0]);
    struct standing r = { a->dist, a->way, s, eta };
    if (low == high) {
        add_one(&p, &r, log_density, low, 1);
        /* -log sigma of (1); its log t is apart (aft_times.c) */
        p.v += a->way == LC_AFT_CONCAVE ? log_scale : log(s);
        p.scale += a->way == LC_AFT_CONCAVE ? 1 / s : -1;
        p.scale2 -= a->way == LC_AFT_CONCAVE ? 1 / (s * s) : 0;
    } else if (high == INFINITY) {
        add_one(&p, &r, log_survival, low, 1);
    } else if (low == -INFINITY) {
        add_one(&p, &r, log_failure, high, 1);
    } else {
        add_between(&p, &r, low, high);
    }
    if (a->entry && a->entry[i] > -INFINITY)
        add_one(&p, &r, log_survival, a->entry[i], -1);
    return p;
}

void lc_aft_row(const struct lc_aft_rows *rows, size_t row, double eta, double out[3])
{
    struct lc_aft_rows natural = *rows;
    natural.way = LC_AFT_NATURAL;
    struct part p = row_part(&natural, row, eta, NAN);
    out[0] = p.v;
    out[1] = p.eta;
    out[2] = p.eta2;
}

/* --- the plain case: S = exp(-e^u), events and rows censored on the right, one scale  */

static bool plain(const struct lc_aft_rows *a, const struct lc_rows *rows)
{
    const double *low = a->low + rows->first, *high = a->high + rows->first;
    bool all = a->dist == LC_WEIBULL && !a->entry
               && (!a->sample->stratum || a->way == LC_AFT_CONCAVE) && a->stratum < 0;
    for (size_t r = 0; all && r < rows->count; r++)
        all = low[r] > -INFINITY && (low[r] == high[r] || high[r] == INFINITY);
    return all;
}

/* (1) with d = 1 for an event, (2) with 0: l = d (u + log s) - e^u. */
static struct part plain_part(int way, double s, double log_s, double d, double t,
                              double u, double e)
{
    double v = d * (u + log_s) - e, k = d - e;
    if (way == LC_AFT_CONCAVE)
        return (
            struct part){ v, -k, k * t + d / s, -e, e * t, -e * t * t - d / (s * s) };
    return (struct part){ v,          -s * k,          -k * u - d,
                          -s * s * e, s * (k - e * u), k * u - e * u * u };
}

static void plain_block(const struct lc_aft_rows *a, struct lc_rows *rows)
{
    bool concave = a->way == LC_AFT_CONCAVE;
    double s = concave ? a->scale : exp(-a->log_sigma[0]), log_s = log(s);
    const double *t = a->low + rows->first, *high = a->high + rows->first;
    const double *weight = a->sample->weight ? a->sample->weight + rows->first : NULL;
    double *u = rows->scratch, *e = u + rows->stride;
    for (size_t r = 0; r < rows->count; r++)
        u[r] = concave ? s * t[r] - rows->eta[r] : s * (t[r] - rows->eta[r]);
    rows->kernels->exp(rows->count, u, e);
    for (size_t r = 0; r < rows->count; r++) {
        double w = weight ? weight[r] : 1, d = t[r] == high[r] ? 1 : 0;
        struct part p = plain_part(a->way, s, log_s, d, t[r], u[r], e[r]);
        rows->loglik += w * p.v;
        rows->gradient[r] = w * p.eta;
        rows->curvature[r] = -w * p.eta2;
        rows->cross[r] = w * p.cross;
        rows->extra[0] += w * p.scale;
        rows->extra[1] -= w * p.scale2;
        if (a->score)
            a->score[rows->first + r] = w * p.eta;
        if (a->scale_score)
            a->scale_score[rows->first + r] = w * p.scale;
    }
}

void lc_aft_rule(void *context, struct lc_rows *rows)
{
    const struct lc_aft_rows *a = context;
    const struct lc_sample *s = a->sample;
    if (plain(a, rows)) {
        plain_block(a, rows);
        return;
    }
    double log_scale = a->way == LC_AFT_CONCAVE ? log(a->scale) : NAN;
    for (size_t r = 0; r < rows->count; r++) {
        size_t i = rows->first + r;
        double w = s->weight ? s->weight[i] : 1;
        struct part p = row_part(a, i, rows->eta[r], log_scale);
        bool counts = a->stratum < 0 || !s->stratum || s->stratum[i] == a->stratum;
        rows->loglik += w * p.v;
        rows->gradient[r] = w * p.eta;
        rows->curvature[r] = -w * p.eta2;
        if (counts) {
            rows->cross[r] = w * p.cross;
            rows->extra[0] += w * p.scale;
            rows->extra[1] -= w * p.scale2;
        }
        if (a->score)
            a->score[i] = w * p.eta;
        if (a->scale_score)
            a->scale_score[i] = counts ? w * p.scale : 0;
    }
}
