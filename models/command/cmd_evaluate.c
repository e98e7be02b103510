/* latecare evaluate: metrics of a model, or of anyone's predictions in a CSV. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "design/formula_eval.h"
#include "import/table.h"
#include "models/assess/bootstrap.h"
#include "models/assess/ipcw.h"
#include "models/command/command.h"
#include "models/command/evaluate_rows.h"
#include "models/family/concordance.h"

struct evaluate_settings {
    struct lc_common common;
    const char *risk, *outcome, *child, *where;
    double horizon;
    int cause, capacity, replicates;
};

#define SETTING(field, kind, def, low, high, help)                                     \
    LC_KNOB(struct evaluate_settings, field, kind, def, low, high, help)

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_COMMON_KNOBS,
    SETTING(risk,       LC_WORD,  0, 0, 0,       "the table's column of risks, where there is no model"),
    SETTING(outcome,    LC_WORD,  0, 0, 0,       "what happened: y, or Surv(time, event); else the model's own"),
    SETTING(child,      LC_WORD,  0, 0, 0,       "column that says whose row it is: intervals are by child"),
    SETTING(where,      LC_WORD,  0, 0, 0,       "use the rows where this expression is true"),
    SETTING(horizon,    LC_REAL, -1, -1, 1e9,    "judge the risk by this time; -1: the model's own"),
    SETTING(cause,      LC_COUNT, 1, 1, 1000,    "which cause is the event of interest"),
    SETTING(capacity,   LC_COUNT, 0, 0, 1e9,     "how many the panel's list holds; 0: no list"),
    SETTING(replicates, LC_COUNT, 500, 0, 20000, "bootstrap replicates for the intervals"),
};
/* clang-format on */

const struct lc_knobs lc_evaluate_knobs = LC_KNOBS(struct evaluate_settings, knobs);

/* One line of the result. */
struct line {
    const char *name, *label, *cannot;
    double value, low, high;
};

enum { LINES = 32 };

struct answer {
    size_t count;
    struct line line[LINES];
    char cannot[LINES][64];
};

static void add(struct answer *a, const char *name, const char *label, double value,
                double low, double high)
{
    a->line[a->count++] = (struct line){ name, label, "", value, low, high };
}

static void add_se(struct answer *a, const char *name, const char *label, double value,
                   double se)
{
    add(a, name, label, value, value - 1.959963984540054 * se,
        value + 1.959963984540054 * se);
}

/* --- a yes or no --- */

static void add_metric(struct answer *a, const struct lc_metric *metric,
                       const struct lc_estimate *e)
{
    memcpy(a->cannot[a->count], e->cannot, sizeof e->cannot);
    a->line[a->count] = (struct line){ metric->name, metric->label, a->cannot[a->count],
                                       e->value,     e->low,        e->high };
    a->count++;
}

static int judge_binary(struct answer *a, const struct lc_evaluated *rows,
                        const struct evaluate_settings *settings, lc_team *team,
                        struct lc_error *err)
{
    struct lc_held_out data = { .n = rows->n,
                                .risk = rows->risk,
                                .outcome = rows->outcome,
                                .child = rows->child,
                                .children = rows->children,
                                .cuts = settings->capacity > 0 };
    size_t replicates = (size_t)settings->replicates;
    struct lc_bootstrap boot = { 0 };
    lc_ready *ready = NULL;
    data.cut[0] = settings->capacity;
    double *scratch = lc_alloc(2 * replicates, sizeof *scratch);
    int code = scratch ? lc_ready_new(&ready, &data, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_bootstrap_run(&boot, ready, replicates,
                                (uint64_t)settings->common.seed, team, err);
    for (int m = 0; m < LC_METRIC_COUNT && !code; m++) {
        if (lc_metrics[m].at_capacity && !data.cuts)
            continue;
        struct lc_estimate e = lc_bootstrap_metric(&boot, m, scratch);
        add_metric(a, lc_metrics + m, &e);
    }
    lc_bootstrap_free(&boot);
    lc_ready_free(ready);
    free(scratch);
    return code;
}

/* --- a time --- */

static int judge_concordance(struct answer *a, const struct lc_evaluated *rows,
                             struct lc_error *err)
{
    struct lc_concordance c;
    uint8_t *event = lc_alloc(rows->n, 1);
    if (!event)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < rows->n; i++)
        event[i] = rows->cause[i] == 1;
    struct lc_followup data = { .n = rows->n,
                                .stop = rows->time,
                                .event = event,
                                .risk = rows->risk,
                                .strata = 1,
                                .cluster = rows->child,
                                .clusters = rows->children };
    int code = lc_concordance(&c, &data, LC_TIME_N, INFINITY, NULL, err);
    if (!code)
        add_se(a, "concordance", "of pairs, the share in the right order (Harrell)",
               c.c, sqrt(c.variance));
    free(event);
    return code;
}

