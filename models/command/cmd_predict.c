/* latecare predict: a model's risks for the rows of a table. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "command/command.h"
#include "models/answer/predict_curve.h"
#include "models/curve/kaplan_meier.h"
#include "models/families/families.h"
#include "models/fit/model.h"
#include "models/fit/vouch.h"
#include "table/table.h"

struct predict_settings {
    struct lc_common common;
    double horizon;
    const char *output, *times, *quantiles;
    int curve, conf;
};

#define SETTING(field, kind, def, low, high, ...)                                      \
    LC_KNOB(struct predict_settings, field, kind, def, low, high, __VA_ARGS__)

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_FORCE("output"),
    SETTING(horizon, LC_REAL, -1, -1, 1e9, "risk by this time, in the training table's unit; -1: the model's own", "!curve !quantiles TIMES"),
    SETTING(curve,   LC_FLAG, 0, 0, 1,     "survival at each of --times, with standard error and limits", "!quantiles"),
    SETTING(times,   LC_WORD, 0, 0, 0,     "times of the curve: 100,365,730", "curve"),
    SETTING(quantiles, LC_WORD, 0, 0, 0,   "instead: the times by which these shares have had the event: 0.1,0.5,0.9"),
    LC_KNOB_CHOICE(struct predict_settings, conf, LC_LIMITS_LOGLOG, lc_limits_names, "scale of the curve's 95% limits", "curve"),
    LC_OUTPUT(struct predict_settings, output, LC_ENDS(".csv", ".json"), "write the result to this file instead of standard output"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct predict_settings, knobs);

static void list_predict(struct lc_text *out)
{
    lc_text_add(out, "Families with --quantiles\n  ");
    lc_families_add(out, lc_family_has_quantiles);
    lc_text_add(out, "\nFamilies with a standard error of survival\n  ");
    lc_families_add(out, lc_family_has_hazard);
    lc_text_add(out, "\n\n");
}

/* A binary family has no horizon; another needs one from somewhere. */
static int choose_horizon(const struct lc_model *model,
                          const struct predict_settings *settings, double *horizon,
                          struct lc_error *err)
{
    *horizon = settings->horizon;
    if (*horizon >= 0 || model->family->response == LC_BINARY)
        return LC_OK;
    if (!model->horizons)
        return LC_FAIL(err, LC_USAGE,
                       "say by when: --horizon TIME (this model names no horizon)");
    *horizon = model->horizon[model->horizons - 1];
    return LC_OK;
}

static void add_csv(const struct lc_risks *r, struct lc_text *out)
{
    lc_text_add(out, "row,linear_predictor,risk,low,high,cannot_score\n");
    for (size_t i = 0; i < r->n; i++) {
        const double value[] = { r->lp[i] + r->to_zero, r->risk[i], r->low[i],
                                 r->high[i] };
        lc_text_addf(out, "%zu", r->row[i] + 1);
        lc_add_cells(out, 4, value);
        lc_text_add(out, ",");
        lc_text_add_cell(out, lc_slice_of(r->cannot[i]));
        lc_text_add(out, "\n");
    }
}

static bool push_row(json_t *rows, const struct lc_risks *r, size_t i)
{
    return lc_json_push(
        rows, LC_OBJECT({ "row", lc_json_count(r->row[i] + 1) },
                        { "linear_predictor", lc_json_number(r->lp[i] + r->to_zero) },
                        { "risk", lc_json_number(r->risk[i]) },
                        { "low", lc_json_number(r->low[i]) },
                        { "high", lc_json_number(r->high[i]) },
                        { r->cannot[i] ? "cannot_score" : NULL,
                          lc_json_text(r->cannot[i]) }));
}

static int add_json(const struct lc_model *model, const struct lc_risks *r,
                    double horizon, struct lc_text *out, struct lc_error *err)
{
    json_t *rows = json_array();
    bool timed = model->family->response != LC_BINARY;
    json_t *o = LC_OBJECT({ "family", lc_json_text(model->family->name) },
                          { "model", lc_json_text(model->digest) },
                          { "horizon", lc_json_number(timed ? horizon : NAN) },
                          { "rows", rows });
    bool ok = o != NULL;
    for (size_t i = 0; i < r->n && ok; i++)
        ok = push_row(rows, r, i);
    int code = lc_add_json(out, ok ? o : NULL, err);
    json_decref(o);
    return code;
}

/* Frees out. */
static int put(struct lc_text *out, const struct predict_settings *settings,
               struct lc_error *err)
{
    return settings->output
               ? lc_file_write_text(settings->output, settings->common.force, out, err)
               : lc_print_as_is(out, err);
}

