/* Frozen terms, then coefficients, then the family's risk. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/family/centre.h"
#include "models/family/endless.h"
#include "models/fit/model.h"
#include "parallel/same_time.h"

enum { ROWS = 1024 }; /* at a time */

void lc_model_coefficients(const struct lc_model *model, double *beta, double *constant)
{
    const struct lc_fit *fit = model->fit;
    size_t each = fit->terms / fit->causes;
    size_t cause = fit->causes > 1 ? (size_t)model->cause - 1 : 0;
    size_t first = cause < fit->causes ? cause * each : 0;
    memset(beta, 0, lc_terms_count(model->terms) * sizeof *beta);
    *constant = 0;
    for (size_t k = first; k < first + each; k++) {
        if (isnan(fit->at_centre[k]))
            continue;
        if (fit->column[k] >= 0)
            beta[fit->column[k]] = fit->at_centre[k];
        else if (lc_is_intercept(fit->name[k]))
            *constant = fit->at_centre[k];
    }
}

double lc_model_to_zero(const struct lc_model *model, const double *beta)
{
    const double *centre = model->fit->centre;
    double sum = 0;
    if (model->family->intercept != LC_INTERCEPT_IN_BASELINE)
        return 0;
    if (model->fit->status == LC_INFINITE)
        return NAN;
    if (!centre)
        return 0;
    for (size_t k = 0; k < lc_terms_count(model->terms); k++)
        sum += centre[k] * beta[k];
    return sum;
}

static double near_mean(const struct lc_term *term)
{
    if (!isfinite(term->mean) || !isfinite(term->sd))
        return 0;
    double grid = term->sd > 0 ? ldexp(1, ilogb(term->sd)) : 0;
    return grid > 0 ? rint(term->mean / grid) * grid : term->mean;
}

int lc_model_centre(const struct lc_model *model, double **centre, struct lc_error *err)
{
    size_t p = lc_terms_count(model->terms);
    *centre = lc_alloc(p, sizeof **centre);
    if (!*centre)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < p; k++)
        (*centre)[k] = near_mean(lc_terms_at(model->terms, k));
    return LC_OK;
}

const char *lc_model_beyond(const struct lc_model *model, int32_t stratum, double time)
{
    const struct lc_curve *curve = lc_fit_curve(model->fit, stratum);
    return curve && curve->last > 0 && time > lc_time_reach(curve->last)
               ? "nobody was watched so long"
               : NULL;
}

static int make_room(struct lc_risks *r, bool contributions, struct lc_error *err)
{
    r->lp = lc_alloc(r->n, sizeof *r->lp);
    r->risk = lc_alloc(r->n, sizeof *r->risk);
    r->low = lc_alloc(r->n, sizeof *r->low);
    r->high = lc_alloc(r->n, sizeof *r->high);
    if (contributions && r->n && r->p > SIZE_MAX / sizeof(double) / r->n)
        return LC_FAIL_NOMEM(err);
    if (contributions)
        r->contribution = lc_alloc(r->n * r->p, sizeof *r->contribution);
    if (!r->lp || !r->risk || !r->low || !r->high
        || (contributions && !r->contribution))
        return LC_FAIL_NOMEM(err);
    return LC_OK;
}

/* Row-major values of a run of rows, less the centre. */
static void gather(const struct lc_matrix *x, const double *centre, size_t first,
                   size_t count, double *out)
{
    double value[ROWS];
    for (size_t c = 0; c < x->p; c++) {
        lc_column_read(x->column + c, first, count, value);
        for (size_t i = 0; i < count; i++)
            out[i * x->p + c] = lc_from_centre(centre, c, value[i]);
    }
}

static void predict(struct lc_risks *r, const double *beta, size_t first, size_t count,
                    const double *x)
{
    for (size_t i = 0; i < count; i++) {
        double sum = r->constant + (r->offset ? r->offset[first + i] : 0);
        for (size_t c = 0; c < r->p; c++) {
            double part = beta[c] * x[i * r->p + c];
            sum += part;
            if (r->contribution)
                r->contribution[(first + i) * r->p + c] = part;
        }
        r->lp[first + i] = sum;
    }
}

static void forget(struct lc_risks *r, size_t i)
{
    r->lp[i] = r->risk[i] = r->low[i] = r->high[i] = NAN;
    for (size_t c = 0; r->contribution && c < r->p; c++)
        r->contribution[i * r->p + c] = NAN;
}

