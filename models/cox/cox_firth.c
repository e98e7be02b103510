#include "models/cox/cox_firth_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/climb/profile.h"
#include "numeric/cholesky.h"

int lc_cox_firth_init(struct lc_cox_firth *f, struct lc_partial *p,
                      struct lc_error *err)
{
    size_t q = p->q, count = p->bins->count;
    *f = (struct lc_cox_firth){ .partial = p };
    lc_partial_hold_table(p);
    f->inverse = lc_alloc(2 * q * q, sizeof *f->inverse);
    f->alias = lc_alloc(2 * q, 1);
    f->h = lc_alloc(p->bins->n, sizeof *f->h);
    f->room =
        lc_alloc(lc_bin_room(p->binning, p->tied.slots) + LC_PAD, sizeof *f->room);
    f->window = lc_alloc((count + p->tied.count) * q, sizeof *f->window);
    if (!f->inverse || !f->alias || !f->h || !f->room || !f->window)
        return LC_FAIL_NOMEM(err);
    f->factor = f->inverse + q * q;
    f->work = f->alias + q;
    f->table = lc_aligned(f->room);
    f->tied_window = f->window + count * q;
    return LC_OK;
}

void lc_cox_firth_release(struct lc_cox_firth *f)
{
    free(f->inverse);
    free(f->alias);
    free(f->h);
    free(f->room);
    free(f->window);
    *f = (struct lc_cox_firth){ 0 };
}

/* --- sums of r h z by bin --------------------------------------------------------- */

static void leverage_rule(void *context, struct lc_rows *rows)
{
    struct lc_cox_firth *f = context;
    double *h = f->h + rows->first, *t = rows->scratch;
    memset(h, 0, rows->count * sizeof *h);
    for (size_t i = 0; i < rows->q; i++) {
        memset(t, 0, rows->count * sizeof *t);
        for (size_t j = 0; j < rows->q; j++)
            for (size_t r = 0; r < rows->count; r++)
                t[r] += f->inverse[i * rows->q + j] * rows->z[j * rows->stride + r];
        for (size_t r = 0; r < rows->count; r++)
            h[r] += t[r] * rows->z[i * rows->stride + r];
    }
    for (size_t r = 0; r < rows->count; r++)
        h[r] *= f->partial->look.risk[rows->first + r];
}

static double *cell(const struct lc_cox_firth *f, size_t k, size_t c)
{
    return lc_bin_cell(f->table, f->partial->tied.slots, k, c);
}

/* From sums by bin to sums over risk sets. */
static void run_down(const struct lc_cox_firth *f)
{
    const struct lc_partial *p = f->partial;
    const struct lc_bins *b = p->bins;
    for (size_t g = 0; g < b->strata; g++)
        for (size_t k = b->first[g + 1]; k-- > b->first[g];) {
            bool more = k + 1 < b->first[g + 1] && b->risk[k + 1] > 0;
            size_t t = b->count + (size_t)(p->tied.at[k] >= 0 ? p->tied.at[k] : 0);
            for (size_t c = 0; c <= p->q; c++)
                *cell(f, k, c) += (p->tied.at[k] >= 0 ? *cell(f, t, c) : 0)
                                  + (more ? *cell(f, k + 1, c) : 0);
        }
}

static int sum_leverages(struct lc_cox_firth *f, struct lc_error *err)
{
    struct lc_partial *p = f->partial;
    struct lc_sums sums = { 0 };
    size_t slots = p->tied.slots, room = lc_bin_room(p->binning, slots);
    struct lc_binning binning[2] = { { p->tied.slot, f->h, 1, f->table, slots, room },
                                     { p->bins->entry, f->h, -1, f->table, slots,
                                       room } };
    int code = lc_sweep_run(p->rows, NULL, 0, leverage_rule, f, &sums, err);
    if (!code)
        code = lc_sweep_bin(p->binning, p->bins->entry ? 2 : 1, binning, err);
    if (!code)
        run_down(f);
    return code;
}

/* --- (3) -------------------------------------------------------------------------- */

/* One event of a bin, a share f of its tie gone: += into trace what is not by row, and
 * u times the event's share of 1 / D into the bin's window, f times that into what it
 * is spared. */
static void add_event(const struct lc_cox_firth *f, size_t k, double gone, double share,
                      double *m, double *trace)
{
    const struct lc_partial *p = f->partial;
    size_t q = p->q, t = p->bins->count + (size_t)(gone > 0 ? p->tied.at[k] : 0);
    double sum[2], inner = 0, *u = m + q;
    double *table[] = { p->sums.table, f->table }, *gain = f->window + k * q;
    double *spared = gone > 0 ? f->tied_window + (size_t)p->tied.at[k] * q : NULL;
#define AT(which, c)                                                                   \
    (*lc_bin_cell(table[which], p->tied.slots, k, c)                                   \
     - (gone > 0 ? gone * *lc_bin_cell(table[which], p->tied.slots, t, c) : 0))
    for (int w = 0; w < 2; w++)
        sum[w] = AT(w, 0);
    for (size_t c = 0; c < q; c++)
        m[c] = AT(0, c + 1) / sum[0];
    for (size_t i = 0; i < q; i++) {
        u[i] = 0;
        for (size_t j = 0; j < q; j++)
            u[i] += f->inverse[i * q + j] * m[j];
        inner += u[i] * m[i];
    }
    for (size_t c = 0; c < q; c++) {
        trace[c] +=
            share * (AT(1, c + 1) / sum[0] - sum[1] / sum[0] * m[c] + 2 * inner * m[c]);
        gain[c] += share / sum[0] * u[c];
        if (spared)
            spared[c] += gone * share / sum[0] * u[c];
    }
#undef AT
}

