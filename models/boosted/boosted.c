/* The challenger: boosted trees as two families, the yardstick that the transparent
 * models are held against. It has no coefficients: its trees go into the fit's `extra`,
 * and its risks have no interval (low and high are NaN).
 *
 * boosted-logistic gives the probability itself. boosted-cox gives a score; its
 * baseline is Breslow's with that score as a linear predictor,
 *
 *     H0(t) = sum_{u <= t} d(u) / sum_{at risk at u} w exp(score)                  (1)
 *
 * Breslow (1972), discussion of Cox, J. R. Statist. Soc. B 34:216-217. */
#include "models/boosted/boosted_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/boosted/booster_inside.h"
#include "models/curve/risk_table.h"
#include "models/family/centre.h"

enum { ROUNDS = 150, DEPTH = 3 };
static const double rate = 0.05;

struct floats {
    float *x, *label, *weight, *margin, *score;
};

static void floats_free(struct floats *f)
{
    free(f->x);
    free(f->label);
    free(f->weight);
    free(f->margin);
    free(f->score);
}

/* Less the centre, for a day number has more digits than a float. */
static void copy_columns(const struct lc_matrix *m, const double *centre,
                         double *column, float *x)
{
    for (size_t k = 0; k < m->p; k++) {
        lc_column_read(m->column + k, 0, m->n, column);
        for (size_t i = 0; i < m->n; i++)
            x[i * m->p + k] = (float)lc_from_centre(centre, k, column[i]);
    }
}

static double share(const struct lc_sample *s)
{
    double yes = 0, all = 0;
    for (size_t i = 0; i < s->n; i++) {
        double w = s->weight ? s->weight[i] : 1;
        yes += w * s->y[i];
        all += w;
    }
    return yes / all;
}

/* A time is negative where the row is censored: the library's own convention. */
static float label_of(const struct lc_sample *s, size_t i, int cause, bool timed)
{
    if (!timed)
        return (float)s->y[i];
    return (float)(s->cause[i] == cause ? s->stop[i] : -s->stop[i]);
}

/* A margin replaces the library's starting score, so it carries it: `start`. */
static int floats_new(struct floats *f, const struct lc_sample *s, int cause,
                      bool timed, double start, struct lc_error *err)
{
    size_t n = s->n;
    double *column = lc_alloc(n, sizeof *column);
    *f = (struct floats){ 0 };
    f->x = lc_alloc(n * s->x.p, sizeof(float));
    f->label = lc_alloc(n, sizeof(float));
    f->score = lc_alloc(n, sizeof(float));
    f->weight = s->weight ? lc_alloc(n, sizeof(float)) : NULL;
    f->margin = s->offset ? lc_alloc(n, sizeof(float)) : NULL;
    bool all = column && f->x && f->label && f->score && (f->weight || !s->weight)
               && (f->margin || !s->offset);
    if (all) {
        copy_columns(&s->x, s->centre, column, f->x);
        for (size_t i = 0; i < n; i++) {
            f->label[i] = label_of(s, i, cause, timed);
            if (f->weight)
                f->weight[i] = (float)s->weight[i];
            if (f->margin)
                f->margin[i] = (float)(s->offset[i] + start);
        }
    }
    free(column);
    return all ? LC_OK : LC_FAIL_NOMEM(err);
}

static int keep_trees(struct lc_fit *fit, const lc_booster *booster,
                      struct lc_error *err)
{
    char *text;
    int code = lc_booster_print(booster, &text, err);
    if (code)
        return code;
    fit->extra = json_object();
    if (!fit->extra || !lc_json_put(fit->extra, "trees", lc_json_text(text)))
        code = LC_FAIL_NOMEM(err);
    free(text);
    return code;
}

/* (1), every distinct event time kept. Weights carry exp(score), shifted by the largest
 * so that none overflows. */
