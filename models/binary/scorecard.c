#include "models/binary/scorecard_inside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/binary/binary.h"
#include "models/binary/binary_inside.h"
#include "models/binary/scorecard_search_inside.h"
#include "models/binary/scorecard_text_inside.h"
#include "models/climb/finish.h"
#include "models/family/centre.h"
#include "models/rank/concordance.h"

/* What one fit needs. */
struct work {
    const struct lc_sample *sample;
    struct lc_fit *full; /* the penalised logistic model */
    double ridge;
    double *step, *weight;  /* [p] */
    unsigned char *truth;   /* [p] */
    int *points;            /* [p] */
    double *total, *linear; /* [n] of the card; of the full fit, offset apart */
    struct lc_card_line line;
};

/* --- the full fit ----------------------------------------------------------------- */

/* Penalised by the step, so that a column in days and one in years are alike. */
static int fit_full(struct work *w, const struct lc_fit_options *options,
                    struct lc_error *err)
{
    struct lc_sample s = *w->sample;
    struct lc_fit_options o = *options;
    double *factor = lc_alloc(s.x.p, sizeof *factor);
    if (!factor)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < s.x.p; k++)
        factor[k] =
            w->step[k] * w->step[k] * (s.penalty_factor ? s.penalty_factor[k] : 1);
    s.penalty_factor = factor;
    w->ridge = o.ridge = o.ridge > 0 ? o.ridge : 1;
    o.firth = 0;
    int code = lc_family_logistic.fit(&w->full, &s, &o, err);
    free(factor);
    return code;
}

static double coefficient(const struct lc_fit *fit, size_t k)
{
    return isnan(fit->at_centre[k]) ? 0 : fit->at_centre[k];
}

static void foretell(struct work *w)
{
    const struct lc_matrix *x = &w->sample->x;
    for (size_t k = 0; k < x->p; k++) {
        double b = coefficient(w->full, k + 1);
        w->weight[k] = b * w->step[k];
        for (size_t i = 0; b != 0 && i < w->sample->n; i++)
            w->linear[i] +=
                b
                * lc_from_centre(w->sample->centre, k, lc_column_get(&x->column[k], i));
    }
}

/* --- what rounding costs ---------------------------------------------------------- */

/* By Harrell's C of events at 1 among others followed to 2, which is the AUC. */
static int area(double *auc, const struct work *w, const struct lc_card_line *line,
                const double *total, struct lc_error *err)
{
    const struct lc_sample *d = w->sample;
    struct lc_concordance c;
    *auc = NAN;
    if (d->trials)
        return LC_OK;
    double *stop = lc_alloc(2 * d->n, sizeof *stop), *eta = stop ? stop + d->n : NULL;
    uint8_t *event = lc_alloc(d->n, 1);
    int code = stop && event ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; !code && i < d->n; i++) {
        event[i] = d->y[i] > 0;
        stop[i] = event[i] ? 1 : 2;
        eta[i] = line->a + line->s * (total[i] - line->origin)
                 + (d->offset ? d->offset[i] : 0); /* (1) */
    }
    struct lc_followup rows = { .n = d->n,
                                .stop = stop,
                                .event = event,
                                .risk = eta,
                                .weight = d->weight,
                                .strata = 1 };
    if (!code)
        code = lc_concordance(&c, &rows, LC_TIME_N, INFINITY, NULL, err);
    if (!code)
        *auc = c.c;
    free(stop);
    free(event);
    return code;
}

static int cost_json(json_t **cost, const struct work *w, struct lc_error *err)
{
    struct lc_card_line full = { .a = coefficient(w->full, 0), .s = 1 };
    double before, after;
    int code = area(&before, w, &full, w->linear, err);
    if (!code)
        code = area(&after, w, &w->line, w->total, err);
    if (code)
        return code;
    double loglik = lc_card_loglik(w->sample, w->linear, &full);
    *cost = LC_OBJECT({ "loglik_full", lc_json_number(loglik) },
                      { "loglik", lc_json_number(w->line.loglik) },
                      { "auc_full", lc_json_number(before) },
                      { "auc", lc_json_number(after) });
    return *cost ? LC_OK : LC_FAIL_NOMEM(err);
}

/* --- the card --------------------------------------------------------------------- */

static json_t *columns_json(const struct work *w)
{
    json_t *card = json_array();
    bool ok = card != NULL;
    for (size_t k = 0; ok && k < w->sample->x.p; k++) {
        ok =
            lc_json_push(card, LC_OBJECT({ "name", lc_json_text(w->full->name[k + 1]) },
                                         { "points", json_integer(w->points[k]) },
                                         { "step", lc_json_number(w->step[k]) },
                                         { "yes_no", json_boolean(w->truth[k]) }));
    }
    return lc_json_whole(card, ok);
}

