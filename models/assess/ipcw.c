/* Brier score and AUC at a horizon under censoring (ipcw.h). */
#include "models/assess/ipcw.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"
#include "parallel/order.h"

enum kind { CENSORED, EVENT, COMPETING };

/* Rows in ascending time; index k is a place in that order. */
struct work {
    size_t n, until;    /* rows; the first place past t */
    uint32_t *order;    /* [n] */
    uint32_t *ranked;   /* [n] places by ascending risk */
    uint8_t *fresh;     /* [n] its time is after the one before */
    uint8_t *above;     /* [n] by ranked: its risk is above the one before */
    uint8_t *kind;      /* [n] */
    double *risk;       /* [n] */
    double *weight;     /* [n] W */
    double *at_risk;    /* [n] Y at the row's time, rows with an event then left out */
    double *part;       /* [n] g */
    double *scratch;    /* [n] */
    double least, at_t; /* smallest G used; G(t) */
};

static int is_case(const struct work *w, size_t k)
{
    return k < w->until && w->kind[k] == EVENT;
}

static int is_other(const struct work *w, size_t k)
{
    return k >= w->until || w->kind[k] == COMPETING;
}

/* First place after the run of one time that begins at `first`, first of the one that
 * ends before `last`. */
static size_t run_end(const struct work *w, size_t first)
{
    do
        first++;
    while (first < w->n && !w->fresh[first]);
    return first;
}

static size_t run_begin(const struct work *w, size_t last)
{
    do
        last--;
    while (!w->fresh[last]);
    return last;
}

/* G just before each time up to t, hence the weights. */
static void weigh(struct work *w)
{
    double g = 1;
    w->least = 1;
    for (size_t first = 0, last; first < w->until; first = last) {
        double lost = 0, events = 0, left = (double)(w->n - first), inverse = 1 / g;
        last = run_end(w, first);
        for (size_t k = first; k < last; k++) {
            *(w->kind[k] ? &events : &lost) += 1;
            w->at_risk[k] = left;
            w->weight[k] = w->kind[k] ? inverse : 0;
        }
        if (events > 0)
            w->least = g;
        if (lost > 0)
            g *= (left - events - lost) / (left - events);
    }
    w->at_t = g;
    if (w->until < w->n)
        w->least = g;
    for (size_t k = w->until; k < w->n; k++)
        w->weight[k] = 1 / g;
}

/* The standard error by (4), part[] being g. Later[] holds, for each place, the sum of
 * g over rows whose weight looks at G from that time on. */
static double standard_error(const struct work *w, const double *part, double mean)
{
    double *later = w->scratch, sum = 0, n = (double)w->n, drift = 0, squares = 0;
    for (size_t k = w->n; k-- > w->until;)
        sum += part[k];
    /* a row's own day is before its G(T-), so its day's run is added after it is read
     */
    for (size_t last = w->until, first; last > 0; last = first) {
        double day = 0;
        first = run_begin(w, last);
        for (size_t k = last; k-- > first;) {
            day += part[k];
            later[k] = sum;
        }
        sum += day;
    }
    double total = 0;
    for (size_t first = 0, last; first < w->n; first = last) {
        double lost = 0;
        last = run_end(w, first);
        for (size_t k = first; k < last; k++)
            lost += !w->kind[k];
        if (first < w->until && lost > 0)
            drift += later[first] * lost / w->at_risk[first] / w->at_risk[first];
        for (size_t k = first; k < last; k++) {
            double f = part[k] - mean;
            f -= drift;
            if (k < w->until && !w->kind[k])
                f += later[k] / w->at_risk[k];
            total += f;
            squares += f * f;
        }
    }
    return sqrt((squares - total * total / n) / (n - 1) / n);
}

/* --- (1) -------------------------------------------------------------------------- */

static void brier(struct work *w, const double *risk, double *value, double *se)
{
    double sum = 0;
    for (size_t k = 0; k < w->n; k++) {
        double e = is_case(w, k) - (risk ? risk[k] : *value);
        w->part[k] = w->weight[k] * e * e;
        sum += w->part[k];
    }
    *value = sum / (double)w->n;
    *se = standard_error(w, w->part, *value);
}

/* The Aalen-Johansen estimate of the event by t. */
static double marginal(const struct work *w)
{
    double left = 1, sum = 0;
    for (size_t first = 0, last; first < w->until; first = last) {
        double any = 0, ours = 0, n = (double)(w->n - first);
        last = run_end(w, first);
        for (size_t k = first; k < last; k++) {
            any += w->kind[k] != CENSORED;
            ours += w->kind[k] == EVENT;
        }
        sum += left * ours / n;
        left *= (n - any) / n;
    }
    return sum;
}

/* --- (2) -------------------------------------------------------------------------- */

enum { AHEAD = 24 }; /* rows: far enough for what they need to come from memory */

static void call_in(const struct work *w, uint32_t k)
{
    __builtin_prefetch(w->weight + k);
    __builtin_prefetch(w->part + k, 1);
    __builtin_prefetch(w->kind + k);
}