static int judge_time(struct answer *a, const struct lc_evaluated *rows, double horizon,
                      struct lc_error *err)
{
    struct lc_horizon data = {
        .n = rows->n, .time = rows->time, .cause = rows->cause, .t = horizon
    };
    struct lc_horizon_score s;
    int code = judge_concordance(a, rows, err);
    if (!code)
        code = lc_score_horizon(&s, &data, rows->risk, err);
    if (code)
        return code;
    add_se(a, "auc", "area under the ROC curve at the horizon", s.auc, s.auc_se);
    add_se(a, "brier", "mean squared error of the risks at the horizon", s.brier,
           s.brier_se);
    add_se(a, "brier_of_base_rate", "the same of the base rate for all", s.null,
           s.null_se);
    add(a, "scaled_brier", "against the base rate: 1 is perfect, 0 no better", s.scaled,
        NAN, NAN);
    add(a, "cases", "rows with the event by the horizon", s.cases, NAN, NAN);
    add(a, "lost", "rows lost to follow-up before it", s.lost, NAN, NAN);
    return LC_OK;
}

/* --- the result --- */

static bool push_line(json_t *metrics, const struct line *line)
{
    json_t *o = json_object();
    return lc_json_push(metrics, o) && lc_json_put(o, "name", lc_json_text(line->name))
           && lc_json_put(o, "label", lc_json_text(line->label))
           && lc_json_put(o, "value", lc_json_number(line->value))
           && lc_json_put(o, "low", lc_json_number(line->low))
           && lc_json_put(o, "high", lc_json_number(line->high))
           && (!line->cannot[0]
               || lc_json_put(o, "cannot", lc_json_text(line->cannot)));
}

static int add_json(const struct answer *a, const struct lc_evaluated *rows,
                    double horizon, struct lc_text *out, struct lc_error *err)
{
    json_t *o = json_object(), *metrics = json_array();
    char *text = NULL;
    bool ok =
        lc_json_put(o, "n", json_integer((json_int_t)rows->n))
        && lc_json_put(o, "children", json_integer((json_int_t)rows->children))
        && lc_json_put(o, "events", json_integer((json_int_t)rows->events))
        && lc_json_put(o, "rows_left_out", json_integer((json_int_t)rows->left_out))
        && lc_json_put(o, "horizon",
                       rows->time ? lc_json_number(horizon) : json_null());
    ok = lc_json_put(o, "metrics", metrics) && ok;
    for (size_t i = 0; i < a->count && ok; i++)
        ok = push_line(metrics, a->line + i);
    int code = ok ? lc_json_print(o, &text, err) : LC_FAIL_NOMEM(err);
    lc_text_add(out, text ? text : "");
    lc_text_add(out, "\n");
    free(text);
    json_decref(o);
    return code;
}

