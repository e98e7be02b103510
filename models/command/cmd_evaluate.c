/* latecare evaluate: metrics of a model, or of anyone's predictions in a CSV. */
#include <stdlib.h>

#include "base/json.h"
#include "command/verb.h"
#include "formula/formula_eval.h"
#include "models/answer/evaluate.h"
#include "models/fit/vouch.h"
#include "parallel/same_time.h"
#include "table/table.h"

#define SETTING(field, kind, def, low, high, ...)                                      \
    LC_KNOB(struct lc_evaluate_settings, field, kind, def, low, high, __VA_ARGS__)

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_THREADS,
    LC_SEED("!marker !replicates=0 !TIMES"),
    SETTING(risk,       LC_WORD,  0, 0, 0,       "the table's column of risks, where there is no model"),
    SETTING(marker,     LC_WORD,  0, 0, 0,       "instead: a column of any size, higher being sooner or likelier"),
    SETTING(against,    LC_WORD,  0, 0, 0,       "of a yes or no: a second column, whose AUC is compared (DeLong)", "!TIMES"),
    SETTING(outcome,    LC_WORD,  0, 0, 0,       "what happened: y, Surv(time, event), Surv(start, stop, event); else the model's own"),
    SETTING(child,      LC_WORD,  0, 0, 0,       "column that says whose row it is: intervals are by child"),
    SETTING(where,      LC_WORD,  0, 0, 0,       "use the rows where this expression is true"),
    SETTING(weights,    LC_WORD,  0, 0, 0,       "of times: column of case weights, for the concordance", "TIMES"),
    SETTING(strata,     LC_WORD,  0, 0, 0,       "of times: column; the concordance takes pairs within one value of it", "TIMES"),
    SETTING(horizon,    LC_REAL, -1, -1, 1e9,    "judge the risk by this time; -1: the model's own", "!marker TIMES"),
    SETTING(until,      LC_REAL, -1, -1, 1e9,    "the concordance counts pairs whose event is no later; -1: all", "TIMES"),
    LC_KNOB_CHOICE(struct lc_evaluate_settings, time_weight, 0, lc_evaluate_time_weights, "of the concordance: n is Harrell's, n/G2 Uno's, S Peto's, S/G Schemper's, I each time alike", "TIMES"),
    SETTING(integrate,  LC_REAL, -1, -1, 1e9,    "with a model of times: the Brier score integrated up to this time; -1: not asked", "MODEL TIMES"),
    SETTING(groups,     LC_COUNT, 10, 2, 1000,   "of a yes or no: groups of the Hosmer-Lemeshow test", "!marker !TIMES"),
    SETTING(cause,      LC_COUNT, 1, 1, 1000,    "which cause is the event of interest", "TIMES"),
    SETTING(capacity,   LC_COUNT, 0, 0, 1e9,     "how many the panel's list holds; 0: no list", "!marker !TIMES"),
    SETTING(list,       LC_WORD,  0, 0, 0,       "column that says which list a row is on: each holds so many", "capacity !marker !TIMES"),
    SETTING(replicates, LC_COUNT, 500, 0, 20000, "bootstrap replicates for the intervals", "!marker !TIMES"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct lc_evaluate_settings, knobs);

static int check_ask(const struct lc_evaluated *rows, const struct lc_model *model,
                     const struct lc_evaluate_settings *s, struct lc_error *err)
{
    if (!rows->n)
        return LC_FAIL(err, LC_UNFIT, "no row has both a risk and an outcome");
    if (s->integrate > 0 && (rows->start || rows->weight))
        return LC_FAIL(err, LC_USAGE,
                       "--integrate needs rows that begin at 0 and weigh alike");
    int code = lc_knobs_suit(&verb_knobs, s->common.given, "MODEL", model, err);
    return code ? code
                : lc_knobs_suit(&verb_knobs, s->common.given, "TIMES", !rows->outcome,
                                err);
}

/* Times that are asked for become the rows' own where they are the same. */
static int settle_times(struct lc_evaluate_settings *s, double *horizon,
                        const struct lc_evaluated *rows, struct lc_error *err)
{
    double at[3] = { *horizon, s->until, s->integrate };
    if (rows->outcome)
        return LC_OK;
    int code = lc_times_asked(rows->n, rows->start, rows->time, 3, at, err);
    *horizon = at[0];
    s->until = at[1];
    s->integrate = at[2];
    return code;
}

