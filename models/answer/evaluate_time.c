/* `evaluate` of a time: the order of risks, what a prognostic index is worth on other
 * people, and errors at a horizon. */
#include <math.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/answer/evaluate.h"
#include "models/assess/ipcw.h"
#include "models/assess/prognostic.h"
#include "models/curve/aalen_johansen.h"
#include "models/rank/concordance.h"
#include "parallel/order.h"

enum { TIMES = 1000 }; /* of an integrated Brier score */

const char *const lc_evaluate_time_weights[] = { "n", "n/G2", "S", "S/G", "I", NULL };

static bool put(json_t *o, const char *name, double value)
{
    return lc_json_put(o, name, lc_json_number(value));
}

/* --- order ------------------------------------------------------------------------ */

static json_t *pairs_json(const struct lc_pairs *p)
{
    json_t *o = json_object();
    bool ok = put(o, "concordant", p->concordant) && put(o, "discordant", p->discordant)
              && put(o, "tied_risk", p->tied_risk) && put(o, "tied_time", p->tied_time)
              && put(o, "tied_both", p->tied_both);
    if (ok)
        return o;
    json_decref(o);
    return NULL;
}

static bool put_concordance(struct lc_answer *a, const struct lc_concordance *c,
                            const struct lc_evaluated *rows,
                            const struct lc_evaluate_settings *settings,
                            const struct lc_pairs *each)
{
    json_t *o = json_object(), *list = json_array();
    bool ok = lc_json_put(a->more, "concordance", o);
    ok = lc_json_put(o, "time_weight",
                     lc_json_text(lc_evaluate_time_weights[settings->time_weight]))
         && lc_json_put(o, "until",
                        settings->until > 0 ? lc_json_number(settings->until)
                                            : json_null())
         && put(o, "c", c->c) && put(o, "variance", c->variance)
         && put(o, "se", sqrt(c->variance))
         && lc_json_put(o, "pairs", pairs_json(&c->pairs)) && ok;
    ok = lc_json_put(o, "strata", list) && ok;
    for (size_t k = 0; k < rows->strata && rows->strata > 1 && ok; k++)
        ok = lc_json_push(list, pairs_json(each + k));
    return ok;
}

static int add_concordance(struct lc_answer *a, const struct lc_evaluated *rows,
                           const struct lc_evaluate_settings *settings,
                           struct lc_error *err)
{
    struct lc_concordance c;
    uint8_t *event = lc_alloc(rows->n, 1);
    struct lc_pairs *each = lc_alloc(rows->strata, sizeof *each);
    int code = event && each ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < rows->n && !code; i++)
        event[i] = rows->cause[i] == 1;
    struct lc_followup data = { .n = rows->n,
                                .start = rows->start,
                                .stop = rows->time,
                                .event = event,
                                .risk = rows->index,
                                .weight = rows->weight,
                                .stratum = rows->stratum,
                                .strata = rows->strata,
                                .cluster = rows->child,
                                .clusters = rows->children };
    if (!code)
        code =
            lc_concordance(&c, &data, settings->time_weight,
                           settings->until > 0 ? settings->until : INFINITY, each, err);
    if (!code) {
        lc_answer_add(a, "concordance",
                      "of pairs, the share in the right order (Harrell)", c.c,
                      sqrt(c.variance));
        if (settings->time_weight != LC_TIME_N)
            a->line[a->count - 1].label =
                "of pairs, the share in the right order, weighted by time";
        if (!put_concordance(a, &c, rows, settings, each))
            code = LC_FAIL_NOMEM(err);
    }
    free(event);
    free(each);
    return code;
}

static int add_prognostic(struct lc_answer *a, const struct lc_evaluated *rows,
                          struct lc_error *err)
{
    struct lc_prognostic p;
    struct lc_indexed data = { rows->n, rows->start, rows->time, rows->cause,
                               rows->index };
    int code = lc_prognostic(&p, &data, err);
    if (code)
        return code;
    lc_answer_add(a, "calibration_slope",
                  "of the index in a Cox model: 1 is right, below it too extreme",
                  p.slope, p.slope_se);
    lc_answer_add(a, "royston_d", "log hazard ratio between halves (Royston)", p.d,
                  p.d_se);
    lc_answer_add(a, "r2_d", "variation explained (Royston and Sauerbrei)", p.r2_d,
                  NAN);
    lc_answer_add(a, "r2_pm", "variation explained (Kent and O'Quigley)", p.r2_pm, NAN);
    lc_answer_add(a, "goenen_heller", "concordance foretold by the index itself", p.gh,
                  NAN);
    return LC_OK;
}

/* --- a horizon -------------------------------------------------------------------- */

/* Aalen-Johansen's incidence of the event by the horizon over the mean risk. */
static int add_ratio(struct lc_answer *a, const struct lc_evaluated *rows,
                     double horizon, struct lc_error *err)
{
    struct lc_lives lives = { rows->n, NULL, rows->time, rows->cause, NULL, 2, NULL };
    struct lc_risk_table *table = NULL;
    struct lc_aj *aj = NULL;
    double seen, se, mean = 0;
    for (size_t i = 0; i < rows->n; i++)
        mean += rows->risk[i] / (double)rows->n;
    int code = lc_risk_table_new(&table, &lives, err);
    if (!code)
        code = lc_aj_new(&aj, table, &lives, err);
    if (!code) {
        lc_aj_at(aj, 1, horizon, &seen, &se);
        lc_answer_add(a, "observed", "share with the event by the horizon", seen, se);
        lc_answer_add(a, "expected", "the mean of the risks", mean, NAN);
        lc_answer_add(a, "observed_over_expected", "1 is right, above it risks are low",
                      seen / mean, se / mean);
    }
    lc_aj_free(aj);
    lc_risk_table_free(table);
    return code;
}