static int keep_baseline(struct lc_fit *fit, const struct lc_sample *s, int cause,
                         const float *score, struct lc_error *err)
{
    double *risk = lc_alloc(s->n, sizeof *risk), top = -INFINITY;
    struct lc_risk_table *at_risk = NULL, *plain = NULL;
    struct lc_curve *c = fit->curve = lc_alloc(1, sizeof *fit->curve);
    int code = risk && c ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; !code && i < s->n; i++)
        if (score[i] > top)
            top = score[i];
    for (size_t i = 0; !code && i < s->n; i++)
        risk[i] = (s->weight ? s->weight[i] : 1) * exp(score[i] - top);
    struct lc_lives lives = { s->n, s->start, s->stop, s->cause, risk, cause, NULL };
    for (size_t i = 0; !code && i < s->n; i++)
        if (s->cause[i] > lives.causes)
            lives.causes = s->cause[i];
    if (!code)
        code = lc_risk_table_new(&at_risk, &lives, err);
    lives.weight = s->weight;
    if (!code)
        code = lc_risk_table_new(&plain, &lives, err);
    if (!code) {
        fit->curves = 1;
        c->cause = cause;
        c->time = lc_alloc(plain->times, sizeof *c->time);
        c->hazard = lc_alloc(plain->times, sizeof *c->hazard);
        c->variance = lc_alloc(plain->times, sizeof *c->variance);
        if (!c->time || !c->hazard || !c->variance) /* no mean: no interval */
            code = LC_FAIL_NOMEM(err);
    }
    double h = 0;
    for (size_t j = 0; !code && j < plain->times; j++) {
        double d = plain->event[(size_t)(cause - 1) * plain->times + j];
        if (!(d > 0))
            continue;
        h += d / at_risk->at_risk[j] * exp(-top);
        c->time[c->n] = plain->time[j];
        c->hazard[c->n++] = h;
    }
    free(risk);
    lc_risk_table_free(at_risk);
    lc_risk_table_free(plain);
    return code;
}

static int describe(struct lc_fit *fit, const struct lc_sample *s, int cause,
                    bool timed, const lc_booster *booster, const struct floats *f,
                    struct lc_error *err)
{
    fit->n = s->n;
    fit->iterations = ROUNDS;
    fit->status = LC_CONVERGED;
    strcpy(fit->status_text, "grew all its trees");
    for (size_t i = 0; i < s->n; i++)
        if (timed ? s->cause[i] == cause : s->y[i] > 0)
            fit->events += s->weight ? s->weight[i] : 1;
    int code = keep_trees(fit, booster, err);
    return code || !timed ? code : keep_baseline(fit, s, cause, f->score, err);
}

static int grow(struct lc_fit **fit, const struct lc_family *family,
                const struct lc_sample *s, const struct lc_fit_options *options,
                struct lc_error *err)
{
    bool timed = family->response != LC_BINARY;
    struct floats f = { 0 };
    lc_booster *booster = NULL;
    *fit = NULL;
    int code = lc_sample_check(s, family->response, err);
    if (!code && timed && s->start)
        code = LC_FAIL(err, LC_UNFIT, "boosted-cox takes no start times");
    if (!code && !timed && s->trials)
        code = LC_FAIL(err, LC_UNFIT, "boosted-logistic takes no grouped outcomes");
    if (!code)
        code = floats_new(&f, s, options->cause, timed,
                          timed ? 0 : log(share(s) / (1 - share(s))), err);
    struct lc_booster_plan plan = { timed ? "survival:cox" : "binary:logistic",
                                    ROUNDS,
                                    DEPTH,
                                    rate,
                                    timed || code ? 1 : share(s),
                                    lc_team_threads(options->team),
                                    options->seed };
    struct lc_booster_rows rows = { s->n, s->x.p, f.x, f.label, f.weight, f.margin };
    if (!code)
        code = lc_booster_train(&booster, &rows, &plan, err);
    if (!code)
        code = lc_booster_score(booster, s->n, s->x.p, f.x, f.score, err);
    for (size_t i = 0; !code && s->offset && i < s->n; i++)
        f.score[i] += (float)s->offset[i];
    if (!code && !(*fit = lc_fit_new(family, 0, false)))
        code = LC_FAIL_NOMEM(err);
    if (!code)
        code = describe(*fit, s, options->cause, timed, booster, &f, err);
    if (code) {
        lc_fit_free(*fit);
        *fit = NULL;
    }
    lc_booster_free(booster);
    floats_free(&f);
    return code;
}

