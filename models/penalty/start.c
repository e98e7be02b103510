/* A search that begins from another's path: see elastic_net_inside.h, lc_net_start.
 *
 * The two samples standardise their columns apart. With mean and sd the other's, and
 * mean' and sd' this one's, the same linear predictor has
 *
 *     b'_j = b_j sd'_j / sd_j,  b'_0 = b_0 + sum_j b_j / sd_j (mean'_j - mean_j)    (1)
 *
 * so b = T b' with T_jj = sd_j / sd'_j, T_0j = (mean_j - mean'_j) / sd'_j, and the
 * information, which is divided by the weights, is T' I T. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/penalty/search_inside.h"

/* What all matrices kept may take: so many doubles, or a share of the design. */
enum { ROOM = 1 << 20, SHARE = 8 };

/* T of column j: its diagonal, and the row of the intercept. */
static void turn(const struct lc_search *s, size_t j, double *own, double *shift)
{
    const struct lc_net_target *now = s->o, *was = s->options->start->target;
    bool used = now->sd[j] > 0;
    *own = used ? was->sd[j] / now->sd[j] : 0;
    *shift = used && now->intercept ? (was->mean[j] - now->mean[j]) / now->sd[j] : 0;
}

void lc_search_start_point(const struct lc_search *s, size_t k, double *b, double *g)
{
    const struct lc_net_target *now = s->o, *was = s->options->start->target;
    const struct lc_net_point *point = s->options->start->net->point + k;
    const double *from = point->b;
    double own, shift, last = now->intercept ? point->g[now->p] : 0;
    if (now->intercept) {
        b[now->p] = from[now->p];
        g[now->p] = last;
    }
    for (size_t j = 0; j < now->p; j++) {
        double beta = was->sd[j] > 0 && now->sd[j] > 0 ? from[j] / was->sd[j] : 0;
        b[j] = beta * now->sd[j]; /* (1) */
        if (now->intercept)
            b[now->p] += beta * (now->mean[j] - was->mean[j]);
        turn(s, j, &own, &shift);
        g[j] = own * point->g[j] + shift * last;
    }
}

/* T' I T, over the columns held and then the intercept (if there is one). */
static void take_over(struct lc_search *s, const struct lc_net_matrix *from)
{
    size_t held = from->held, m = held + (s->q - s->o->p);
    const double *at = from->info, *last = at + held * m;
    for (size_t i = 0; i < m; i++) {
        double own = 1, shift = 0;
        if (i < held)
            turn(s, from->set[i], &own, &shift);
        for (size_t j = 0; j < m; j++)
            s->info[i * m + j] =
                own * at[i * m + j] + (shift != 0 ? shift * last[j] : 0);
    }
    for (size_t j = 0; j < held; j++) {
        double own, shift;
        turn(s, from->set[j], &own, &shift);
        for (size_t i = 0; i < m; i++)
            s->info[i * m + j] = own * s->info[i * m + j]
                                 + (shift != 0 ? shift * s->info[i * m + held] : 0);
    }
}

int lc_search_start_matrix(struct lc_search *s, size_t k, size_t *taken,
                           struct lc_error *err)
{
    const struct lc_net *net = s->options->start->net;
    const struct lc_net_matrix *best = NULL;
    for (size_t i = 0; i < net->matrices; i++)
        if (!best || net->matrix[i].point <= k + LC_NET_TOGETHER - 1)
            best = net->matrix + i;
    if (!best || *taken == best->point)
        return LC_OK;
    int code = lc_search_make_room(s, best->held + (s->q - s->o->p), err);
    if (code)
        return code;
    *taken = best->point;
    for (size_t j = 0; j < s->o->p; j++)
        s->place[j] = s->o->p;
    s->held = best->held;
    memcpy(s->set, best->set, s->held * sizeof *s->set);
    for (size_t i = 0; i < s->held; i++)
        s->place[s->set[i]] = i;
    take_over(s, best);
    return LC_OK;
}

void lc_search_times(const struct lc_search *s, const double *v, double *out)
{
    size_t p = s->o->p, m = s->held + (s->q - p);
    memset(out, 0, s->q * sizeof *out);
    for (size_t i = 0; i < m; i++) {
        const double *row = s->info + i * m;
        double sum = 0;
        for (size_t j = 0; j < m; j++)
            sum += row[j] * v[j < s->held ? s->set[j] : p];
        out[i < s->held ? s->set[i] : p] = sum;
    }
}

/* Are all matrices to be kept no more than they may be? */
static bool has_room(const struct lc_search *s, size_t most)
{
    double m = (double)(s->o->p + 1), room = s->options->rows * (double)s->o->p / SHARE;
    return m * m * (double)most <= (room > ROOM ? room : ROOM);
}

int lc_search_keep_matrix(struct lc_search *s, double lambda, struct lc_error *err)
{
    struct lc_net *net = s->net;
    size_t most = s->options->count / LC_NET_TOGETHER + 1;
    if (!has_room(s, most))
        return LC_OK;
    if (!net->matrix && !(net->matrix = lc_alloc(most, sizeof *net->matrix)))
        return LC_FAIL_NOMEM(err);
    int code = lc_search_renew(s, lambda, s->b, s->g, err);
    size_t m = s->held + (s->q - s->o->p);
    struct lc_net_matrix *to = net->matrix + net->matrices++;
    to->point = net->points - 1;
    to->held = s->held;
    to->set = lc_alloc(s->held, sizeof *to->set);
    to->info = lc_alloc(m * m, sizeof *to->info);
    if (code || !to->set || !to->info)
        return code ? code : LC_FAIL_NOMEM(err);
    memcpy(to->set, s->set, s->held * sizeof *to->set);
    memcpy(to->info, s->info, m * m * sizeof *to->info);
    return LC_OK;
}
