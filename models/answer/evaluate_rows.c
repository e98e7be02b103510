#include "models/answer/evaluate_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "models/family/endless.h"

/* --- risks of every row of the frame ---------------------------------------------- */

struct risks {
    double *risk, *index, *against; /* [frame->n] NaN: the row has none */
    bool linear;                    /* as in struct lc_evaluated */
    size_t separated;               /* likewise */
};

static int model_risks(struct risks *r, const struct lc_frame *frame,
                       const struct lc_evaluate_ask *ask, struct lc_error *err)
{
    struct lc_risks risks;
    bool by_index = ask->model->family->ranks == LC_YES
                    && lc_terms_strata(ask->model->terms) == 1
                    && ask->model->fit->status != LC_INFINITE,
         timed = ask->model->family->response != LC_BINARY;
    if (timed && !(ask->horizon > 0) && !by_index)
        return LC_FAIL(err, LC_USAGE, "say by when: --horizon TIME");
    int code = lc_model_risk(&risks, ask->model, frame, ask->keep,
                             ask->horizon > 0 ? ask->horizon : 1, false, err);
    if (code)
        return code;
    r->linear = by_index;
    for (size_t i = 0; i < risks.n; i++) {
        r->risk[risks.row[i]] = risks.risk[i];
        r->separated += risks.cannot[i] && strcmp(risks.cannot[i], LC_ENDLESS_WHY) == 0;
        r->index[risks.row[i]] = by_index ? risks.lp[i] : risks.risk[i];
    }
    lc_risks_free(&risks);
    return LC_OK;
}

static int read_column(double *out, const char *name, bool ranks,
                       const struct lc_frame *frame, const unsigned char *keep,
                       struct lc_error *err)
{
    const struct lc_column *column = lc_frame_find(frame, name);
    if (!column || column->type == LC_CATEGORY)
        return LC_FAIL(err, LC_USAGE, "no column of numbers '%.60s' in the table",
                       name);
    lc_column_read(column, 0, frame->n, out);
    for (size_t i = 0; i < frame->n; i++)
        if (!ranks && (!keep || keep[i]) && (out[i] < 0 || out[i] > 1))
            return LC_FAIL(err, LC_RANGE,
                           "row %zu: '%.60s' is not a risk from 0 to 1; a score of "
                           "another size is a --marker",
                           i + 1, name);
    return LC_OK;
}

static int read_risks(struct risks *r, const struct lc_frame *frame,
                      const struct lc_evaluate_ask *ask, struct lc_error *err)
{
    r->risk = lc_alloc(3 * frame->n, sizeof *r->risk);
    if (!r->risk)
        return LC_FAIL_NOMEM(err);
    r->index = r->risk + frame->n;
    r->against = ask->settings->against ? r->index + frame->n : NULL;
    r->linear = ask->settings->marker != NULL;
    for (size_t i = 0; i < 2 * frame->n; i++)
        r->risk[i] = NAN;
    const struct lc_evaluate_settings *s = ask->settings;
    const char *column = s->marker ? s->marker : s->risk;
    int code = column ? read_column(r->risk, column, s->marker, frame, ask->keep, err)
                      : model_risks(r, frame, ask, err);
    if (!code && r->against)
        code = read_column(r->against, s->against, true, frame, ask->keep, err);
    for (size_t i = 0; i < frame->n && !code; i++) {
        if (column)
            r->index[i] = r->risk[i];
        if (r->against && isnan(r->against[i]))
            r->risk[i] = NAN;
    }
    return code;
}

/* --- outcomes --------------------------------------------------------------------- */

/* "outcome ~ 1", with the model's own left side where none is stated. */
static int outcome_formula(struct lc_text *formula, const struct lc_evaluate_ask *ask,
                           struct lc_error *err)
{
    char strata[200] = "1";
    if (ask->settings->strata)
        snprintf(strata, sizeof strata, "strata(`%.180s`)", ask->settings->strata);
    if (ask->settings->outcome) {
        lc_text_addf(formula, "%s ~ %s", ask->settings->outcome, strata);
        return lc_text_check(formula, err);
    }
    const char *whole = lc_terms_formula(ask->model->terms);
    const char *tilde = strstr(whole, " ~ ");
    if (!tilde)
        return LC_FAIL(err, LC_USAGE,
                       "this model's formula names no outcome: say --outcome");
    lc_text_add_bytes(formula, whole, (size_t)(tilde - whole));
    lc_text_addf(formula, " ~ %s", strata);
    return lc_text_check(formula, err);
}

static int apply_outcome(struct lc_applied *applied, const struct lc_frame *frame,
                         const struct lc_evaluate_ask *ask, struct lc_error *err)
{
    struct lc_text formula = { 0 };
    struct lc_terms_options options = { .weights = ask->settings->weights,
                                        .cluster = ask->settings->child,
                                        .keep = ask->keep };
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
    if (applied->outcome == LC_OUTCOME_VALUE || applied->outcome == LC_OUTCOME_TIME
        || applied->outcome == LC_OUTCOME_SPELL)
        return LC_OK;
    lc_applied_free(applied);
    return LC_FAIL(err, LC_USAGE,
                   "evaluate judges y, Surv(time, event) or Surv(start, stop, event)");
}