static void add_table(const struct answer *a, const struct lc_evaluated *rows,
                      struct lc_text *out)
{
    lc_text_addf(out, "%zu rows of %zu children, %zu events", rows->n, rows->children,
                 rows->events);
    if (rows->left_out)
        lc_text_addf(out, "; %zu rows without a risk or an outcome", rows->left_out);
    lc_text_addf(out, "\n\n%-26s%12s  %-24s\n", "metric", "value", "95% interval");
    for (size_t i = 0; i < a->count; i++) {
        const struct line *l = a->line + i;
        char interval[64] = "";
        if (!isnan(l->low))
            snprintf(interval, sizeof interval, "%.5g to %.5g", l->low, l->high);
        if (l->cannot[0] || isnan(l->value))
            lc_text_addf(out, "%-26s%12s  %s\n", l->name, "-", l->cannot);
        else
            lc_text_addf(out, "%-26s%12.5g  %-24s%s\n", l->name, l->value, interval,
                         l->label);
    }
}

static int show(const struct answer *a, const struct lc_evaluated *rows, double horizon,
                int json, struct lc_error *err)
{
    struct lc_text out = { 0 };
    int code = LC_OK;
    if (json)
        code = add_json(a, rows, horizon, &out, err);
    else
        add_table(a, rows, &out);
    if (!code)
        code = lc_text_check(&out, err);
    if (!code)
        code = lc_print(out.data, out.size, err);
    lc_text_free(&out);
    return code;
}

static int judge(const struct lc_evaluated *rows,
                 const struct evaluate_settings *settings, double horizon,
                 struct lc_error *err)
{
    struct answer answer = { 0 };
    lc_team *team = NULL;
    int code = lc_team_new(&team, settings->common.threads, err);
    if (!code && !rows->n)
        code = LC_FAIL(err, LC_UNFIT, "no row has both a risk and an outcome");
    if (!code && rows->time && !(horizon > 0))
        code = LC_FAIL(err, LC_USAGE, "say by when: --horizon TIME");
    if (!code && rows->outcome)
        code = judge_binary(&answer, rows, settings, team, err);
    else if (!code)
        code = judge_time(&answer, rows, horizon, err);
    if (!code)
        code = show(&answer, rows, horizon, settings->common.json, err);
    lc_team_free(team);
    return code;
}

static int evaluate(const struct lc_model *model, const char *table,
                    const struct evaluate_settings *settings, struct lc_error *err)
{
    struct lc_frame frame = { 0 };
    struct lc_evaluated rows = { 0 };
    unsigned char *keep = NULL;
    double horizon = settings->horizon;
    if (model && horizon < 0 && model->horizons)
        horizon = model->horizon[model->horizons - 1];
    if (model && model->family->response != LC_BINARY && !(horizon > 0))
        return LC_FAIL(err, LC_USAGE, "say by when: --horizon TIME");
    int code = lc_table_read(&frame, table, err);
    if (!code && settings->where)
        code = lc_filter(&keep, settings->where, &frame, err);
    struct lc_evaluate_ask ask = { .model = model,
                                   .risk = settings->risk,
                                   .outcome = settings->outcome,
                                   .child = settings->child,
                                   .keep = keep,
                                   .horizon = horizon,
                                   .cause = settings->cause };
    if (!code)
        code = lc_evaluated_read(&rows, &frame, &ask, err);
    if (!code)
        code = judge(&rows, settings, horizon, err);
    lc_evaluated_free(&rows);
    free(keep);
    lc_frame_free(&frame);
    return code;
}

int lc_cmd_evaluate(int argc, char **argv, void *given, struct lc_error *err)
{
    const struct evaluate_settings *settings = given;
    struct lc_model *model = NULL;
    if (argc == 1 && (!settings->risk || !settings->outcome))
        return LC_FAIL(err, LC_USAGE,
                       "give MODEL TABLE, or TABLE with --risk COLUMN and --outcome Y");
    if (argc == 2 && settings->risk)
        return LC_FAIL(err, LC_USAGE, "either a model or --risk, not both");
    int code = argc == 2 ? lc_model_read(&model, argv[0], err) : LC_OK;
    if (!code)
        code = evaluate(model, argv[argc - 1], settings, err);
    lc_model_free(model);
    return code;
}
