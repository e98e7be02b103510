#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/penalty/net_sweep.h"

enum { BLOCK = 4096 };

/* Sum over rows of w (x - shift)^power, power 1 or 2, in row order. */
static double weighted_sum(const struct lc_sample *s, size_t column, double shift,
                           int power, double *block)
{
    double sum = 0;
    for (size_t first = 0; first < s->n; first += BLOCK) {
        size_t count = s->n - first < BLOCK ? s->n - first : BLOCK;
        lc_column_read(s->x.column + column, first, count, block);
        for (size_t r = 0; r < count; r++) {
            double d = block[r] - shift, w = s->weight ? s->weight[first + r] : 1;
            sum += w * (power == 2 ? d * d : d);
        }
    }
    return sum;
}

int lc_net_moments(const struct lc_sample *sample, bool standardise, double *mean,
                   double *sd, struct lc_error *err)
{
    double total = 0, *block = lc_alloc(BLOCK, sizeof *block);
    if (!block)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < sample->n; i++)
        total += sample->weight ? sample->weight[i] : 1;
    for (size_t k = 0; k < sample->x.p; k++) {
        mean[k] = weighted_sum(sample, k, 0, 1, block) / total;
        double square = weighted_sum(sample, k, mean[k], 2, block) / total;
        bool constant = !(square > 1e-24 * (1 + mean[k] * mean[k]));
        sd[k] = constant ? 0 : standardise ? sqrt(square) : 1;
    }
    free(block);
    return LC_OK;
}
