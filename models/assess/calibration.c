/* Calibration intercept, slope, groups and indices (calibration.h). */
#include "models/assess/calibration.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "base/memory.h"
#include "models/assess/auc.h"
#include "parallel/order.h"

enum { MAX_STEPS = 60 };

static double weight_of(const struct lc_predicted *d, size_t i)
{
    return d->weight ? d->weight[i] : 1;
}

static bool has_logit(double risk)
{
    return risk > 0 && risk < 1;
}

static double logit(double p)
{
    return log(p) - log1p(-p);
}

static double inverse(double eta)
{
    return eta >= 0 ? 1 / (1 + exp(-eta)) : exp(eta) / (1 + exp(eta));
}

/* log(1 + exp(eta)) */
static double softplus(double eta)
{
    return eta > 0 ? eta + log1p(exp(-eta)) : log1p(exp(eta));
}

/* --- the line --------------------------------------------------------------------- */

struct step {
    double loglik, score[2], info[3];
};

/* Likelihood, score and information of (2) at (a, b); rows without a logit count
 * nothing. */
static struct step evaluate(const struct lc_predicted *d, double a, double b)
{
    struct step s = { .loglik = 0 };
    for (size_t i = 0; i < d->n; i++) {
        if (!has_logit(d->risk[i]))
            continue;
        double x = logit(d->risk[i]), eta = a + b * x, p = inverse(eta);
        double w = weight_of(d, i), r = w * (d->outcome[i] - p), v = w * p * (1 - p);
        s.loglik += w * ((d->outcome[i] ? eta : 0) - softplus(eta));
        s.score[0] += r;
        s.score[1] += r * x;
        s.info[0] += v;
        s.info[1] += v * x;
        s.info[2] += v * x * x;
    }
    return s;
}

/* var = inverse of the information; 1 x 1 where only the intercept is free: (1). */
static bool invert(const double info[3], bool one, double var[3])
{
    double det = info[0] * info[2] - info[1] * info[1];
    if (one) {
        var[0] = 1 / info[0];
        var[1] = var[2] = 0;
        return info[0] > 0;
    }
    var[0] = info[2] / det;
    var[1] = -info[1] / det;
    var[2] = info[0] / det;
    return det > 1e-12 * info[0] * info[2];
}

/* What the data say of the last parameter, the other being free. */
static double spare(const double info[3], bool one)
{
    return one ? info[0] : info[2] - info[1] * info[1] / info[0];
}

/* The maximum by Newton with step halving; false when there is none to be found: where
 * outcomes are separated the steps never end, and the information they leave behind
 * vanishes. */
static bool maximise(const struct lc_predicted *d, bool one, struct lc_line *line)
{
    double a = 0, b = 1;
    struct step now = evaluate(d, a, b);
    const double enough = 1e-7 * spare(now.info, one);
    for (int k = 0; k < MAX_STEPS; k++) {
        if (!invert(now.info, one, line->variance) || spare(now.info, one) < enough)
            return false;
        const double *v = line->variance;
        double da = v[0] * now.score[0] + v[1] * now.score[1];
        double db = v[1] * now.score[0] + v[2] * now.score[1];
        double gain = da * now.score[0] + (one ? 0 : db * now.score[1]), share = 1;
        struct step next = evaluate(d, a + da, b + db);
        for (; !(next.loglik >= now.loglik - 1e-12 * fabs(now.loglik)) && share > 1e-6;
             next = evaluate(d, a + share * da, b + share * db))
            share /= 2;
        a += share * da;
        b += share * db;
        now = next;
        if (gain < 1e-20) {
            line->intercept = a;
            line->slope = b;
            line->deviance = -2 * now.loglik;
            return invert(now.info, one, line->variance);
        }
    }
    return false;
}