/* (1) at whole totals, or every second, fifth, .. so that they fit on a page; a is the
 * level at `origin`. */
static json_t *table_json(double from, double to, const struct lc_card_line *line)
{
    double stride = (to - from) / LC_CARD_LINES;
    json_t *table = json_array();
    bool ok = table != NULL;
    stride = stride > 1 ? lc_natural_step(stride) : 1;
    if ((to - from) / stride > LC_CARD_LINES)
        stride = lc_natural_step(stride * 2.1);
    for (double t = ceil(from / stride) * stride + 0.0; ok && t <= to; t += stride) {
        double risk = 1 / (1 + exp(-line->a - line->s * (t - line->origin)));
        ok = lc_json_push(table, LC_OBJECT({ "total", lc_json_number(t) },
                                           { "risk", lc_json_number(risk) }));
    }
    return lc_json_whole(table, ok);
}

static int describe(struct lc_fit *fit, const struct work *w, struct lc_error *err)
{
    double from = INFINITY, to = -INFINITY;
    json_t *cost = NULL;
    int code = cost_json(&cost, w, err);
    if (code)
        return code;
    for (size_t i = 0; i < w->sample->n; i++) {
        from = fmin(from, floor(w->total[i]));
        to = fmax(to, ceil(w->total[i]) + 0.0); /* no -0 */
    }
    fit->extra =
        LC_OBJECT({ "scale", lc_json_number(w->line.s) },
                  { "ridge", lc_json_number(w->ridge) }, { "card", columns_json(w) },
                  { "from", lc_json_number(from) }, { "to", lc_json_number(to) },
                  { "table", table_json(from, to, &w->line) }, { "cost", cost });
    return fit->extra ? LC_OK : LC_FAIL_NOMEM(err);
}

/* extra's scale and table anew from estimates that are points times one scale still. */
static int refresh(struct lc_fit *fit, const double *centre, struct lc_error *err)
{
    json_t *o = fit->extra, *card = json_object_get(o, "card");
    double s = 0;
    for (size_t k = 0; k < json_array_size(card) && k + 1 < fit->terms; k++) {
        const json_t *one = json_array_get(card, k);
        double points = json_number_value(json_object_get(one, "points"));
        if (points != 0)
            s = fit->at_centre[k + 1] * json_number_value(json_object_get(one, "step"))
                / points;
    }
    double from = json_number_value(json_object_get(o, "from"));
    double to = json_number_value(json_object_get(o, "to"));
    struct lc_card_line line = { .a = lc_at_zero(fit, centre, 0), .s = s };
    bool ok = lc_json_put(o, "scale", lc_json_number(s))
              && lc_json_put(o, "table", table_json(from, to, &line));
    return ok ? LC_OK : LC_FAIL_NOMEM(err);
}

/* --- the fit ---------------------------------------------------------------------- */

/* The full fit becomes the card's, (1) with a coefficient a column: its errors stay. */
static void round_estimates(struct lc_fit *fit, const struct work *w)
{
    fit->family = &lc_family_scorecard;
    const double *centre = w->sample->centre;
    double total = 0; /* at the centre */
    for (size_t k = 0; k < w->sample->x.p; k++) {
        double each = w->points[k] / w->step[k];
        fit->at_centre[k + 1] = w->line.s * each;
        total += centre ? each * centre[k] : 0;
    }
    fit->at_centre[0] = w->line.a + w->line.s * (total - w->line.origin);
    for (size_t k = 0; k < fit->terms; k++) {
        fit->estimate[k] = lc_at_zero(fit, centre, k);
        double se = fit->robust_se ? fit->robust_se[k] : fit->se[k];
        fit->low[k] = fit->estimate[k] - LC_Z95 * se;
        fit->high[k] = fit->estimate[k] + LC_Z95 * se;
    }
    fit->loglik = w->line.loglik;
    fit->lr = fit->wald = fit->score = NAN;
    snprintf(fit->status_text, sizeof fit->status_text,
             "points of a logistic fit of ridge %g a step", w->ridge);
}

static int null_loglik(struct lc_fit *fit, const struct work *w, struct lc_error *err)
{
    struct lc_sample none = *w->sample;
    struct lc_card_line line;
    struct lc_card_draft empty = { 0, NULL, NULL };
    double *total = lc_alloc(none.n, sizeof *total);
    int points;
    none.x.p = 0;
    int code = total ? lc_card_search(&none, &empty, &points, total, &line, err)
                     : LC_FAIL_NOMEM(err);
    if (!code)
        fit->loglik_null = line.loglik;
    free(total);
    return code;
}

/* Do the card's totals split yes from no, or but for ties at the split? Then the line
 * from totals to risks has no finite slope. */