/* part[] = each row's share of the numerator of (2); returns the numerator. */
static double share_ranks(struct work *w, double cases, double others)
{
    double case_below = 0, other_below = 0, total = 0;
    for (size_t first = 0, last; first < w->n; first = last) {
        double case_here = 0, other_here = 0;
        last = first;
        do {
            uint32_t k = w->ranked[last];
            call_in(w, w->ranked[last + AHEAD < w->n ? last + AHEAD : last]);
            case_here += is_case(w, k) ? w->weight[k] : 0;
            other_here += is_other(w, k) ? w->weight[k] : 0;
        } while (++last < w->n && !w->above[last]);
        for (size_t i = first; i < last; i++) {
            uint32_t k = w->ranked[i];
            double a = other_below + other_here / 2;
            double b = cases - case_below - case_here / 2;
            w->part[k] = w->weight[k] * (is_case(w, k) ? a : is_other(w, k) ? b : 0);
            total += is_case(w, k) ? w->part[k] : 0;
        }
        case_below += case_here;
        other_below += other_here;
    }
    return total / cases / others;
}

static void area(struct work *w, struct lc_horizon_score *out)
{
    double cases = 0, others = 0, n = (double)w->n;
    for (size_t k = 0; k < w->n; k++)
        *(is_case(w, k) ? &cases : &others) += w->weight[k];
    if (!(cases > 0 && others > 0)) {
        out->auc = out->auc_se = NAN;
        return;
    }
    out->auc = share_ranks(w, cases, others);
    for (size_t k = 0; k < w->n; k++) {
        double own = is_case(w, k) ? cases : others;
        w->part[k] = n * (w->part[k] / cases / others - out->auc * w->weight[k] / own);
    }
    out->auc_se = standard_error(w, w->part, 0);
}

/* --- all -------------------------------------------------------------------------- */

static void count_rows(const struct work *w, struct lc_horizon_score *out)
{
    for (size_t k = 0; k < w->n; k++) {
        out->cases += is_case(w, k);
        out->others += is_other(w, k);
    }
    out->lost = (double)w->n - out->cases - out->others;
    out->least_kept = w->least;
}

static int make_room(struct work *w, struct lc_error *err)
{
    size_t n = w->n, room = n ? n : 1;
    w->order = lc_alloc(2 * room, sizeof *w->order);
    w->risk = lc_alloc(5 * room, sizeof *w->risk);
    w->fresh = lc_alloc(3 * room, 1);
    if (!w->order || !w->risk || !w->fresh)
        return LC_FAIL_NOMEM(err);
    w->ranked = w->order + n;
    w->above = w->fresh + n;
    w->kind = w->fresh + 2 * n;
    w->weight = w->risk + n;
    w->at_risk = w->risk + 2 * n;
    w->part = w->risk + 3 * n;
    w->scratch = w->risk + 4 * n;
    return LC_OK;
}

static int open_work(struct work *w, const struct lc_horizon *data, const double *risk,
                     struct lc_error *err)
{
    size_t n = data->n;
    *w = (struct work){ .n = n };
    int code = make_room(w, err);
    if (!code)
        code = lc_order_runs(data->team, n, data->time, w->order, w->fresh, err);
    if (code)
        return code;
    for (size_t k = 0; k < n; k++) {
        size_t ahead = w->order[k + AHEAD < n ? k + AHEAD : k], row = w->order[k];
        __builtin_prefetch(risk + ahead);
        __builtin_prefetch(data->time + ahead);
        __builtin_prefetch(data->cause + ahead);
        w->risk[k] = risk[row];
        w->until += data->time[row] <= data->t;
        w->kind[k] =
            (uint8_t)(data->cause[row] > COMPETING ? COMPETING : data->cause[row]);
    }
    return lc_order_runs(data->team, n, w->risk, w->ranked, w->above, err);
}

int lc_horizon_reached(const struct lc_horizon *data, struct lc_error *err)
{
    double last = 0;
    bool lost = false;
    for (size_t i = 0; i < data->n; i++) {
        last = data->time[i] > last ? data->time[i] : last;
        lost |= data->cause[i] == 0;
    }
    if (data->t <= last || !lost)
        return LC_OK;
    return LC_FAIL(err, LC_UNFIT,
                   "the horizon, %g, is beyond the last time that anybody was watched, "
                   "%g: nothing can be measured there",
                   data->t, last);
}

int lc_score_horizon(struct lc_horizon_score *out, const struct lc_horizon *data,
                     const double *risk, struct lc_error *err)
{
    struct work w;
    int code = open_work(&w, data, risk, err);
    *out = (struct lc_horizon_score){ .brier = 0 };
    if (code)
        goto done;
    weigh(&w);
    count_rows(&w, out);
    if (!(out->cases + out->others > 0)) {
        code = LC_FAIL(err, LC_UNFIT, "nobody's state at day %.15g is known", data->t);
        goto done;
    }
    brier(&w, w.risk, &out->brier, &out->brier_se);
    out->null = marginal(&w);
    brier(&w, NULL, &out->null, &out->null_se);
    out->scaled = 1 - out->brier / out->null;
    area(&w, out);
done:
    free(w.order);
    free(w.risk);
    free(w.fresh);
    return code;
}

int lc_integrated_brier(double *value, const struct lc_horizon *data, size_t count,
                        const double *times, const double *risk, double until,
                        struct lc_error *err)
{
    double sum = 0, *none = lc_alloc(data->n ? data->n : 1, sizeof *none);
    int code = none ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t k = 0; !code && k < count && times[k] < until; k++) {
        struct lc_horizon at = *data;
        struct lc_horizon_score score;
        double next = k + 1 < count && times[k + 1] < until ? times[k + 1] : until;
        at.t = times[k];
        code = lc_score_horizon(&score, &at, risk ? risk + k * data->n : none, err);
        if (!code)
            sum += (risk ? score.brier : score.null) * (next - times[k]);
    }
    *value = sum / until;
    free(none);
    return code;
}