/* Sandwich: bread is the inverse information, meat the squares of clusters' scores. */
static int sandwich(const struct lc_predicted *d, struct lc_line *line,
                    struct lc_error *err)
{
    size_t groups = d->cluster ? d->clusters : d->n;
    double(*score)[2] = lc_alloc(groups ? groups : 1, sizeof *score);
    double meat[3] = { 0, 0, 0 };
    const double *v = line->variance;
    if (!score)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < d->n; i++) {
        if (!has_logit(d->risk[i]))
            continue;
        double x = logit(d->risk[i]);
        double r = weight_of(d, i)
                   * (d->outcome[i] - inverse(line->intercept + line->slope * x));
        double *s = score[d->cluster ? (size_t)d->cluster[i] : i];
        s[0] += r;
        s[1] += r * x;
    }
    for (size_t k = 0; k < groups; k++) {
        double a = v[0] * score[k][0] + v[1] * score[k][1];
        double b = v[1] * score[k][0] + v[2] * score[k][1];
        meat[0] += a * a;
        meat[1] += a * b;
        meat[2] += b * b;
    }
    for (int k = 0; k < 3; k++)
        line->robust[k] = meat[k];
    free(score);
    return LC_OK;
}

static void count_line(const struct lc_predicted *d, struct lc_line *line)
{
    for (size_t i = 0; i < d->n; i++) {
        double w = weight_of(d, i);
        line->left_out += !has_logit(d->risk[i]);
        line->rows += has_logit(d->risk[i]) ? w : 0;
        line->events += has_logit(d->risk[i]) && d->outcome[i] ? w : 0;
    }
    double mean = line->events / line->rows;
    line->deviance_kept = -2 * evaluate(d, 0, 1).loglik;
    line->deviance_null =
        -2 * (line->events * log(mean) + (line->rows - line->events) * log1p(-mean));
}

int lc_calibration_line(struct lc_line *out, const struct lc_predicted *data,
                        bool in_the_large, struct lc_error *err)
{
    *out = (struct lc_line){ .rows = 0 };
    count_line(data, out);
    if (out->events > 0 && out->events < out->rows
        && maximise(data, in_the_large, out)) {
        out->estimated = true;
        return sandwich(data, out, err);
    }
    out->intercept = out->slope = out->deviance = NAN;
    for (int k = 0; k < 3; k++)
        out->variance[k] = out->robust[k] = NAN;
    return LC_OK;
}

/* --- groups ----------------------------------------------------------------------- */

/* Type 7: linear between order statistics, the share q of the way along. */
static double quantile(size_t n, const double *sorted, double q)
{
    double at = q * (double)(n - 1), low = floor(at);
    size_t i = (size_t)low;
    return i + 1 < n ? sorted[i] + (at - low) * (sorted[i + 1] - sorted[i])
                     : sorted[n - 1];
}

static void fill_groups(size_t made, struct lc_group *group, const double *cut,
                        const struct lc_predicted *d, const uint32_t *order)
{
    size_t g = 0;
    for (size_t k = 0; k < d->n; k++) {
        uint32_t i = order[k];
        while (g + 1 < made && d->risk[i] > cut[g])
            g++;
        struct lc_group *here = &group[g];
        double w = weight_of(d, i);
        if (!(here->n > 0))
            here->low = d->risk[i];
        here->high = d->risk[i];
        here->n += w;
        here->events += d->outcome[i] ? w : 0;
        here->expected += w * d->risk[i];
    }
}

int lc_calibration_groups(size_t g, struct lc_group *group, size_t *made,
                          const struct lc_predicted *data, struct lc_error *err)
{
    size_t n = data->n, kept = 0;
    uint32_t *order = lc_alloc(n ? n : 1, sizeof *order);
    double *work = lc_alloc(n + g + 1, sizeof *work), *cut = work ? work + n : NULL;
    int code = order && work ? lc_order(n, data->risk, order, err) : LC_FAIL_NOMEM(err);
    *made = 0;
    if (code || !n)
        goto done;
    for (size_t k = 0; k < n; k++)
        work[k] = data->risk[order[k]];
    for (size_t k = 1; k <= g; k++) {
        double q = quantile(n, work, (double)k / (double)g);
        double last = kept ? cut[kept - 1] : -INFINITY;
        if (q > last)
            cut[kept++] = q;
    }
    for (size_t k = 0; k < kept; k++)
        group[k] = (struct lc_group){ .n = 0 };
    fill_groups(kept, group, cut, data, order);
    for (size_t k = 0; k < kept; k++) /* a cut between two rows may leave one empty */
        if (group[k].n > 0)
            group[(*made)++] = group[k];
done:
    free(order);
    free(work);
    return code;
}

