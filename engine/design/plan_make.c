/* See plan.h: the counting. */
#include "design/plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "design/columns_inside.h"
#include "design/plan_findings_inside.h"
#include "disclosure/small.h"
#include "formula/terms.h"
#include "study/check.h"

/* --- spans and causes ------------------------------------------------------------- */

static bool is_in(const struct lc_cohort *c, size_t row, size_t first, size_t end)
{
    return c->at[row] >= first && c->at[row] < end;
}

/* Rows ascend by child and landmark, so an entry seen again is the last one seen. */
static void count_span(struct lc_plan_span *span, const struct lc_cohort *c,
                       size_t first, size_t end)
{
    int64_t child = -1, entry = -1;
    *span = (struct lc_plan_span){ .from = LC_NO_DAY, .to = LC_NO_DAY };
    if (first >= end)
        return;
    span->from = c->landmarks.day[first];
    span->to = c->landmarks.day[end - 1];
    span->landmarks = end - first;
    for (size_t i = 0; i < c->n; i++) {
        if (!is_in(c, i, first, end))
            continue;
        int64_t day = (int64_t)c->landmarks.day[c->at[i]] + c->days[i];
        bool new_child = child != c->child[i];
        span->rows++;
        span->incomplete += !c->complete[i];
        span->children += new_child;
        span->entries += c->cause[i] == 1 && (new_child || entry != day);
        if (new_child)
            entry = -1;
        if (c->cause[i] == 1)
            entry = day;
        child = c->child[i];
    }
}

/* What a training for the last test span would learn from, as known on its first day.
 * Empty where nothing is tested: that is then the design itself. */
struct learnt {
    struct lc_cohort cohort;
    struct lc_design design;
};

static void free_learnt(struct learnt *l)
{
    lc_design_free(&l->design);
    lc_cohort_free(&l->cohort);
}

static int count_origin(struct lc_plan *plan, size_t k, struct learnt *learnt,
                        const struct lc_store *store, lc_team *team,
                        struct lc_error *err)
{
    const struct lc_split *split = &plan->splits.at[k];
    struct lc_plan_origin *origin = plan->origin + k;
    free_learnt(learnt);
    int code =
        lc_cohort_at(&learnt->cohort, plan->study, store, split->test_from, team, err);
    if (code)
        return code;
    origin->day = split->test_from;
    count_span(&origin->train, &learnt->cohort, 0, learnt->cohort.landmarks.count);
    count_span(&origin->test, &plan->cohort, split->test_first, split->test_end);
    return LC_OK;
}

/* The test spans, each with what could be learnt for it. */
static int count_origins(struct lc_plan *plan, struct learnt *learnt,
                         const struct lc_store *store, lc_team *team,
                         struct lc_error *err)
{
    size_t count = plan->splits.count;
    int code = LC_OK;
    plan->origin = lc_alloc(count, sizeof *plan->origin);
    if (!plan->origin)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < count && !code; k++)
        code = count_origin(plan, k, learnt, store, team, err);
    if (!code)
        code = lc_design_build(&learnt->design, plan->study, store, &learnt->cohort,
                               team, err);
    plan->train = plan->origin[count - 1].train;
    return code;
}

static void count_causes(struct lc_plan *plan)
{
    const struct lc_cohort *c = &plan->cohort;
    int64_t last[LC_STUDY_CAUSES + 2], child = -1;
    for (size_t i = 0; i < c->n; i++) {
        if (child != c->child[i])
            memset(last, 0xff, sizeof last); /* -1 */
        child = c->child[i];
        int64_t day = (int64_t)c->landmarks.day[c->at[i]] + c->days[i];
        struct lc_plan_cause *cause = plan->cause + c->cause[i];
        cause->rows++;
        cause->events += last[c->cause[i]] != day;
        last[c->cause[i]] = day;
    }
}

static size_t count_both(const struct lc_cohort *c, const struct lc_split *split)
{
    size_t both = 0;
    bool train = false, test = false;
    for (size_t i = 0; i < c->n; i++) {
        train |= is_in(c, i, 0, split->train);
        test |= is_in(c, i, split->test_first, split->test_end);
        if (i + 1 == c->n || c->child[i + 1] != c->child[i]) {
            both += train && test;
            train = test = false;
        }
    }
    return both;
}

/* --- columns and models ----------------------------------------------------------- */