static int work_out(struct lc_risks *r, const struct lc_model *model, double horizon,
                    double *beta, double *x, struct lc_error *err)
{
    const struct lc_applied *a = &r->applied;
    lc_model_coefficients(model, beta, &r->constant);
    r->to_zero = lc_model_to_zero(model, beta);
    for (size_t i = 0; i < r->n && r->offset; i++)
        if (a->cannot[i])
            r->offset[i] = 0; /* forgotten below; a family would refuse NaN */
    for (size_t first = 0; first < r->n; first += ROWS) {
        size_t count = r->n - first < ROWS ? r->n - first : ROWS;
        gather(&a->x, model->fit->centre, first, count, x);
        predict(r, beta, first, count, x);
        struct lc_risk_rows rows = { .m = count,
                                     .p = r->p,
                                     .x = x,
                                     .offset = a->offset ? a->offset + first : NULL,
                                     .stratum = a->stratum ? a->stratum + first : NULL,
                                     .horizon = horizon };
        struct lc_risk_out out = { r->risk + first, r->low + first, r->high + first };
        int code = lc_endless_rows(model->fit, &rows, a->cannot + first, err);
        if (!code)
            code = model->family->risk(model->fit, &rows, &out, err);
        if (code)
            return code;
    }
    for (size_t i = 0; i < r->n; i++) {
        if (!a->cannot[i] && isnan(r->risk[i])) /* never a blank without a reason */
            a->cannot[i] = "the model gives no number for its risk";
        if (a->cannot[i])
            forget(r, i);
    }
    return LC_OK;
}

int lc_model_risk(struct lc_risks *risks, const struct lc_model *model,
                  const struct lc_frame *frame, const unsigned char *keep,
                  double horizon, bool contributions, struct lc_error *err)
{
    *risks = (struct lc_risks){ 0 };
    int code =
        lc_terms_apply(&risks->applied, model->terms, frame, keep, LC_APPLY_SCORE, err);
    if (code)
        return code;
    risks->n = risks->applied.n;
    risks->p = risks->applied.x.p;
    risks->row = risks->applied.row;
    risks->offset = risks->applied.offset;
    risks->cannot = risks->applied.cannot;
    double *beta = lc_alloc(risks->p, sizeof *beta);
    double *x = lc_alloc(ROWS * risks->p, sizeof *x);
    code = beta && x ? make_room(risks, contributions, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = work_out(risks, model, horizon, beta, x, err);
    free(beta);
    free(x);
    if (code)
        lc_risks_free(risks);
    return code;
}

int lc_model_unaffected(const struct lc_model *model, const struct lc_frame *frame,
                        const unsigned char *keep, size_t *rows, size_t *unaffected,
                        struct lc_error *err)
{
    struct lc_applied a;
    int code = lc_terms_apply(&a, model->terms, frame, keep, LC_APPLY_SCORE, err);
    if (code)
        return code;
    double *x = lc_alloc(ROWS * a.x.p, sizeof *x);
    code = x ? LC_OK : LC_FAIL_NOMEM(err);
    *rows = *unaffected = 0;
    for (size_t first = 0; !code && first < a.n; first += ROWS) {
        size_t count = a.n - first < ROWS ? a.n - first : ROWS;
        gather(&a.x, model->fit->centre, first, count, x);
        struct lc_risk_rows at = { .m = count,
                                   .p = a.x.p,
                                   .x = x,
                                   .stratum = a.stratum ? a.stratum + first : NULL,
                                   .horizon = INFINITY };
        for (size_t i = 0; i < count; i++)
            *rows += !a.cannot[first + i];
        code = lc_endless_rows(model->fit, &at, a.cannot + first, err);
        for (size_t i = 0; i < count; i++)
            *unaffected += !a.cannot[first + i];
    }
    free(x);
    lc_applied_free(&a);
    return code;
}

int lc_model_need_finite(const struct lc_model *model, const char *what,
                         struct lc_error *err)
{
    if (model->fit->status != LC_INFINITE)
        return LC_OK;
    return LC_FAIL(err, LC_SEPARATED,
                   "the outcome is separated in this model, so that %s; fit it with a "
                   "penalty (fit's --ridge or --firth), or without the columns: %s",
                   what, model->fit->status_text);
}

void lc_risks_free(struct lc_risks *risks)
{
    free(risks->lp);
    free(risks->risk);
    free(risks->low);
    free(risks->high);
    free(risks->contribution);
    lc_applied_free(&risks->applied);
    *risks = (struct lc_risks){ 0 };
}
