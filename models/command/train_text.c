/* The training's summary in words and figures (train_text_inside.h). */
#include "models/command/train_text_inside.h"

#include <math.h>
#include <string.h>

#include "models/assess/verdict.h"
#include "models/fit/left_out.h"
#include "study/flow.h"

static const char *day(int32_t when, char *room)
{
    return lc_day_print(when, room);
}

/* "0.712 (0.69 to 0.73)", or why not. */
static void add_estimate(struct lc_text *text, const struct lc_estimate *e, int digits)
{
    if (*e->cannot) {
        lc_text_add(text, e->cannot);
        return;
    }
    lc_text_addf(text, "%.*f", digits, e->value);
    if (isfinite(e->low))
        lc_text_addf(text, "  (%.*f to %.*f)", digits, e->low, digits, e->high);
}

static void add_line(struct lc_text *text, const char *label,
                     const struct lc_estimate *e, int digits)
{
    lc_text_addf(text, "  %-44s ", label);
    add_estimate(text, e, digits);
    lc_text_add(text, "\n");
}

static void add_count(struct lc_text *text, size_t count)
{
    char room[LC_TOLD_ROOM];
    lc_text_add(text, lc_train_told(lc_tell(count), room));
}

/* What the cohort leaves out of what it is for: a sum and its parts, as on the page. */
static void add_entries(const struct lc_flow *flow, struct lc_text *text)
{
    struct lc_flow_told told;
    char a[LC_TOLD_ROOM], b[LC_TOLD_ROOM], c[LC_TOLD_ROOM];
    lc_flow_tell(&told, flow, true);
    lc_text_addf(text,
                 "Of %s late entries %s were of children known beforehand; no list "
                 "could hold the other %s\n\n",
                 lc_train_told(told.entries, a), lc_train_told(told.known, b),
                 lc_train_told(told.unknown, c));
}

/* What the test's fits were fitted to; of several origins lc_train_origins tells. */
static void add_learnt(const struct lc_training *t, struct lc_text *text)
{
    const struct lc_tested_origin *at = t->judgement.whole.tested.at;
    char a[LC_DAY_ROOM], b[LC_DAY_ROOM];
    if (t->judgement.whole.tested.origins > 1)
        return;
    lc_text_addf(text, "Trained for the test on landmarks %s to %s: ",
                 day(at->from->first, a), day(at->from->last, b));
    add_count(text, at->trained.children);
    lc_text_add(text, " children, of whom ");
    add_count(text, at->trained.entrants);
    lc_text_addf(text, " entered care,\nas was known on %s\n",
                 day(at->from->split.test_from, a));
}

static void add_head(const struct lc_training *t, struct lc_text *text)
{
    const struct lc_judge *j = &t->judge;
    const struct lc_landmarks *l = &t->cohort.landmarks;
    char a[LC_DAY_ROOM], b[LC_DAY_ROOM];
    lc_text_addf(text, "%s\n\n", j->train.study->about.title);
    lc_text_addf(text, "Model %s: %s\n", j->train.spec->name, t->model->family->title);
    add_learnt(t, text);
    lc_text_addf(text,
                 "Tested on %zu landmarks %s to %s: ", t->judgement.whole.tested.lists,
                 day(l->day[t->splits.at[0].test_first], a),
                 day(l->day[t->split.test_end - 1], b));
    add_count(text, t->judgement.whole.tested.children);
    lc_text_add(text, " children, of whom ");
    add_count(text, t->judgement.whole.tested.entrants);
    lc_text_addf(text, " entered care\nby %d folds of %s: none on both sides\n",
                 LC_FOLDS, t->design.families ? "families" : "children");
    add_entries(&t->cohort.flow, text);
    lc_train_origins(t, text);
}

static void add_metric(const struct lc_judgement *j, int metric, const char *label,
                       struct lc_text *text)
{
    add_line(text, label, &j->whole.judged.metric[metric], lc_metrics[metric]->places);
}

/* What precision is worth: beside it stands what a panel has without the model. */
static void add_rivals(const struct lc_judgement *j, struct lc_text *text)
{
    int places = lc_metrics[LC_METRIC_PRECISION]->places;
    if (j->whole.tested.missing) {
        add_line(text, "  by rank of missing episodes instead",
                 &j->whole.missing.metric[LC_METRIC_PRECISION], places);
        add_line(text, "  gained over that rank", &j->whole.gain, places);
    }
    add_metric(j, LC_METRIC_BASE, "  by any list at all (base rate)", text);
}

static void add_measures(const struct lc_training *t, struct lc_text *text)
{
    const struct lc_judgement *j = &t->told;
    lc_text_addf(text, "Held out, with 95%% intervals by bootstrap over %s\n",
                 t->design.families ? "families" : "children");
    for (int of_list = 0; of_list < 2; of_list++) {
        if (of_list)
            lc_text_addf(text, "\nA list of %.0f at each landmark\n", j->cut[0]);
        for (int m = 0; m < LC_METRIC_COUNT; m++) {
            if (!*lc_metrics[m]->line || lc_metric_of_list(lc_metrics[m]) != of_list)
                continue;
            add_metric(j, m, lc_metrics[m]->line, text);
            if (m == LC_METRIC_PRECISION)
                add_rivals(j, text);
        }
    }
}

static void add_requirement(const json_t *row, struct lc_text *text)
{
    const json_t *low = json_object_get(row, "required_low");
    if (low)
        lc_text_addf(text, "between %g and %g", json_number_value(low),
                     json_number_value(json_object_get(row, "required_high")));
    else
        lc_text_addf(text, "%s %g",
                     json_string_value(json_object_get(row, "comparison")),
                     json_number_value(json_object_get(row, "required")));
}

