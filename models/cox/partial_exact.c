#include "models/cox/partial_exact_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"

/* The recursion's place for order k: e_k, its gradient [q] and its second derivative's
 * lower triangle [q (q + 1) / 2]. */
static size_t place_size(size_t q)
{
    return 1 + q + q * (q + 1) / 2;
}

static double cost(const struct lc_bins *b, size_t q)
{
    double sum = 0;
    for (size_t k = 0; k < b->count; k++)
        sum += (double)b->risk[k] * b->event[k] + (double)b->n;
    return sum * (double)(q * q);
}

int lc_exact_init(struct lc_exact *x, struct lc_partial *p,
                  const struct lc_scaling *scaling, struct lc_error *err)
{
    const struct lc_bins *b = p->bins;
    *x = (struct lc_exact){ .partial = p };
    for (size_t k = 0; k < b->count; k++)
        x->most = b->event[k] > x->most ? b->event[k] : x->most;
    if (p->sample->weight)
        return LC_FAIL(err, LC_UNFIT, "exact ties do not go with case weights");
    if (cost(b, p->q) > 1e11 || x->most > 500)
        return LC_FAIL(err, LC_UNFIT,
                       "too many ties for the exact method: use Efron's");
    x->z = lc_alloc(b->n * p->q, sizeof *x->z);
    x->e = lc_alloc((x->most + 1) * place_size(p->q), sizeof *x->e);
    if (!x->z || !x->e)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < b->n; i++)
        for (size_t k = 0; k < p->q; k++)
            x->z[i * p->q + k] =
                (lc_column_get(p->sample->x.column + k, i) - scaling->centre[k])
                * scaling->scale[k];
    return LC_OK;
}

void lc_exact_release(struct lc_exact *x)
{
    free(x->z);
    free(x->e);
    *x = (struct lc_exact){ .z = NULL };
}

static bool at_risk(const struct lc_bins *b, size_t i, size_t bin)
{
    int32_t k = (int32_t)bin;
    size_t g = 0;
    if (b->exit[i] < k || (b->entry && b->entry[i] >= k))
        return false;
    if (b->strata == 1)
        return true;
    while (b->first[g + 1] <= bin) /* the stratum of the bin: its bins are a run */
        g++;
    return (size_t)b->exit[i] < b->first[g + 1];
}

/* One more row of the risk set, from the highest order down. */
static void join(const struct lc_exact *x, size_t d, double r, const double *z)
{
    size_t q = x->partial->q, size = place_size(q);
    for (size_t k = d; k > 0; k--) {
        double *to = x->e + k * size, *to2 = to + 1 + q;
        const double *from = to - size, *from2 = from + 1 + q;
        to[0] += r * from[0];
        for (size_t i = 0; i < q; i++) {
            to[1 + i] += r * (from[1 + i] + z[i] * from[0]);
            for (size_t j = 0; j <= i; j++, to2++, from2++)
                *to2 += r
                        * (*from2 + z[i] * from[1 + j] + z[j] * from[1 + i]
                           + z[i] * z[j] * from[0]);
        }
    }
}

/* A bin's part of (1) and its derivatives. r is scaled so that e_d is of moderate size,
 * whatever the risk set. */
static double charge(const struct lc_exact *x, size_t bin, double *gradient,
                     double *information)
{
    const struct lc_partial *p = x->partial;
    const struct lc_bins *b = p->bins;
    size_t q = p->q, d = b->event[bin], size = place_size(q);
    double scale = 0, sum = 0;
    memset(x->e, 0, (d + 1) * size * sizeof *x->e);
    x->e[0] = 1;
    for (size_t i = 0; i < b->n; i++)
        if (at_risk(b, i, bin))
            scale += p->look.risk[i];
    scale = (double)d / scale;
    for (size_t i = 0; i < b->n; i++) {
        if (!at_risk(b, i, bin))
            continue;
        const double *z = x->z + i * q;
        join(x, d, p->look.risk[i] * scale, z);
        if (!b->is_event[i] || (size_t)b->exit[i] != bin)
            continue;
        sum += p->look.eta[i] - p->look.shift + log(scale);
        for (size_t k = 0; k < q; k++)
            gradient[k] += z[k];
    }
    const double *e = x->e + d * size, *second = e + 1 + q;
    for (size_t i = 0; i < q; i++) {
        gradient[i] -= e[1 + i] / e[0];
        for (size_t j = 0; j <= i; j++, second++)
            information[i * q + j] +=
                *second / e[0] - e[1 + i] / e[0] * (e[1 + j] / e[0]);
    }
    return sum - log(e[0]);
}

int lc_exact_evaluate(void *exact, const double *beta, double *loglik, double *gradient,
                      double *information, struct lc_error *err)
{
    struct lc_exact *x = exact;
    size_t q = x->partial->q;
    double breslow;
    int code = lc_partial_bins(x->partial, beta, &breslow, err);
    memset(gradient, 0, q * sizeof *gradient);
    memset(information, 0, q * q * sizeof *information);
    *loglik = 0;
    for (size_t k = 0; !code && k < x->partial->bins->count; k++) {
        *loglik += charge(x, k, gradient, information);
        code = lc_interrupt_check(err);
    }
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < i; j++)
            information[j * q + i] = information[i * q + j];
    return code;
}