static bool is_split(const struct work *w)
{
    const struct lc_sample *s = w->sample;
    double no[2] = { INFINITY, -INFINITY }, yes[2] = { INFINITY, -INFINITY };
    for (size_t i = 0; i < s->n; i++) {
        double trials = s->trials ? s->trials[i] : 1, t = w->total[i];
        if (s->offset || (s->weight && !(s->weight[i] > 0)))
            continue;
        if (s->y[i] > 0) {
            yes[0] = fmin(yes[0], t);
            yes[1] = fmax(yes[1], t);
        }
        if (s->y[i] < trials) {
            no[0] = fmin(no[0], t);
            no[1] = fmax(no[1], t);
        }
    }
    bool apart = no[1] <= yes[0] || yes[1] <= no[0];
    return apart && (yes[0] < yes[1] || no[0] < no[1] || yes[0] != no[0])
           && isfinite(yes[0]) && isfinite(no[0]);
}

static int run(struct work *w, const struct lc_fit_options *options,
               struct lc_error *err)
{
    size_t n = w->sample->n, p = w->sample->x.p;
    w->step = lc_alloc(p, sizeof *w->step);
    w->weight = lc_alloc(p, sizeof *w->weight);
    w->points = lc_alloc(p, sizeof *w->points);
    w->truth = lc_alloc(p, 1);
    w->total = lc_alloc(n, sizeof *w->total);
    w->linear = lc_alloc(n, sizeof *w->linear);
    if (!w->step || !w->weight || !w->points || !w->truth || !w->total || !w->linear)
        return LC_FAIL_NOMEM(err);
    int code = lc_card_steps(w->sample, w->step, w->truth, err);
    if (!code)
        code = fit_full(w, options, err);
    if (code || w->full->status == LC_NOT_CONVERGED || w->full->status == LC_INFINITE)
        return code;
    foretell(w);
    struct lc_card_draft draft = { coefficient(w->full, 0), w->step, w->weight };
    code = lc_card_search(w->sample, &draft, w->points, w->total, &w->line, err);
    if (!code)
        code = describe(w->full, w, err);
    if (!code)
        code = null_loglik(w->full, w, err);
    if (!code)
        round_estimates(w->full, w);
    if (!code && is_split(w)) {
        w->full->status = LC_INFINITE;
        snprintf(w->full->status_text, sizeof w->full->status_text,
                 "no finite estimate (the outcome is separated) for the points' worth: "
                 "a larger --ridge would give other points");
    }
    return code;
}

static int fit_scorecard(struct lc_fit **fit, const struct lc_sample *sample,
                         const struct lc_fit_options *options, struct lc_error *err)
{
    struct lc_fit_options defaults = lc_fit_defaults();
    struct work w = { .sample = sample };
    *fit = NULL;
    int code = lc_sample_check(sample, LC_BINARY, err);
    if (!code)
        code = run(&w, options ? options : &defaults, err);
    free(w.step);
    free(w.weight);
    free(w.points);
    free(w.truth);
    free(w.total);
    free(w.linear);
    if (code)
        lc_fit_free(w.full);
    else
        *fit = w.full;
    return code;
}

static int risk_scorecard(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                          const struct lc_risk_out *out, struct lc_error *err)
{
    return lc_binary_risk(&lc_link_logit, fit, rows, out, err);
}

static int recalibrate_scorecard(struct lc_recal *w, struct lc_recalibrated *out,
                                 struct lc_error *err)
{
    int code = lc_binary_recalibrate(&lc_family_logistic, &lc_link_logit, w, out, err);
    return code ? code : refresh(w->fit, w->sample->centre, err);
}

const struct lc_family lc_family_scorecard = {
    .name = "scorecard",
    .title = "scorecard: whole points for a logistic model",
    .example = "low ~ age + lwt + smoke + ptl",
    .fit = fit_scorecard,
    .risk = risk_scorecard,
    .text = lc_scorecard_text,
    .document = "scorecard",
    .reads = "tolerance max_steps ridge penalty_factors",
    .sense = 1,
    .response = LC_BINARY,
    .intercept = LC_INTERCEPT_ALWAYS,
    .strata = LC_NO,
    .intervals = LC_NO,
    .grid = LC_NO,
    .ranks = LC_NO,
    .shares = LC_NO,
    .likeliest = LC_NO,
    .ratio.name = "odds ratio",
    .net.without = "its points are rounded from a ridge fit",
    .quantile.without = LC_NO_TIME,
    .hazard.without = LC_NO_TIME,
    .endless.without = "its points are whole numbers",
    .checks.without = LC_NO_TIME,
    .recalibration.run = recalibrate_scorecard,
    .export.form = &lc_logit_form,
};