/* The least and the greatest of what a child had, and the six children that had least
 * and most; ascending and descending. */
struct ends {
    double low, high;
    double least[LC_SMALLEST_SHOWN], most[LC_SMALLEST_SHOWN];
};

/* A child's own value takes its place among the six. */
static void end_child(struct ends *e)
{
    for (int k = 0; k < LC_SMALLEST_SHOWN; k++) {
        double low = e->least[k], high = e->most[k];
        if (e->low < low || (isnan(low) && !isnan(e->low))) {
            e->least[k] = e->low;
            e->low = low;
        }
        if (e->high > high || (isnan(high) && !isnan(e->high))) {
            e->most[k] = e->high;
            e->high = high;
        }
    }
    e->low = e->high = NAN;
}

static void begin_ends(struct ends *e)
{
    e->low = e->high = NAN;
    for (int k = 0; k < LC_SMALLEST_SHOWN; k++)
        e->least[k] = e->most[k] = NAN;
}

static void add_value(struct lc_plan_column *to, struct ends *e, double value)
{
    if (!(value >= e->low))
        e->low = value;
    if (!(value <= e->high))
        e->high = value;
    to->mean += value;
    to->nonzero += value != 0;
}

static void count_column(struct lc_plan_column *to, const struct lc_column *column,
                         const struct lc_cohort *c)
{
    size_t seen = 0;
    int64_t child = -1, entry = -1;
    struct ends ends;
    begin_ends(&ends);
    for (size_t i = 0; i < c->n; i++) {
        if (i && c->child[i] != c->child[i - 1])
            end_child(&ends);
        double value = lc_column_get(column, i);
        if (isnan(value) || (column->type == LC_CATEGORY && value == 0)) {
            to->missing++;
            continue;
        }
        seen++;
        add_value(to, &ends, value);
        if (value == 0)
            continue;
        to->children += child != c->child[i];
        child = c->child[i];
        if (c->cause[i] == 1 && entry != child) {
            to->entries++;
            entry = child;
        }
    }
    end_child(&ends);
    to->mean = seen ? to->mean / (double)seen : NAN;
    to->low = ends.least[0];
    to->high = ends.most[0];
    to->six_low = ends.least[LC_SMALLEST_SHOWN - 1];
    to->six_high = ends.most[LC_SMALLEST_SHOWN - 1];
}

static void count_bytes(struct lc_plan *plan)
{
    size_t row = 0;
    for (size_t k = 0; k < plan->design.frame.count; k++)
        row += lc_type_size(plan->design.frame.column[k].type);
    row += sizeof *plan->design.child + sizeof *plan->design.landmark
           + sizeof *plan->design.days + sizeof *plan->design.cause
           + sizeof *plan->design.complete;
    plan->bytes = row * plan->design.frame.n;
}

static int count_columns(struct lc_plan *plan, struct lc_error *err)
{
    const struct lc_frame *frame = &plan->design.frame;
    plan->column = lc_alloc(frame->count, sizeof *plan->column);
    if (!plan->column)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < frame->count; k++)
        count_column(plan->column + k, frame->column + k, &plan->cohort);
    count_bytes(plan);
    return LC_OK;
}

/* The columns that training would learn. A formula that the data cannot carry is a
 * finding, and is counted as it is written. */
static int count_model(struct lc_plan *plan, unsigned m, const struct lc_frame *learnt,
                       unsigned char *used, struct lc_error *err)
{
    const struct lc_study_model *said = plan->study->models + m;
    struct lc_plan_model *model = plan->model + m;
    struct lc_terms_options options = { .missing = LC_FLAG_MISSING };
    struct lc_error why = { 0 };
    lc_terms *terms = NULL;
    int code = lc_study_check_formula(plan->study, said->formula, err);
    if (!code)
        code = lc_columns_of(said->formula, &plan->design.frame, &model->columns, used,
                             err);
    if (!code)
        code = lc_terms_learn(&terms, said->formula, learnt, &options, &why);
    if (terms)
        model->columns = lc_terms_count(terms);
    lc_terms_free(terms);
    if (code == LC_UNFIT) {
        lc_text_addf(&plan->finding, "model %s: %s\n", said->name, why.text);
        plan->findings++;
        code = LC_OK;
    }
    model->entries = plan->train.entries;
    model->each =
        model->columns ? (double)model->entries / (double)model->columns : INFINITY;
    model->advised = !lc_sample_size_advise(
        &model->size, (double)plan->train.children, (double)model->entries,
        (double)model->columns, NAN, LC_SIZE_YES_NO, NULL);
    if (why.code)
        lc_error_pass(err, code, &why);
    return lc_error_within(err, code, "model %s", said->name);
}

