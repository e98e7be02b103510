/* The gradient and the information of Cox's partial likelihood: see partial_inside.h.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/climb/sandwich.h"
#include "models/cox/partial_inside.h"

/* A guess out by more than GOOD is not used. */
static const double GOOD = 0.02;

/* --- row by row ------------------------------------------------------------------- */

/* (4) and (5) */
static void row_rule(void *context, struct lc_rows *rows)
{
    const struct lc_partial *p = context;
    const struct lc_bins *b = p->bins;
    for (size_t r = 0; r < rows->count; r++) {
        size_t i = rows->first + r;
        if (b->exit[i] < 0)
            continue;
        double w = 0;
        if (b->is_event[i])
            w = p->sample->weight ? p->sample->weight[i] : 1;
        rows->curvature[r] = p->look.risk[i] * lc_partial_exposure(p, i);
        rows->gradient[r] = w - rows->curvature[r];
    }
}

/* S1 += sign * b/a E1 where there are ties; charge[slots] is a, and c - b^2/a. */
static void complete_squares(const struct lc_partial *p, struct lc_part *part,
                             double sign)
{
    for (size_t k = part->first; k < part->end; k++) {
        part->charge[k - part->first] = p->charge.a[k];
        if (p->tied.at[k] < 0)
            continue;
        size_t t = lc_part_tied(p, part, k);
        double ratio = p->charge.b[k] / p->charge.a[k],
               rest = p->charge.c[k] - p->charge.b[k] * ratio;
        part->charge[t] = rest > 0 ? rest : 0;
        for (size_t c = 0; c <= p->q; c++)
            *lc_bin_cell(part->table, part->slots, k - part->first, c) +=
                sign * ratio * *lc_bin_cell(part->table, part->slots, t, c);
    }
}

/* A part's share of the second sum of (6): += sum [(q + 1)^2]. */
static int square_part(void *sum, const struct lc_partial *p, struct lc_part *part,
                       struct lc_error *err)
{
    int code = p->watch.see ? p->watch.see(p->watch.context, p, part, err) : LC_OK;
    complete_squares(p, part, -1);
    if (!code)
        code = lc_table_gram(lc_sweep_team(p->rows), p->q + 1, part->slots, part->table,
                             part->charge, sum, err);
    complete_squares(p, part, 1);
    return code;
}

/* What is left of a sum of squares after a difference that is all rounding: nothing. So
 * a column that is constant within every risk set is seen to be so. */
static void forget_rounding(size_t q, const double *whole, double *information)
{
    static const double ROUNDING = 1e-13;
    for (size_t k = 0; k < q; k++) {
        if (information[k * q + k] > ROUNDING * whole[k])
            continue;
        for (size_t j = 0; j < q; j++)
            information[k * q + j] = information[j * q + k] = 0;
    }
}

/* information -= the second sum of (6). The table's column of ones is passed over. */
static int take_means(struct lc_partial *p, double *information, struct lc_error *err)
{
    size_t q = p->q, wide = q + 1;
    double *sum = lc_alloc(wide * wide + q, sizeof *sum);
    if (!sum)
        return LC_FAIL_NOMEM(err);
    double *whole = sum + wide * wide;
    for (size_t k = 0; k < q; k++)
        whole[k] = information[k * q + k];
    int code = lc_partial_visit(p, square_part, sum, err);
    p->watch.seen = !code && p->watch.see;
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < q; j++)
            information[i * q + j] -= sum[(i + 1) * wide + j + 1];
    forget_rounding(q, whole, information);
    free(sum);
    return code;
}

/* --- in one reading --------------------------------------------------------------- */

static const double *tied_row(const struct lc_partial *p, size_t panel, size_t k)
{
    return p->sums.table
           + (panel * p->tied.slots + p->bins->count + (size_t)p->tied.at[k])
                 * LC_PANEL;
}

