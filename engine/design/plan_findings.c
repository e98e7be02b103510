/* See plan_findings_inside.h. */
#include "design/plan_findings_inside.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "disclosure/small.h"
#include "store/rhythm.h"
#include "study/names.h"

static void find(struct lc_plan *plan, const char *format, ...) LC_PRINTF(2, 3);

static void find(struct lc_plan *plan, const char *format, ...)
{
    char line[600];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    plan->findings++;
    lc_text_add(&plan->finding, line);
    lc_text_add(&plan->finding, "\n");
}

static void find_models(struct lc_plan *plan)
{
    for (unsigned m = 0; m < plan->study->models_count; m++) {
        const struct lc_plan_model *model = plan->model + m;
        const char *name = plan->study->models[m].name;
        /* of 1 to 5 entries it is always said: a bound among these would part them */
        if (model->each < LC_PLAN_TOO_FEW || lc_is_small((double)model->entries))
            find(plan,
                 "model %s has fewer than %d entries a column: it would be refused as "
                 "noise; take columns out or lengthen training",
                 name, LC_PLAN_TOO_FEW);
        else if (model->each < LC_PLAN_FEW)
            find(plan,
                 "model %s has fewer than %d entries a column: its estimates will be "
                 "unstable; take columns out, or shrink them (ridge, net)",
                 name, LC_PLAN_FEW);
    }
    if (plan->study->models_count && plan->train.entries < LC_PLAN_EXPLORATORY)
        find(plan, "training holds fewer than %d entries: any model is exploratory",
             LC_PLAN_EXPLORATORY);
}

static void find_split(struct lc_plan *plan)
{
    const struct lc_study_acceptance *a = &plan->study->acceptance;
    if (plan->split.test_from == LC_NO_DAY && plan->study->models_count)
        find(plan, "the study has no validation, so no model of it can be judged; add "
                   "validation: { test_last: \"24 months\" }");
    if (plan->split.test_from != LC_NO_DAY && a->events_at_least
        && (double)plan->test.entries < *a->events_at_least
        && (!plan->test.entries || *a->events_at_least >= LC_SMALLEST_SHOWN))
        find(plan,
             "the test span holds fewer entries than the %d that "
             "acceptance.events_at_least asks: no model can pass",
             *a->events_at_least);
}

/* Of the test spans before the last: what cannot be told of one is said, not dropped.
 */
static void find_origins(struct lc_plan *plan)
{
    char day[LC_DAY_ROOM];
    for (size_t k = 0; plan->origin && k < plan->splits.count; k++) {
        const struct lc_plan_origin *o = plan->origin + k;
        lc_day_print(o->day, day);
        if (!o->train.entries)
            find(plan,
                 "no entry was known on %s to train on for the test from then on: no "
                 "model can be fitted for it%s",
                 day,
                 k + 1 < plan->splits.count
                     ? ", and none of the study is good enough without it"
                     : "");
        if (!o->test.entries)
            find(plan,
                 "the test span from %s holds no entry: nothing can be told of it by "
                 "itself",
                 day);
    }
}

static void find_acceptance(struct lc_plan *plan)
{
    const struct lc_study_acceptance *a = &plan->study->acceptance;
    const struct lc_plan_pass *pass = &plan->pass;
    const char *what[LC_MINIMA];
    size_t lacks = lc_acceptance_lacks(a, what);
    if (!plan->study->models_count)
        return;
    for (size_t k = 0; k < lacks; k++)
        find(plan,
             "acceptance does not ask for %s: no model of the study can be judged, and "
             "its verdict is 'not judged'",
             what[k]);
    if (!plan->study->panel.capacity)
        find(plan,
             "the study states no panel.capacity: train, compare and score ask for "
             "--capacity N; add panel: { capacity: 20 }");
    if (pass->asked && !(*a->precision_at_least > 0))
        find(plan, "acceptance.precision_at_least is 0: every model meets it");
    else if (pass->asked && !pass->chances)
        find(plan,
             "the test span holds too few entries for a list of which %g enter "
             "(acceptance.precision_at_least): no model can pass",
             *a->precision_at_least);
    else if (pass->asked && pass->chance[pass->chances - 1].pass < 0.5)
        find(plan,
             "acceptance.precision_at_least asks %g: a model whose true precision is "
             "%.3g would pass with a chance of %.2f only",
             *a->precision_at_least, pass->chance[pass->chances - 1].precision,
             pass->chance[pass->chances - 1].pass);
}