static int judge(const struct lc_evaluated *rows, const struct lc_model *model,
                 const struct lc_frame *frame, const unsigned char *keep,
                 const struct lc_evaluate_settings *asked, double horizon,
                 struct lc_error *err)
{
    struct lc_evaluate_settings own = *asked, *settings = &own;
    struct lc_answer answer = { .more = json_object() };
    lc_team *team = NULL;
    int code = answer.more ? lc_team_new(&team, settings->common.threads, err)
                           : LC_FAIL_NOMEM(err);
    if (!code)
        code = check_ask(rows, model, settings, err);
    double at = horizon;
    if (!code)
        code = settle_times(&own, &at, rows, err);
    if (!code && rows->outcome)
        code = lc_answer_binary(&answer, rows, settings, team, err);
    else if (!code)
        code = lc_answer_time(&answer, rows, settings, at, err);
    if (!code && settings->integrate > 0)
        code = lc_answer_integrated(&answer, model, frame, keep, rows, settings, err);
    if (!code)
        code = lc_answer_print(&answer, rows, rows->outcome ? -1 : horizon,
                               settings->common.json, err);
    json_decref(answer.more);
    lc_team_free(team);
    return code;
}

static int evaluate(const struct lc_model *model, const char *table,
                    const struct lc_evaluate_settings *settings, struct lc_error *err)
{
    struct lc_frame frame = { 0 };
    struct lc_evaluated rows = { 0 };
    unsigned char *keep = NULL;
    double horizon = settings->horizon;
    if (model && horizon < 0 && model->horizons)
        horizon = model->horizon[model->horizons - 1];
    int code = lc_table_read(&frame, table, err);
    if (!code && model)
        code = lc_terms_suit(model->terms, &frame, err);
    if (!code && settings->where)
        code = lc_filter(&keep, settings->where, &frame, err);
    struct lc_evaluate_ask ask = { model, settings, keep, horizon };
    if (!code)
        code = lc_evaluated_read(&rows, &frame, &ask, err);
    if (!code)
        code = judge(&rows, model, &frame, keep, settings, horizon, err);
    lc_evaluated_free(&rows);
    free(keep);
    lc_frame_free(&frame);
    return code;
}

static int run_evaluate(int argc, char **argv, void *given, struct lc_error *err)
{
    const struct lc_evaluate_settings *settings = given;
    struct lc_model *model = NULL;
    bool column = settings->risk || settings->marker;
    if (argc == 1 && (!column || !settings->outcome))
        return LC_FAIL(err, LC_USAGE,
                       "give MODEL TABLE, or TABLE with --risk COLUMN and --outcome Y");
    if (argc == 2 && column)
        return LC_FAIL(err, LC_USAGE, "either a model or --risk, not both");
    if (settings->risk && settings->marker)
        return LC_FAIL(err, LC_USAGE, "either --risk or --marker, not both");
    int code = argc == 2 ? lc_model_read(&model, argv[0], err) : LC_OK;
    if (!code && model)
        code = lc_model_need_seal(model, argv[0], err);
    if (!code)
        code = evaluate(model, argv[argc - 1], settings, err);
    lc_model_free(model);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_evaluate = {
    .name = "evaluate",
    .args = "[MODEL] TABLE",
    .help = "how good risks were: a model's, or anyone's in a CSV",
    .detail = "With a model, its own outcome is judged on the table's rows. Without one, --risk names\n"
              "the column of risks and --outcome what happened: y (0 or 1, or a comparison), or\n"
              "Surv(time, event), with --horizon for AUC and Brier score there. --marker names a score\n"
              "of any size instead (a linear predictor): then its AUC (DeLong), or its concordance with\n"
              "--time-weight, --until, --strata, --weights, of Surv(start, stop, event) too, with the\n"
              "calibration slope in a Cox model and Royston's D. Intervals of y are by bootstrap over\n"
              "children; --json adds DeLong's test, calibration lines, Hosmer-Lemeshow and val.prob's\n"
              "indices. --integrate T is a model's Brier score over (0, T].",
    .min_args = 1,
    .max_args = 2,
    .knobs = &verb_knobs,
    .run = run_evaluate,
};
/* clang-format on */
