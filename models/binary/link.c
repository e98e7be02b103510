/* With mu = P(success) and m trials, the log-likelihood is
 *
 *     w { y log mu + (m - y) log(1 - mu) }
 *
 * logit: with s = log(1 + e^eta),
 *
 *     l = w { y eta - m s },  l' = w (y - m mu),  -l'' = w m mu (1 - mu)          (1)
 *
 * cloglog: with h = e^eta, 1 - mu = e^-h, a = h / (e^h - 1),
 *
 *     l    = w { y log(1 - e^-h) - (m - y) h }                                    (2)
 *     l'   = w { y a - (m - y) h }                                                (3)
 *     -l'' = w { y a (h / mu - 1) + (m - y) h }, its expectation w m h a          (4)
 *
 * Both links are concave. */
#include "models/binary/link_inside.h"

#include <math.h>

static void add_offset(const struct lc_sample *s, struct lc_rows *rows)
{
    for (size_t r = 0; s->offset && r < rows->count; r++)
        rows->eta[r] += s->offset[rows->first + r];
}

static void keep_scores(const struct lc_binary_rows *b, const struct lc_rows *rows)
{
    for (size_t r = 0; b->score && r < rows->count; r++)
        b->score[rows->first + r] = rows->gradient[r];
}

static void logit_rule(void *context, struct lc_rows *rows)
{
    const struct lc_binary_rows *b = context;
    const struct lc_sample *s = b->sample;
    double *mu = rows->scratch, *soft = rows->scratch + rows->stride, sum = 0;
    const double *y = s->y + rows->first;
    const double *weight = s->weight ? s->weight + rows->first : NULL;
    const double *trials = s->trials ? s->trials + rows->first : NULL;
    add_offset(s, rows);
    rows->kernels->logistic(rows->count, rows->eta, mu, soft);
    for (size_t r = 0; r < rows->count; r++) { /* (1) */
        double w = weight ? weight[r] : 1, m = trials ? trials[r] : 1;
        rows->gradient[r] = w * (y[r] - m * mu[r]);
        rows->curvature[r] = w * m * mu[r] * (1 - mu[r]);
        sum += w * (y[r] * rows->eta[r] - m * soft[r]);
    }
    rows->loglik = sum;
    keep_scores(b, rows);
}

/* One row of the complementary log-log link: (2), (3), (4) over w. */
static void cloglog_row(double eta, double y, double m, bool expected, double out[3])
{
    double h = eta < 709 ? exp(eta) : 1e307, grown = expm1(h), mu = -expm1(-h);
    double a = h < 700 ? h / grown : 0; /* h / (e^h - 1), 1 at 0 */
    double failures = m - y;            /* none: nothing is lost however large h is */
    if (h == 0)
        a = 1;
    out[0] = (y > 0 ? y * (mu > 0 ? log(mu) : eta) : 0) - failures * h;
    out[1] = y * a - failures * h;
    out[2] = expected ? m * (h > 0 ? h * a : 0)
                      : (mu > 0 ? y * a * (h / mu - 1) : 0) + failures * h;
}

static void cloglog_rule(void *context, struct lc_rows *rows)
{
    const struct lc_binary_rows *b = context;
    const struct lc_sample *s = b->sample;
    add_offset(s, rows);
    for (size_t r = 0; r < rows->count; r++) {
        size_t i = rows->first + r;
        double w = s->weight ? s->weight[i] : 1, out[3];
        cloglog_row(rows->eta[r], s->y[i], s->trials ? s->trials[i] : 1, b->expected,
                    out);
        rows->loglik += w * out[0];
        rows->gradient[r] = w * out[1];
        rows->curvature[r] = w * out[2];
    }
    keep_scores(b, rows);
}

static double logit_probability(double eta)
{
    double e = exp(-fabs(eta));
    return (eta > 0 ? 1 : e) / (1 + e);
}

static double logit_of(double probability)
{
    return log(probability / (1 - probability));
}

static double cloglog_probability(double eta)
{
    return -expm1(-exp(eta));
}

static double cloglog_of(double probability)
{
    return log(-log1p(-probability));
}

const struct lc_link lc_link_logit = { logit_rule, logit_probability, logit_of };
const struct lc_link lc_link_cloglog = { cloglog_rule, cloglog_probability,
                                         cloglog_of };