/* --- together, by child ----------------------------------------------------------- */

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
                     const struct risks *risks, struct lc_error *err)
{
    size_t n = rows->n;
    bool ok =
        (rows->row = lc_alloc(n, sizeof *rows->row))
        && (rows->risk = lc_alloc(n, sizeof *rows->risk))
        && (rows->index = lc_alloc(n, sizeof *rows->index))
        && (rows->child = lc_alloc(n, sizeof *rows->child))
        && (rows->cause = lc_alloc(n, sizeof *rows->cause))
        && (a->y ? (rows->outcome = lc_alloc(n, 1)) != NULL
                 : (rows->time = lc_alloc(n, sizeof *rows->time)) != NULL)
        && (!risks->against || (rows->against = lc_alloc(n, sizeof *rows->against)))
        && (!a->start || (rows->start = lc_alloc(n, sizeof *rows->start)))
        && (!a->weight || (rows->weight = lc_alloc(n, sizeof *rows->weight)))
        && (!a->stratum || (rows->stratum = lc_alloc(n, sizeof *rows->stratum)));
    return ok ? LC_OK : LC_FAIL_NOMEM(err);
}

/* What belongs to the row besides its outcome. */
static int put_sides(struct lc_evaluated *rows, size_t k, const struct lc_applied *a,
                     size_t i, const struct risks *risks, struct lc_error *err)
{
    size_t row = a->row[i];
    rows->row[k] = row;
    rows->risk[k] = risks->risk[row];
    rows->index[k] = risks->index[row];
    if (rows->against)
        rows->against[k] = risks->against[row];
    if (rows->start)
        rows->start[k] = a->start[i];
    if (rows->stratum)
        rows->stratum[k] = a->stratum[i];
    if (rows->weight)
        rows->weight[k] = a->weight[i];
    if (rows->weight && !(a->weight[i] >= 0 && a->weight[i] <= 1e100))
        return LC_FAIL(err, LC_RANGE,
                       "row %zu: the weight is not a number from 0 to 1e100", row + 1);
    if (rows->start && !(a->start[i] < a->stop[i]))
        return LC_FAIL(err, LC_RANGE, "row %zu: it starts no earlier than it stops",
                       row + 1);
    return LC_OK;
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
                const struct risks *risks, const size_t *order, int cause,
                struct lc_error *err)
{
    int32_t last = -1;
    int code = make_room(rows, a, risks, err);
    for (size_t k = 0; k < rows->n && !code; k++) {
        size_t i = order[k];
        int32_t child = a->cluster ? a->cluster[i] : (int32_t)k;
        rows->children += k == 0 || child != last;
        last = child;
        rows->child[k] = (int32_t)rows->children - 1;
        code = put_sides(rows, k, a, i, risks, err);
        if (!code)
            code = put_row(rows, k, a, i, cause, err);
    }
    return code;
}

/* Which list a row is on, and whether rows are of the same people unsaid. */
static int find_lists(struct lc_evaluated *rows, const struct lc_frame *frame,
                      const struct lc_evaluate_ask *ask, struct lc_error *err)
{
    struct lc_list_rows judged = { frame, rows->row, rows->n, rows->children };
    int code =
        ask->settings->child ? LC_OK : lc_lists_repeat(&rows->repeat, &judged, err);
    if (!code && ask->settings->list)
        code =
            lc_lists_of(&rows->list, &rows->lists, &judged, ask->settings->list, err);
    else if (!code && ask->settings->capacity > 0)
        code = lc_lists_single(&judged, err);
    return code;
}

int lc_evaluated_read(struct lc_evaluated *rows, const struct lc_frame *frame,
                      const struct lc_evaluate_ask *ask, struct lc_error *err)
{
    struct lc_applied applied;
    struct risks risks = { 0 };
    size_t *order = NULL;
    const struct lc_family *family = ask->model ? ask->model->family : NULL;
    *rows = (struct lc_evaluated){ .strata = 1, .ranks = ask->settings->marker };
    if (family && family->response == LC_TIME_TO_CAUSE && family->ranks == LC_YES)
        rows->by = family;
    int code = apply_outcome(&applied, frame, ask, err);
    if (code)
        return code;
    if (applied.cause)
        code = lc_events_check(applied.n, applied.cause, err);
    if (!code)
        code = read_risks(&risks, frame, ask, err);
    if (!code)
        code = order_rows(&order, &rows->n, &applied, risks.risk, err);
    if (!code) {
        rows->strata = applied.strata;
        rows->linear = risks.linear;
        rows->separated = risks.separated;
        rows->left_out = applied.missing + applied.n - rows->n;
        rows->weightless = applied.weightless;
        code = fill(rows, &applied, &risks, order, ask->settings->cause, err);
    }
    if (!code)
        code = find_lists(rows, frame, ask, err);
    free(risks.risk);
    free(order);
    lc_applied_free(&applied);
    if (code)
        lc_evaluated_free(rows);
    return code;
}

void lc_evaluated_free(struct lc_evaluated *rows)
{
    free(rows->row);
    free(rows->risk);
    free(rows->index);
    free(rows->against);
    free(rows->start);
    free(rows->weight);
    free(rows->stratum);
    free(rows->list);
    free(rows->child);
    free(rows->outcome);
    free(rows->time);
    free(rows->cause);
    *rows = (struct lc_evaluated){ 0 };
}