static int risk(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                const struct lc_risk_out *out, struct lc_error *err)
{
    size_t m = rows->m, p = rows->p;
    const char *text = json_string_value(json_object_get(fit->extra, "trees"));
    bool timed = fit->family->response != LC_BINARY;
    double h = fit->curves ? lc_curve_hazard(fit->curve, rows->horizon) : 0;
    lc_booster *booster = NULL;
    float *narrow = lc_alloc(m * p, sizeof *narrow),
          *score = lc_alloc(m, sizeof *score);
    int code = narrow && score ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code && !text)
        code = LC_FAIL(err, LC_FORMAT, "the model holds no trees");
    if (!code)
        code = lc_booster_parse(&booster, text, strlen(text), err);
    for (size_t i = 0; !code && i < m * p; i++)
        narrow[i] = (float)rows->x[i];
    if (!code)
        code = lc_booster_score(booster, m, p, narrow, score, err);
    for (size_t i = 0; !code && i < m; i++) {
        double eta = score[i] + (rows->offset ? rows->offset[i] : 0);
        out->risk[i] = timed ? -expm1(-h * exp(eta)) : 1 / (1 + exp(-eta));
        if (out->low)
            out->low[i] = out->high[i] = NAN;
    }
    lc_booster_free(booster);
    free(narrow);
    free(score);
    return code;
}

static int fit_logistic(struct lc_fit **fit, const struct lc_sample *sample,
                        const struct lc_fit_options *options, struct lc_error *err)
{
    return grow(fit, &lc_family_boosted_logistic, sample, options, err);
}

static int fit_cox(struct lc_fit **fit, const struct lc_sample *sample,
                   const struct lc_fit_options *options, struct lc_error *err)
{
    return grow(fit, &lc_family_boosted_cox, sample, options, err);
}

#define LC_TREES "it is made of trees, not of terms"
#define NO_RECALIBRATION                                                               \
    "has no linear predictor to recalibrate: train it anew on these rows"
#define NO_EXPORT                                                                      \
    "is hundreds of trees, no arithmetic to follow: the model file itself holds "      \
    "them, as fit.extra.trees in XGBoost's JSON, of columns less fit.centre"

/* What the two share. */
#define BOOSTED                                                                        \
    .risk = risk, .text = lc_fit_terms_text, .document = "", .sense = 1,               \
    .strata = LC_NO, .intervals = LC_NO, .grid = LC_NO, .ranks = LC_NO,                \
    .shares = LC_NO, .likeliest = LC_NO, .ratio.without = LC_TREES,                    \
    .net.without = LC_TREES, .endless.without = "its trees have no coefficients",      \
    .recalibration.without = NO_RECALIBRATION, .export.without = NO_EXPORT

const struct lc_family lc_family_boosted_logistic = {
    BOOSTED,
    .name = "boosted-logistic",
    .title = "Boosted trees, logistic",
    .example = "low ~ age + lwt + factor(race)",
    .fit = fit_logistic,
    .reads = "",
    .response = LC_BINARY,
    .intercept = LC_INTERCEPT_ALWAYS,
    .quantile.without = LC_NO_TIME,
    .hazard.without = LC_NO_TIME,
    .checks.without = LC_NO_TIME,
};

const struct lc_family lc_family_boosted_cox = {
    BOOSTED,
    .name = "boosted-cox",
    .title = "Boosted trees, Cox",
    .example = "Surv(time, death) ~ age + edema + bili",
    .fit = fit_cox,
    .reads = "cause times:output",
    .response = LC_TIME_TO_EVENT,
    .intercept = LC_INTERCEPT_IN_BASELINE,
    .quantile.without = "its baseline was not made to be turned round",
    .hazard.without = "its risks have no limits",
    .checks.without = LC_TREES,
};
