#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/climb/net_moments.h"

enum { BLOCK = 4096, CHAINS = 8 };

struct task {
    const struct lc_sample *sample;
    bool standardise;
    double total, *mean, *sd, *blocks; /* blocks: BLOCK for each worker */
};

void lc_net_mask(const struct lc_sample *s, const struct lc_net_held *held, double *out)
{
    for (size_t i = 0; i < s->n; i++)
        out[i] = held->fold[i] == held->which ? 0 : s->weight ? s->weight[i] : 1;
}

/* Sum over rows of w (x - shift)^power, power 1 or 2: CHAINS sums side by side, for an
 * addition waits for the one before it. */
static double weighted_sum(const struct lc_sample *s, size_t column, double shift,
                           int power, double *block)
{
    double sum[CHAINS] = { 0 }, all = 0;
    for (size_t first = 0; first < s->n; first += BLOCK) {
        size_t count = s->n - first < BLOCK ? s->n - first : BLOCK;
        const struct lc_column *x = s->x.column + column;
        const double *value = block;
        if (x->type == LC_F64)
            value = (const double *)x->data + first;
        else
            lc_column_read(x, first, count, block);
        for (size_t r = 0; r < count; r++) {
            double d = value[r] - shift, w = s->weight ? s->weight[first + r] : 1;
            sum[r % CHAINS] += w * (power == 2 ? d * d : d);
        }
    }
    for (size_t c = 0; c < CHAINS; c++)
        all += sum[c];
    return all;
}

/* The second sum finds the column in the cache. */
static void take_column(void *context, size_t k, size_t worker)
{
    const struct task *t = context;
    double *block = t->blocks + worker * BLOCK;
    double mean = weighted_sum(t->sample, k, 0, 1, block) / t->total;
    double square = weighted_sum(t->sample, k, mean, 2, block) / t->total;
    bool constant = !(square > 1e-24 * (1 + mean * mean));
    t->mean[k] = mean;
    t->sd[k] = constant ? 0 : t->standardise ? sqrt(square) : 1;
}

int lc_net_moments(const struct lc_sample *sample, bool standardise, lc_team *team,
                   double *mean, double *sd, struct lc_error *err)
{
    struct task task = { sample, standardise, 0, mean, sd, NULL };
    task.blocks = lc_alloc((size_t)lc_team_threads(team) * BLOCK, sizeof(double));
    if (!task.blocks)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < sample->n; i++)
        task.total += sample->weight ? sample->weight[i] : 1;
    lc_team_run(team, sample->x.p, take_column, &task);
    free(task.blocks);
    return LC_OK;
}