/* The interval, where it is what was judged. */
static void add_limits(const json_t *row, struct lc_text *text)
{
    const json_t *low = json_object_get(row, "low"),
                 *high = json_object_get(row, "high");
    const char *by = json_string_value(json_object_get(row, "judged_by"));
    if (by && !strcmp(by, "limit") && json_is_number(low) && json_is_number(high))
        lc_text_addf(text, " (%.4g to %.4g)", json_number_value(low),
                     json_number_value(high));
}

static void add_verdict(const struct lc_training *t, struct lc_text *text)
{
    const json_t *rows = json_object_get(t->model->verdict, "thresholds"), *reason;
    reason = json_object_get(t->model->verdict, "reasons");
    lc_text_addf(text, "\nVerdict: %s", lc_standings[t->standing]);
    if (t->standing == LC_NOT_JUDGED)
        lc_text_addf(text, ": %s", json_string_value(json_array_get(reason, 0)));
    lc_text_add(text, "\n");
    for (size_t k = 1; t->standing == LC_NOT_JUDGED && k < json_array_size(reason); k++)
        lc_text_addf(text, "  %s\n", json_string_value(json_array_get(reason, k)));
    for (size_t k = 0; k < json_array_size(rows); k++) {
        const json_t *row = json_array_get(rows, k);
        const json_t *passed = json_object_get(row, "passed");
        lc_text_addf(text, "  %-11s %s: ",
                     json_is_true(passed)    ? "met"
                     : json_is_false(passed) ? "not met"
                                             : "cannot tell",
                     json_string_value(json_object_get(row, "label")));
        add_requirement(row, text);
        const json_t *is = json_object_get(row, "estimate");
        if (json_is_number(is))
            lc_text_addf(text, ", is %.4g", json_number_value(is));
        add_limits(row, text);
        lc_text_add(text, "\n");
    }
    if (t->standing == LC_EXPLORATORY)
        lc_text_addf(text, "  %s\n", json_string_value(json_array_get(reason, 0)));
}

static void add_told(const json_t *measure, struct lc_text *text)
{
    const json_t *low = json_object_get(measure, "low"),
                 *is = json_object_get(measure, "estimate");
    if (!json_is_number(is))
        return;
    lc_text_addf(text, " %s %.3f", json_string_value(json_object_get(measure, "name")),
                 json_number_value(is));
    if (json_is_number(low))
        lc_text_addf(text, " (%.2f to %.2f)", json_number_value(low),
                     json_number_value(json_object_get(measure, "high")));
    lc_text_add(text, ",");
}

static void add_fit(const json_t *fit, struct lc_text *text)
{
    static const int told[] = { LC_METRIC_AUC, LC_METRIC_PRECISION };
    const json_t *measures = json_object_get(fit, "measures"), *m;
    lc_text_addf(text,
                 "  without %s:", json_string_value(json_object_get(fit, "history")));
    for (size_t k = 0; k < sizeof told / sizeof *told; k++)
        for (size_t i = 0; (m = json_array_get(measures, i)); i++)
            if (!strcmp(json_string_value(json_object_get(m, "name")),
                        lc_metrics[told[k]]->name))
                add_told(m, text);
    const json_t *verdict = json_object_get(fit, "verdict");
    lc_text_addf(text, " %s\n", json_string_value(json_object_get(verdict, "status")));
}

/* The fits kept for days without a source: a line each, by its own test. */
static void add_without(const struct lc_training *t, struct lc_text *text)
{
    const json_t *list = json_object_get(t->results, "without"), *fit;
    if (json_array_size(list))
        lc_text_add(text, "\nKept for days without a source, each tested with it "
                          "hidden\n");
    for (size_t k = 0; (fit = json_array_get(list, k)); k++)
        add_fit(fit, text);
}

static void add_left_out(const struct lc_training *t, struct lc_text *text)
{
    const json_t *list = lc_left_out_of(t->model), *one;
    for (size_t k = 0; (one = json_array_get(list, k)); k++)
        lc_text_addf(
            text, "%s  %s: %s\n",
            k ? ""
              : "\nLeft out of the model kept, and counted as 0 in whoever has "
                "it\n",
            json_string_value(json_object_get(one, "label")),
            json_string_value(json_object_get(one, "why")));
}

/* First of all: what makes the rest mean less than it says. */
static void add_breaks(const struct lc_training *t, struct lc_text *text)
{
    const json_t *list = json_object_get(t->results, "breaks"), *one;
    if (json_array_size(list))
        lc_text_add(text, "Warning: the model learns across breaks, as if nothing had "
                          "changed on these days\n");
    for (size_t k = 0; (one = json_array_get(list, k)); k++)
        lc_text_addf(text, "  %s\n", json_string_value(one));
    if (json_array_size(list))
        lc_text_add(text, "Where one is real, declare it under breaks: of the study, "
                          "and say there why a model may learn across it, or begin "
                          "the landmarks after it (docs/study.md)\n\n");
}

void lc_train_text(const struct lc_training *training, const char *out,
                   struct lc_text *text)
{
    add_breaks(training, text);
    add_head(training, text);
    add_measures(training, text);
    add_verdict(training, text);
    lc_train_groups(training, text);
    lc_text_add(text, "\nKept: the same recipe fitted to ");
    add_count(text, training->counts.children);
    lc_text_add(text, " children (");
    add_count(text, training->counts.entrants);
    lc_text_addf(text, " entered care), in %s\n", out);
    lc_train_linkages(training, text);
    add_without(training, text);
    add_left_out(training, text);
}