/* out[l] += sum over bins of A S1 - B E1, for one panel. */
static void charge_panel(void *context, size_t panel, size_t worker LC_UNUSED)
{
    const struct lc_partial *p = context;
    double sum[LC_PANEL] = { 0 }, lost[LC_PANEL] = { 0 };
    for (size_t k = 0; k < p->bins->count; k++) {
        const double *s1 = p->sums.table + (panel * p->tied.slots + k) * LC_PANEL;
        const double *e1 = p->tied.at[k] < 0 ? NULL : tied_row(p, panel, k);
        for (size_t l = 0; l < LC_PANEL; l++) {
            double x = sum[l], y = p->charge.a_sum[k] * s1[l];
            y -= e1 ? p->charge.b_sum[k] * e1[l] : 0;
            double t = x + y, z = t - x;
            lost[l] += (x - (t - z)) + (y - z);
            sum[l] = t;
        }
    }
    for (size_t l = 0; l < LC_PANEL && panel * LC_PANEL + l <= p->q; l++)
        p->scratch[panel * LC_PANEL + l] = sum[l] + lost[l]; /* as a place to write */
}

/* (11) */
static void gradient_from_table(struct lc_partial *p, double *gradient)
{
    lc_team_run(lc_sweep_team(p->rows), lc_sweep_panels(p->binning), charge_panel, p);
    for (size_t k = 0; k < p->q; k++)
        gradient[k] = p->event_sum[k + 1] - p->scratch[k + 1];
}

/* H of the guess, from its A; false if any of it is no number. */
static bool run_up_guess(struct lc_partial *p)
{
    const struct lc_bins *b = p->bins;
    double *hazard = p->guess.hazard, last = 0;
    for (size_t g = 0; g < b->strata; g++) {
        double sum = 0;
        for (size_t k = b->first[g]; k < b->first[g + 1]; k++)
            last = hazard[k] = sum += p->guess.a_sum[k];
        if (!isfinite(last))
            return false;
    }
    return true;
}

/* At beta = 0 the risks are w exp(offset): nothing need be read. */
static bool guess_at_zero(struct lc_partial *p)
{
    const struct lc_sample *s = p->sample;
    struct lc_bins *b = p->bins;
    memset(p->sums.table, 0, p->tied.slots * LC_PANEL * sizeof *p->sums.table);
    for (size_t i = 0; i < b->n; i++) {
        double r = (s->weight ? s->weight[i] : 1)
                   * (s->offset ? exp(s->offset[i] - p->look.shift) : 1);
        if (p->tied.slot[i] >= 0)
            p->sums.table[(size_t)p->tied.slot[i] * LC_PANEL] += r;
        if (b->entry && b->entry[i] >= 0)
            p->sums.table[(size_t)b->entry[i] * LC_PANEL] -= r;
    }
    lc_partial_run_up(p, 0);
    lc_partial_charge(p);
    memcpy(p->guess.a_sum, p->charge.a_sum, b->count * sizeof(double));
    memcpy(p->guess.b_sum, p->charge.b_sum, b->count * sizeof(double));
    return run_up_guess(p);
}

/* (12): by how much A and B of bin k move over the step d. */
static void move(const struct lc_partial *p, size_t k, const double *d, double *a,
                 double *b)
{
    double s = 0, e = 0;
    size_t t = p->tied.at[k] < 0 ? 0 : p->bins->count + (size_t)p->tied.at[k];
    for (size_t c = 0; c < p->q; c++) {
        s += d[c] * *lc_partial_cell(p, k, c + 1);
        e += t ? d[c] * *lc_partial_cell(p, t, c + 1) : 0;
    }
    *a = exp(-(p->charge.a[k] * s - p->charge.b[k] * e) / p->charge.a_sum[k]);
    *b = p->charge.b_sum[k] > 0
             ? exp(-(p->charge.b[k] * s - p->charge.c[k] * e) / p->charge.b_sum[k])
             : 1;
}

static void move_bins(void *context, size_t shard, size_t worker LC_UNUSED)
{
    struct lc_partial *p = context;
    size_t count = p->bins->count, end = lc_shard_first(count, shard + 1, LC_SHARDS);
    for (size_t k = lc_shard_first(count, shard, LC_SHARDS); k < end; k++) {
        double a, b;
        move(p, k, p->scratch, &a, &b);
        if (!(a > 0.6 && a < 1.7)) /* too far: no guess */
            a = NAN;
        p->guess.a_sum[k] = p->charge.a_sum[k] * a;
        p->guess.b_sum[k] = p->charge.b_sum[k] * b;
    }
}