double lc_hosmer_lemeshow(size_t groups, const struct lc_group *group, double *p)
{
    double sum = 0, used = 0;
    for (size_t k = 0; k < groups; k++) {
        double e = group[k].expected, v = e * (1 - e / group[k].n);
        if (!(v > 0))
            continue;
        sum += (group[k].events - e) * (group[k].events - e) / v;
        used += 1;
    }
    *p = used > 0 ? gsl_cdf_chisq_Q(sum, used) : NAN;
    return used > 0 ? sum : NAN;
}

/* --- indices ---------------------------------------------------------------------- */

static void spiegelhalter(const struct lc_predicted *d, struct lc_validation *out)
{
    double top = 0, bottom = 0;
    for (size_t i = 0; i < d->n; i++) {
        double p = d->risk[i];
        top += (d->outcome[i] - p) * (1 - 2 * p);
        bottom += (1 - 2 * p) * (1 - 2 * p) * p * (1 - p);
    }
    out->spiegelhalter_z = top / sqrt(bottom);
    out->spiegelhalter_p = 2 * gsl_cdf_ugaussian_Q(fabs(out->spiegelhalter_z));
}

/* Distances of risk from the smooth curve; rows of equal risk share their mean height.
 */
static void distances(size_t n, const double *x, double *smooth, double *error,
                      struct lc_validation *out)
{
    double *scratch = error + n, sum = 0;
    for (size_t first = 0, last; first < n; first = last) {
        double mean = 0;
        for (last = first; last < n && x[last] <= x[first]; last++)
            mean += smooth[last];
        mean /= (double)(last - first);
        for (size_t i = first; i < last; i++) {
            error[i] = fabs(x[i] - mean);
            sum += error[i];
        }
    }
    lc_sort(n, error, scratch);
    out->eavg = sum / (double)n;
    out->emax = error[n - 1];
    out->e90 = quantile(n, error, 0.9);
}

static int smooth_curve(struct lc_validation *out, const struct lc_predicted *d,
                        double *sorted, double *smooth, struct lc_error *err)
{
    size_t n = d->n;
    uint32_t *order = lc_alloc(n, sizeof *order);
    double *work = lc_alloc(4 * n, sizeof *work);
    int code = order && work ? lc_order(n, d->risk, order, err) : LC_FAIL_NOMEM(err);
    if (!code) {
        double *x = sorted ? sorted : work, *s = smooth ? smooth : work + n;
        for (size_t k = 0; k < n; k++) {
            x[k] = d->risk[order[k]];
            work[2 * n + k] = d->outcome[order[k]];
        }
        lc_lowess(n, x, work + 2 * n, 2.0 / 3, s);
        distances(n, x, s, work + 2 * n, out);
    }
    free(order);
    free(work);
    return code;
}

static void indices(struct lc_validation *out, const struct lc_line *line)
{
    double n = line->rows;
    out->d_chisq = line->deviance_null - line->deviance_kept;
    out->d = (out->d_chisq - 1) / n;
    out->r2 = -expm1(-out->d_chisq / n) / -expm1(-line->deviance_null / n);
    out->u_chisq = line->deviance_kept - line->deviance;
    out->u = (out->u_chisq - 2) / n;
    out->u_p = out->u_chisq > 0 ? gsl_cdf_chisq_Q(out->u_chisq, 2) : 1;
    out->q = out->d - out->u;
    out->intercept = line->intercept;
    out->slope = line->slope;
}

int lc_validate(struct lc_validation *out, const struct lc_predicted *data,
                double *sorted, double *smooth, struct lc_error *err)
{
    struct lc_line line;
    struct lc_auc auc;
    int code;
    if (!data->n)
        return LC_FAIL(err, LC_UNFIT, "there is no row to validate on");
    *out = (struct lc_validation){ .brier = 0 };
    if ((code = lc_calibration_line(&line, data, false, err))
        || (code = lc_auc(&auc, data->n, data->risk, data->outcome, NULL, NULL, err)))
        return code;
    indices(out, &line);
    out->c = auc.auc;
    out->dxy = 2 * auc.auc - 1;
    for (size_t i = 0; i < data->n; i++) {
        double e = data->outcome[i] - data->risk[i];
        out->brier += e * e / (double)data->n;
    }
    spiegelhalter(data, out);
    return smooth_curve(out, data, sorted, smooth, err);
}