static void say_without(size_t without, size_t rows)
{
    struct lc_text line = { 0 };
    if (without)
        lc_text_addf(&line,
                     "latecare predict: %zu of %zu rows cannot be scored; cannot_score "
                     "says why\n",
                     without, rows);
    (void)lc_say(&line, NULL);
}

/* A baseline says nothing of what nobody was watched for. */
static void forget_beyond(struct lc_risks *r, const struct lc_model *model,
                          double horizon)
{
    const int32_t *stratum = r->applied.stratum;
    for (size_t i = 0; i < r->n; i++) {
        const char *why = lc_model_beyond(model, stratum ? stratum[i] : 0, horizon);
        if (!why || r->cannot[i])
            continue;
        r->cannot[i] = why;
        r->risk[i] = r->low[i] = r->high[i] = NAN;
    }
}

static int predict(const struct lc_model *model, const struct lc_frame *frame,
                   const struct predict_settings *settings, struct lc_error *err)
{
    struct lc_risks risks;
    struct lc_text out = { 0 };
    double horizon;
    int code = choose_horizon(model, settings, &horizon, err);
    if (!code)
        code = lc_model_risk(&risks, model, frame, NULL, horizon, false, err);
    if (code)
        return code;
    for (size_t i = 0; i < risks.n && !model->fit->terms; i++)
        risks.lp[i] = NAN; /* trees have none */
    forget_beyond(&risks, model, horizon);
    if (settings->common.json)
        code = add_json(model, &risks, horizon, &out, err);
    else
        add_csv(&risks, &out);
    if (!code)
        code = put(&out, settings, err);
    size_t without = 0;
    for (size_t i = 0; i < risks.n; i++)
        without += risks.cannot[i] != NULL;
    if (!code)
        say_without(without, risks.n);
    lc_text_free(&out);
    lc_risks_free(&risks);
    return code ? code : without ? LC_FINDINGS : LC_OK;
}

static int predict_curve(const struct lc_model *model, const struct lc_frame *frame,
                         const struct predict_settings *settings, struct lc_error *err)
{
    struct lc_predict_ask ask = { settings->times, settings->conf,
                                  settings->common.json };
    struct lc_text out = { 0 };
    size_t without;
    int code = settings->quantiles
                   ? lc_predict_quantiles(model, frame, settings->quantiles,
                                          settings->common.json, &out, &without, err)
                   : lc_predict_curve(model, frame, &ask, &out, &without, err);
    if (!code)
        code = put(&out, settings, err);
    lc_text_free(&out);
    return code ? code : without ? LC_FINDINGS : LC_OK;
}

/* The name and --json say the same of the form. */
static int check_form(const struct predict_settings *settings, struct lc_error *err)
{
    bool json = settings->common.json;
    if (!settings->output || !lc_file_ends(settings->output, json ? ".csv" : ".json"))
        return LC_OK;
    return LC_FAIL(err, LC_USAGE, "--output %s: the result is %s", settings->output,
                   json ? "JSON, as --json asks; end its name in .json"
                        : "CSV; end its name in .csv, or give --json");
}

static int run_predict(int argc LC_UNUSED, char **argv, void *given,
                       struct lc_error *err)
{
    struct lc_model *model = NULL;
    struct lc_frame frame = { 0 };
    const struct predict_settings *settings = given;
    int code = check_form(settings, err);
    if (!code)
        code = lc_model_read(&model, argv[0], err);
    if (!code)
        code = lc_model_need_seal(model, argv[0], err);
    if (!code)
        code = lc_knobs_suit(&verb_knobs, settings->common.given, "TIMES",
                             model->family->response != LC_BINARY, err);
    if (!code)
        code = lc_table_read(&frame, argv[1], err);
    if (!code)
        code = lc_terms_suit(model->terms, &frame, err);
    if (!code)
        code = settings->curve || settings->quantiles
                   ? predict_curve(model, &frame, settings, err)
                   : predict(model, &frame, settings, err);
    lc_frame_free(&frame);
    lc_model_free(model);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_predict = {
    .name = "predict",
    .args = "MODEL TABLE",
    .help = "risks for the rows of a CSV table, by a model that fit or train wrote",
    .detail = "One line a row: linear predictor, risk by the horizon, its 95% interval, or why the row\n"
              "cannot be scored (then the exit status is 1). --curve with --times 100,365,730: one\n"
              "line a row and time: survival, its standard error, its 95% limits. --quantiles\n"
              "0.1,0.5,0.9: the times by which these shares have had the event.",
    .min_args = 2,
    .max_args = 2,
    .knobs = &verb_knobs,
    .run = run_predict,
    .list = list_predict,
};
/* clang-format on */