static bool guess_onwards(struct lc_partial *p, const double *beta)
{
    for (size_t c = 0; c < p->q; c++)
        p->scratch[c] = beta[c] - p->look.at[c];
    lc_team_run(lc_sweep_team(p->rows), LC_SHARDS, move_bins, p);
    return run_up_guess(p);
}

static bool is_zero(const struct lc_partial *p, const double *beta)
{
    for (size_t c = 0; c < p->q; c++)
        if (beta[c] != 0)
            return false;
    return true;
}

static bool make_guess(struct lc_partial *p, const double *beta)
{
    if (is_zero(p, beta) && p->look.shift == 0)
        return guess_at_zero(p);
    return p->look.state == LC_TABLED && guess_onwards(p, beta);
}

/* By how much the guess was out. */
static double missed(const struct lc_partial *p)
{
    size_t count = p->bins->count;
    double most = 0;
    for (size_t k = 0; k < count; k++) {
        double a = fabs(p->guess.a_sum[k] / p->charge.a_sum[k] - 1);
        double b = p->charge.b_sum[k] > 0
                       ? fabs(p->guess.b_sum[k] / p->charge.b_sum[k] - 1)
                       : 0;
        most = fmax(most, fmax(a, b));
    }
    return most;
}

/* The sweep; its Gram product, if a guess could be made that was good. */
static int read_once(struct lc_partial *p, const double *beta, double *loglik,
                     double *information, struct lc_error *err)
{
    size_t q = p->q, wide = q + 1;
    bool guess = information && p->guess.use && make_guess(p, beta);
    int what = (guess ? LC_SUM_GRAM : 0) | (p->event_sum ? 0 : LC_SUM_GRADIENT);
    double shift = p->look.shift, *gram = lc_alloc(wide * wide, sizeof *gram);
    if (!gram)
        return LC_FAIL_NOMEM(err);
    struct lc_sums sums = { .gradient = p->event_room, .gram = gram };
    int code = lc_partial_sweep(p, beta, what, &sums, loglik, err);
    if (!code && p->look.state == LC_TABLED) {
        p->event_sum = p->event_room;
        p->guess.miss = guess && shift == p->look.shift ? missed(p) : INFINITY;
    }
    for (size_t i = 0; information && i < q; i++)
        memcpy(information + i * q, gram + (i + 1) * wide + 1, q * sizeof *gram);
    free(gram);
    return code;
}

int lc_partial_information(struct lc_partial *p, double *information,
                           struct lc_error *err)
{
    struct lc_sums sums = { .gram = information };
    int code = lc_sweep_run(p->rows, NULL, LC_SUM_GRAM, row_rule, p, &sums, err);
    p->guess.miss = 0;
    return code ? code : take_means(p, information, err);
}

int lc_partial_evaluate(void *partial, const double *beta, double *loglik,
                        double *gradient, double *information, struct lc_error *err)
{
    struct lc_partial *p = partial;
    if (p->sums.way == LC_ONE_READING) {
        int code = read_once(p, beta, loglik, information, err);
        if (code || !isfinite(*loglik))
            return code;
        gradient_from_table(p, gradient);
        if (!information)
            return LC_OK;
        return p->guess.miss < GOOD ? take_means(p, information, err)
                                    : lc_partial_information(p, information, err);
    }
    struct lc_sums sums = { .gradient = gradient, .gram = information };
    int code = lc_partial_stand(p, beta, loglik, err);
    if (code || !isfinite(*loglik))
        return code;
    p->guess.miss = 0;
    code =
        lc_sweep_run(p->rows, NULL, LC_SUM_GRADIENT | (information ? LC_SUM_GRAM : 0),
                     row_rule, p, &sums, err);
    return code || !information ? code : take_means(p, information, err);
}