static int add_horizon(struct lc_answer *a, const struct lc_evaluated *rows,
                       double horizon, struct lc_error *err)
{
    struct lc_horizon data = {
        .n = rows->n, .time = rows->time, .cause = rows->cause, .t = horizon
    };
    struct lc_horizon_score s;
    int code = lc_horizon_reached(&data, err);
    if (!code)
        code = lc_score_horizon(&s, &data, rows->risk, err);
    if (code)
        return code;
    lc_answer_add(a, "auc", "area under the ROC curve at the horizon", s.auc, s.auc_se);
    lc_answer_add(a, "brier", "mean squared error of the risks at the horizon", s.brier,
                  s.brier_se);
    lc_answer_add(a, "brier_of_base_rate", "the same of the base rate for all", s.null,
                  s.null_se);
    lc_answer_add(a, "scaled_brier", "against the base rate: 1 is perfect, 0 no better",
                  s.scaled, NAN);
    lc_answer_add(a, "cases", "rows with the event by the horizon", s.cases, NAN);
    lc_answer_add(a, "lost", "rows lost to follow-up before it", s.lost, NAN);
    return add_ratio(a, rows, horizon, err);
}

int lc_answer_time(struct lc_answer *a, const struct lc_evaluated *rows,
                   const struct lc_evaluate_settings *settings, double horizon,
                   struct lc_error *err)
{
    int code = add_concordance(a, rows, settings, err);
    if (!code && !rows->weight && rows->strata < 2)
        code = add_prognostic(a, rows, err);
    if (code || !(horizon > 0))
        return code;
    if (rows->ranks || rows->start || rows->weight)
        return LC_FAIL(err, LC_USAGE,
                       "measures at a --horizon are of risks from 0 to 1, of rows that "
                       "begin at 0 and weigh alike");
    return add_horizon(a, rows, horizon, err);
}

/* --- the integrated Brier score --------------------------------------------------- */

/* Distinct times up to `until` into time[TIMES]; thinned evenly where there are more.
 */
static int brier_times(const struct lc_evaluated *rows, double until, double *time,
                       size_t *count, struct lc_error *err)
{
    uint32_t *order = lc_alloc(rows->n, sizeof *order);
    double *all = lc_alloc(rows->n, sizeof *all);
    int code =
        order && all ? lc_order(rows->n, rows->time, order, err) : LC_FAIL_NOMEM(err);
    size_t m = 0;
    for (size_t k = 0; k < rows->n && !code; k++) {
        double t = rows->time[order[k]];
        if (t > 0 && t <= until && (!m || t > all[m - 1]))
            all[m++] = t;
    }
    *count = m < TIMES ? m : TIMES;
    for (size_t k = 0; k < *count; k++)
        time[k] = all[m <= TIMES ? k : k * m / TIMES];
    free(order);
    free(all);
    return code;
}

/* risk[n] by one time, in the order of rows. */
static int risks_at(double *risk, const struct lc_model *model,
                    const struct lc_frame *frame, const unsigned char *keep,
                    const struct lc_evaluated *rows, double time, double *by_row,
                    struct lc_error *err)
{
    struct lc_risks risks;
    int code = lc_model_risk(&risks, model, frame, keep, time, false, err);
    if (code)
        return code;
    for (size_t i = 0; i < risks.n; i++)
        by_row[risks.row[i]] = risks.risk[i];
    lc_risks_free(&risks);
    for (size_t i = 0; i < rows->n; i++)
        risk[i] = by_row[rows->row[i]];
    return LC_OK;
}

int lc_answer_integrated(struct lc_answer *a, const struct lc_model *model,
                         const struct lc_frame *frame, const unsigned char *keep,
                         const struct lc_evaluated *rows,
                         const struct lc_evaluate_settings *settings,
                         struct lc_error *err)
{
    struct lc_horizon data = { .n = rows->n, .time = rows->time, .cause = rows->cause };
    double time[TIMES], until = settings->integrate, value, null;
    double *by_row = lc_alloc(frame->n, sizeof *by_row), *risk = NULL;
    size_t count = 0;
    int code =
        by_row ? brier_times(rows, until, time, &count, err) : LC_FAIL_NOMEM(err);
    if (!code && !(risk = lc_alloc(count * rows->n, sizeof *risk)))
        code = LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < count && !code; k++)
        code = risks_at(risk + k * rows->n, model, frame, keep, rows, time[k], by_row,
                        err);
    if (!code)
        code = lc_integrated_brier(&value, &data, count, time, risk, until, err);
    if (!code)
        code = lc_integrated_brier(&null, &data, count, time, NULL, until, err);
    if (!code) {
        lc_answer_add(a, "integrated_brier", "mean of the Brier score over time", value,
                      NAN);
        lc_answer_add(a, "integrated_brier_of_base_rate",
                      "the same of the base rate for all", null, NAN);
    }
    free(by_row);
    free(risk);
    return code;
}
