#include "models/command/evaluate_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

/* --- risks of every row of the frame --- */

static int model_risks(double *risk, const struct lc_frame *frame,
                       const struct lc_evaluate_ask *ask, struct lc_error *err)
{
    struct lc_risks risks;
    int code =
        lc_model_risk(&risks, ask->model, frame, ask->keep, ask->horizon, false, err);
    if (code)
        return code;
    for (size_t i = 0; i < risks.n; i++)
        risk[risks.row[i]] = risks.risk[i];
    lc_risks_free(&risks);
    return LC_OK;
}

static int column_risks(double *risk, const struct lc_frame *frame,
                        const struct lc_evaluate_ask *ask, struct lc_error *err)
{
    const struct lc_column *column = lc_frame_find(frame, ask->risk);
    if (!column || column->type == LC_CATEGORY)
        return LC_FAIL(err, LC_USAGE, "no column of numbers '%.60s' in the table",
                       ask->risk);
    lc_column_read(column, 0, frame->n, risk);
    for (size_t i = 0; i < frame->n; i++)
        if ((!ask->keep || ask->keep[i]) && (risk[i] < 0 || risk[i] > 1))
            return LC_FAIL(err, LC_RANGE, "row %zu: '%.60s' is not a risk from 0 to 1",
                           i + 1, ask->risk);
    return LC_OK;
}

/* NaN: the row has no risk. */
static int read_risks(double **risk, const struct lc_frame *frame,
                      const struct lc_evaluate_ask *ask, struct lc_error *err)
{
    *risk = lc_alloc(frame->n, sizeof **risk);
    if (!*risk)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < frame->n; i++)
        (*risk)[i] = NAN;
    return ask->risk ? column_risks(*risk, frame, ask, err)
                     : model_risks(*risk, frame, ask, err);
}

/* --- outcomes --- */

/* "outcome ~ 1", with the model's own left side where none is stated. */
static int outcome_formula(struct lc_text *formula, const struct lc_evaluate_ask *ask,
                           struct lc_error *err)
{
    if (ask->outcome) {
        lc_text_addf(formula, "%s ~ 1", ask->outcome);
        return lc_text_check(formula, err);
    }
    const char *whole = lc_terms_formula(ask->model->terms);
    const char *tilde = strstr(whole, " ~ ");
    if (!tilde)
        return LC_FAIL(err, LC_USAGE,
                       "this model's formula names no outcome: say --outcome");
    lc_text_add_bytes(formula, whole, (size_t)(tilde - whole));
    lc_text_add(formula, " ~ 1");
    return lc_text_check(formula, err);
}

static int apply_outcome(struct lc_applied *applied, const struct lc_frame *frame,
                         const struct lc_evaluate_ask *ask, struct lc_error *err)
{
    struct lc_text formula = { 0 };
    struct lc_terms_options options = { .cluster = ask->child, .keep = ask->keep };
    lc_terms *terms = NULL;
    int code = outcome_formula(&formula, ask, err);
    if (!code)
        code = lc_terms_learn(&terms, formula.data, frame, &options, err);
    if (!code)
        code = lc_terms_apply(applied, terms, frame, ask->keep, LC_APPLY_FIT, err);
    lc_terms_free(terms);
    lc_text_free(&formula);
    if (code)
        return code;
    if (applied->outcome == LC_OUTCOME_VALUE || applied->outcome == LC_OUTCOME_TIME)
        return LC_OK;
    lc_applied_free(applied);
    return LC_FAIL(err, LC_USAGE,
                   "evaluate judges one row a person: y, or Surv(time, event)");
}

/* --- together, by child --- */

/* The kept rows with a risk, in order of their child. */
static int order_rows(size_t **order, size_t *count, const struct lc_applied *a,
                      const double *risk, struct lc_error *err)
{
    size_t children = a->cluster ? a->clusters : a->n;
    size_t *first = lc_alloc(children + 1, sizeof *first);
    *count = 0;
    *order = lc_alloc(a->n, sizeof **order);
    if (!first || !*order) {
        free(first);
        return LC_FAIL_NOMEM(err);
    }
    for (size_t i = 0; i < a->n; i++)
        if (!isnan(risk[a->row[i]])) {
            first[(a->cluster ? (size_t)a->cluster[i] : i) + 1]++;
            ++*count;
        }
    for (size_t c = 0; c < children; c++)
        first[c + 1] += first[c];
    for (size_t i = 0; i < a->n; i++)
        if (!isnan(risk[a->row[i]]))
            (*order)[first[a->cluster ? (size_t)a->cluster[i] : i]++] = i;
    free(first);
    return LC_OK;
}

static int make_room(struct lc_evaluated *rows, const struct lc_applied *a,
                     struct lc_error *err)
{
    rows->risk = lc_alloc(rows->n, sizeof *rows->risk);
    rows->child = lc_alloc(rows->n, sizeof *rows->child);
    if (a->y)
        rows->outcome = lc_alloc(rows->n, 1);
    else
        rows->time = lc_alloc(rows->n, sizeof *rows->time);
    rows->cause = lc_alloc(rows->n, sizeof *rows->cause);
    return rows->risk && rows->child && rows->cause && (rows->outcome || rows->time)
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}

static int put_row(struct lc_evaluated *rows, size_t k, const struct lc_applied *a,
                   size_t i, int cause, struct lc_error *err)
{
    if (rows->outcome && a->y[i] != 0 && a->y[i] != 1)
        return LC_FAIL(err, LC_RANGE, "row %zu: the outcome is not 0 or 1",
                       a->row[i] + 1);
    if (rows->outcome)
        rows->outcome[k] = a->y[i] == 1;
    else
        rows->time[k] = a->stop[i];
    if (!rows->outcome)
        rows->cause[k] = a->cause[i] == 0 ? 0 : a->cause[i] == cause ? 1 : 2;
    rows->events += rows->outcome ? rows->outcome[k] : rows->cause[k] == 1;
    return LC_OK;
}

static int fill(struct lc_evaluated *rows, const struct lc_applied *a,
                const double *risk, const size_t *order, int cause,
                struct lc_error *err)
{
    int32_t last = -1;
    int code = make_room(rows, a, err);
    for (size_t k = 0; k < rows->n && !code; k++) {
        size_t i = order[k];
        int32_t child = a->cluster ? a->cluster[i] : (int32_t)k;
        rows->children += k == 0 || child != last;
        last = child;
        rows->child[k] = (int32_t)rows->children - 1;
        rows->risk[k] = risk[a->row[i]];
        code = put_row(rows, k, a, i, cause, err);
    }
    return code;
}

int lc_evaluated_read(struct lc_evaluated *rows, const struct lc_frame *frame,
                      const struct lc_evaluate_ask *ask, struct lc_error *err)
{
    struct lc_applied applied;
    double *risk = NULL;
    size_t *order = NULL;
    *rows = (struct lc_evaluated){ 0 };
    int code = apply_outcome(&applied, frame, ask, err);
    if (code)
        return code;
    code = read_risks(&risk, frame, ask, err);
    if (!code)
        code = order_rows(&order, &rows->n, &applied, risk, err);
    if (!code) {
        rows->left_out = applied.missing + applied.n - rows->n;
        code = fill(rows, &applied, risk, order, ask->cause, err);
    }
    free(risk);
    free(order);
    lc_applied_free(&applied);
    if (code)
        lc_evaluated_free(rows);
    return code;
}

void lc_evaluated_free(struct lc_evaluated *rows)
{
    free(rows->risk);
    free(rows->child);
    free(rows->outcome);
    free(rows->time);
    free(rows->cause);
    *rows = (struct lc_evaluated){ 0 };
}