static void find_code(struct lc_plan *plan, const struct lc_study_predictor *p,
                      const struct lc_codes *codes, const char *what, const char *name)
{
    if (!lc_codes_find(codes, lc_slice_of(name)))
        find(plan, "predictor %s: %s %.60s never occurs in %s", p->name, what, name,
             p->history);
}

static void find_attributes(struct lc_plan *plan, const struct lc_study_predictor *p,
                            const struct lc_history *h)
{
    for (unsigned f = 0; f < p->where_count; f++) {
        const struct lc_attribute *found = lc_history_find(h, p->where[f].attribute);
        if (!found)
            find(plan, "predictor %s: %s has no attribute %.60s", p->name, p->history,
                 p->where[f].attribute);
        for (unsigned v = 0; found && v < p->where[f].values_count; v++)
            find_code(plan, p, &found->codes, found->name, p->where[f].values[v]);
    }
}

/* Of 1 to 5 rows it is said by how many rows in all are told, and by nothing that parts
 * the 1 to 5. */
static void find_unseen(struct lc_plan *plan, const char *name, size_t missing,
                        size_t rows)
{
    size_t told = lc_tell(missing), of = lc_tell(rows);
    if (told == LC_FEW && (of == LC_FEW || of < 5 * LC_SMALLEST_SHOWN))
        find(plan, "predictor %s is not observed in 1 to 5 of fewer than %d rows", name,
             5 * LC_SMALLEST_SHOWN);
    else if (told != LC_FEW && missing > rows / 5)
        find(plan, "predictor %s is not observed in %.0f%% of rows", name,
             100 * lc_told_share(told, of));
}

static void find_column(struct lc_plan *plan, size_t k, const struct lc_store *store)
{
    const struct lc_study_predictor *p = plan->study->predictors + k;
    const struct lc_plan_column *c = plan->column + k;
    const struct lc_history *h =
        p->history ? lc_store_history(store, p->history) : NULL;
    const char *read = lc_study_read(plan->study, p, 0);
    const char *and = lc_study_read(plan->study, p, 1);
    size_t rows = plan->design.frame.n;
    for (unsigned i = 0; h && i < p->codes_count; i++)
        find_code(plan, p, &h->codes, "code", p->codes[i]);
    if (h)
        find_attributes(plan, p, h);
    if (c->missing == rows)
        find(
            plan,
            "predictor %s is not observed at any landmark: no source covers %s%s%s%s%s",
            p->name, read ? read : "it", and? ", or what else it reads: " : "",
            and? and : "", p->window ? " over " : "", p->window ? p->window : "");
    else
        find_unseen(plan, p->name, c->missing, rows);
    if (c->missing < rows && c->low == c->high)
        find(plan, "predictor %s is %g in every row where it is observed", p->name,
             c->low);
}

static void find_histories(struct lc_plan *plan, const struct lc_store *store)
{
    plan->unlinked = lc_store_is_unlinked(store);
    if (plan->unlinked)
        find(plan,
             "records were added since the last link: one child may be several, and "
             "design, train, compare and score refuse such a store; run latecare link");
    plan->findings += lc_study_absent(plan->study, store, &plan->finding);
}

static int find_silence(struct lc_plan *plan, const char *history,
                        const struct lc_store *store, struct lc_error *err)
{
    struct lc_text line = { 0 };
    int code = lc_silence_say(&line, store, history, LC_OPEN, err);
    if (!code && line.size)
        find(plan, "%s", line.data);
    plan->finding.failed |= line.failed;
    lc_text_free(&line);
    return code;
}

/* Of the histories that the study reads, each once. */
static int find_silences(struct lc_plan *plan, const struct lc_store *store,
                         struct lc_error *err)
{
    const struct lc_study *study = plan->study;
    int code = find_silence(plan, study->outcome.history, store, err);
    for (unsigned p = 0; p < study->predictors_count; p++)
        for (unsigned k = 0; lc_study_read(study, study->predictors + p, k) && !code;
             k++) {
            const char *history = lc_plan_first_of(study, p, k);
            if (history && strcmp(history, study->outcome.history) != 0)
                code = find_silence(plan, history, store, err);
        }
    return code;
}

int lc_plan_find(struct lc_plan *plan, const struct lc_store *store,
                 struct lc_error *err)
{
    find_histories(plan, store);
    int code = find_silences(plan, store, err);
    if (code)
        return code;
    find_models(plan);
    find_split(plan);
    find_origins(plan);
    find_acceptance(plan);
    for (size_t k = 0; k < plan->design.frame.count; k++)
        find_column(plan, k, store);
    return lc_text_check(&plan->finding, err);
}