static int count_models(struct lc_plan *plan, const struct lc_frame *learnt,
                        struct lc_error *err)
{
    const struct lc_study *study = plan->study;
    size_t columns = plan->design.frame.count;
    unsigned char *used = lc_alloc(columns, 1);
    plan->model = lc_alloc(study->models_count, sizeof *plan->model);
    int code = used && plan->model ? LC_OK : LC_FAIL_NOMEM(err);
    for (unsigned m = 0; m < study->models_count && !code; m++)
        code = count_model(plan, m, learnt, used, err);
    for (size_t k = 0; k < columns && !code; k++)
        plan->column[k].used = used[k];
    free(used);
    return code;
}

/* --- the whole -------------------------------------------------------------------- */

static int check_enough(const struct lc_plan *plan, struct lc_error *err)
{
    const struct lc_plan_cause *entry = plan->cause + LC_ENTRY;
    if (!plan->cohort.n)
        return LC_FAIL(
            err, LC_UNFIT,
            "nobody is in the cohort: look at cohort, landmarks and the span of "
            "the store's histories");
    if (!entry->rows)
        return LC_FAIL(
            err, LC_UNFIT,
            "no child of the cohort entered care within the horizon, so there "
            "is nothing to learn; widen cohort, landmarks or horizon");
    if (entry->rows == plan->cohort.n)
        return LC_FAIL(
            err, LC_UNFIT,
            "every row of the cohort ends in an entry, so there is nobody to "
            "tell them from; look at cohort.known_to");
    return LC_OK;
}

static int count_all(struct lc_plan *plan, struct learnt *learnt,
                     const struct lc_store *store, lc_team *team, struct lc_error *err)
{
    const struct lc_split *split = &plan->split;
    count_span(&plan->all, &plan->cohort, 0, plan->cohort.landmarks.count);
    if (split->test_from == LC_NO_DAY)
        count_span(&plan->train, &plan->cohort, 0, split->train);
    count_span(&plan->test, &plan->cohort, plan->splits.at[0].test_first,
               split->test_end);
    plan->both = count_both(&plan->cohort, split);
    count_causes(plan);
    int code = check_enough(plan, err);
    if (!code && split->test_from != LC_NO_DAY)
        code = count_origins(plan, learnt, store, team, err);
    const struct lc_design *from = plan->origin ? &learnt->design : &plan->design;
    if (!code)
        code = count_columns(plan, err);
    if (!code)
        code = count_models(plan, &from->frame, err);
    if (!code)
        code = lc_plan_withouts(plan, err);
    lc_plan_pass_of(plan);
    if (!code)
        code = lc_assumed_of(&plan->assumed, plan->study, store, from, INT32_MAX, err);
    if (!code)
        code = lc_plan_find(plan, store, err);
    return code;
}

int lc_plan_make(struct lc_plan *plan, const struct lc_study *study,
                 const struct lc_store *store, lc_team *team, struct lc_error *err)
{
    struct lc_cohort_ask ask = { LC_NO_DAY, false };
    struct learnt learnt = { 0 };
    *plan = (struct lc_plan){ .study = study };
    int code = lc_cohort_build(&plan->cohort, study, store, &ask, team, err);
    if (!code)
        code = lc_landmarks_splits(&plan->cohort.landmarks, study, &plan->splits, err);
    if (!code)
        code = lc_design_build(&plan->design, study, store, &plan->cohort, team, err);
    if (!code) {
        plan->split = plan->splits.at[plan->splits.count - 1];
        code = count_all(plan, &learnt, store, team, err);
    }
    free_learnt(&learnt);
    if (code)
        lc_plan_free(plan);
    return code;
}

void lc_plan_free(struct lc_plan *plan)
{
    lc_cohort_free(&plan->cohort);
    lc_design_free(&plan->design);
    free(plan->origin);
    free(plan->column);
    free(plan->model);
    free(plan->without);
    lc_text_free(&plan->finding);
    *plan = (struct lc_plan){ 0 };
}