static void add_bins(struct lc_cox_firth *f, double *m, double *trace)
{
    const struct lc_partial *p = f->partial;
    const struct lc_bins *b = p->bins;
    size_t q = p->q;
    memset(f->window, 0, (b->count + p->tied.count) * q * sizeof *f->window);
    for (size_t g = 0; g < b->strata; g++)
        for (size_t k = b->first[g]; k < b->first[g + 1]; k++) {
            uint32_t events = p->tied.at[k] >= 0 ? b->event[k] : 1;
            double *gain = f->window + k * q;
            if (k > b->first[g])
                memcpy(gain, gain - q, q * sizeof *gain);
            for (uint32_t j = 0; j < events; j++)
                add_event(f, k, (double)j / events, b->weight[k] / events, m, trace);
        }
}

/* r z' (sum of u over the row's window), whose sum with z is that of V u + m m' u. */
static void window_rule(void *context, struct lc_rows *rows)
{
    const struct lc_cox_firth *f = context;
    const struct lc_partial *p = f->partial;
    const struct lc_bins *b = p->bins;
    for (size_t r = 0; r < rows->count; r++) {
        size_t i = rows->first + r, q = p->q;
        if (b->exit[i] < 0)
            continue;
        const double *out = f->window + (size_t)b->exit[i] * q;
        const double *in =
            b->entry && b->entry[i] >= 0 ? f->window + (size_t)b->entry[i] * q : NULL;
        const double *own = p->tied.slot[i] < (int32_t)b->count
                                ? NULL
                                : f->window + (size_t)p->tied.slot[i] * q;
        double sum = 0;
        for (size_t c = 0; c < q; c++)
            sum += rows->z[c * rows->stride + r]
                   * (out[c] - (in ? in[c] : 0) - (own ? own[c] : 0));
        rows->gradient[r] = p->look.risk[i] * sum;
    }
}

/* gradient += trace / 2 */
static int add_trace(struct lc_cox_firth *f, double *gradient, struct lc_error *err)
{
    size_t q = f->partial->q;
    double *trace = lc_alloc(4 * q, sizeof *trace);
    if (!trace)
        return LC_FAIL_NOMEM(err);
    struct lc_sums sums = { .gradient = trace + 3 * q };
    add_bins(f, trace + q, trace);
    int code = lc_sweep_run(f->partial->rows, NULL, LC_SUM_GRADIENT, window_rule, f,
                            &sums, err);
    for (size_t c = 0; c < q; c++)
        gradient[c] += trace[c] / 2 - sums.gradient[c];
    free(trace);
    return code;
}

int lc_cox_firth_evaluate(void *context, const double *beta, double *loglik,
                          double *gradient, double *information, struct lc_error *err)
{
    struct lc_cox_firth *f = context;
    size_t q = f->partial->q;
    int code =
        lc_partial_evaluate(f->partial, beta, &f->plain, gradient, information, err);
    *loglik = NAN;
    if (code || !isfinite(f->plain))
        return code;
    memcpy(f->factor, information, q * q * sizeof *f->factor);
    memcpy(f->work, f->alias, q);
    lc_cholesky(q, f->factor, 1e-14, f->work);
    if (memcmp(f->work, f->alias, q))
        return LC_OK; /* no information left here: out of reach */
    lc_cholesky_inverse(q, f->factor, f->work, f->inverse);
    *loglik = f->plain + lc_cholesky_log_det(q, f->factor, f->work) / 2;
    code = sum_leverages(f, err);
    return code ? code : add_trace(f, gradient, err);
}

/* --- the fit ---------------------------------------------------------------------- */

int lc_cox_firth_climb(struct lc_cox_firth *f, struct lc_newton *n,
                       const struct lc_fit_options *options, struct lc_fit *fit,
                       struct lc_error *err)
{
    struct lc_objective plain = { "fit", lc_partial_evaluate, f->partial };
    struct lc_objective objective = { "fit", lc_cox_firth_evaluate, f };
    /* which columns are aliased must be known before log det I is */
    int code = lc_newton_begin(n, &plain, err);
    if (code)
        return code;
    memcpy(f->alias, n->alias, n->q);
    fit->loglik_null = n->loglik;
    code = lc_newton_begin(n, &objective, err);
    memset(n->held, 0, n->q);
    double null = n->objective;
    if (!code)
        code = lc_newton_climb(n, &objective, options->tolerance,
                               options->max_steps + 100, err);
    fit->loglik = f->plain;
    fit->lr = 2 * (n->objective - null);
    if (!code)
        fit->extra = json_pack("{s:s,s:o}", "penalty", "firth", "penalised_loglik",
                               lc_json_number(n->objective));
    return code || fit->extra ? code : LC_FAIL_NOMEM(err);
}

int lc_cox_firth_intervals(struct lc_cox_firth *f, const struct lc_newton *n,
                           const struct lc_scaling *scaling, struct lc_fit *fit,
                           struct lc_error *err)
{
    const struct lc_objective profile = { "profile", lc_cox_firth_evaluate, f };
    struct lc_newton scratch;
    double low, high;
    int code = lc_newton_init(&scratch, n->q, err);
    if (code)
        return code;
    for (size_t k = 0; k < n->q && !code; k++) {
        if (n->alias[k])
            continue;
        code = lc_profile_interval(&profile, n, k, &scratch, &low, &high, err);
        fit->low[k] = low * scaling->scale[k];
        fit->high[k] = high * scaling->scale[k];
    }
    lc_newton_release(&scratch);
    return code;
}
