/* What the families' recalibrations share (recalibrate.h). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/family/recalibrate.h"

const char *const lc_recalibration_names[] = { "intercept", "slope", "baseline", NULL };

void lc_recal_eta(struct lc_recal *w)
{
    const struct lc_matrix *x = &w->sample->x;
    for (size_t i = 0; i < w->sample->n; i++) {
        w->eta[i] = w->constant;
        for (size_t k = 0; k < x->p; k++)
            w->eta[i] += w->beta[k] * lc_recal_column(w, k, i);
    }
}

void lc_recal_offset(const struct lc_recal *w, double b, double *offset)
{
    const double *own = w->sample->offset;
    for (size_t i = 0; i < w->sample->n; i++)
        offset[i] = b * w->eta[i] + (own ? own[i] : 0);
}

int lc_recal_line(struct lc_recal *w, const struct lc_family *family, bool slope,
                  struct lc_fit_options options, struct lc_error *err)
{
    static const char *const name[] = { "linear predictor" };
    struct lc_column column = { .type = LC_F64, .data = w->eta };
    struct lc_sample s = *w->sample;
    double *offset = NULL;
    s.x = (struct lc_matrix){ s.n, slope, &column };
    s.name = name;
    s.penalty_factor = NULL;
    s.centre = NULL;
    options.team = w->team;
    options.concordance = 0;
    if (!slope) {
        offset = lc_alloc(s.n, sizeof *offset);
        if (!offset)
            return LC_FAIL_NOMEM(err);
        lc_recal_offset(w, 1, offset);
        s.offset = offset;
    }
    lc_fit_free(w->line);
    w->line = NULL;
    int code = family->fit(&w->line, &s, &options, err);
    free(offset);
    if (!code && (code = lc_fit_code(w->line)))
        return LC_FAIL(err, code, "%s", w->line->status_text);
    return code;
}

double lc_recal_events(const struct lc_sample *s, int cause)
{
    double sum = 0;
    for (size_t i = 0; i < s->n; i++)
        sum += (s->weight ? s->weight[i] : 1)
               * (s->cause ? s->cause[i] == cause : s->y[i]);
    return sum;
}

int lc_recal_level(struct lc_fit *fit, struct lc_recalibrated *out,
                   struct lc_error *err)
{
    double factor = out->events / out->expected; /* (2) of recalibrate.h */
    if (!(out->expected > 0 && out->events > 0))
        return LC_FAIL(err, LC_UNFIT, "there is no event to set the level by");
    out->intercept = log(factor);
    for (size_t c = 0; c < fit->curves; c++) {
        struct lc_curve *curve = &fit->curve[c];
        for (size_t i = 0; i < curve->n; i++) {
            curve->hazard[i] *= factor;
            curve->variance[i] *= factor * factor;
        }
        for (size_t i = 0; i < curve->n * fit->terms; i++)
            curve->mean[i] *= factor;
    }
    return LC_OK;
}

/* (6) without a level: db x'B + b x'dB. */
void lc_recal_spread_out(const struct lc_recal *w, struct lc_fit *fit, double b,
                         double variance)
{
    size_t p = fit->terms;
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++)
            fit->covariance[i * p + j] =
                b * b * fit->covariance[i * p + j] + variance * w->beta[i] * w->beta[j];
    for (size_t k = 0; k < p; k++)
        fit->at_centre[k] *= b;
}

/* out [q * q] += factor m c m', m [q * s], c [s * s]; room [q * s]. */
static void add_sandwich(double *out, size_t q, size_t s, const double *m,
                         const double *c, double factor, double *room)
{
    memset(room, 0, q * s * sizeof *room);
    for (size_t i = 0; i < q; i++)
        for (size_t k = 0; k < s; k++)
            for (size_t j = 0; m[i * s + k] != 0 && j < s; j++)
                room[i * s + j] += m[i * s + k] * c[k * s + j];
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < q; j++)
            for (size_t k = 0; k < s; k++)
                out[i * q + j] += factor * room[i * s + k] * m[j * s + k];
}

int lc_recal_spread(double *out, const struct lc_recal_spread *p, struct lc_error *err)
{
    size_t most = p->r > p->s ? p->r : p->s;
    double *room = lc_alloc(p->q * (most ? most : 1), sizeof *room);
    if (!room)
        return LC_FAIL_NOMEM(err);
    memset(out, 0, p->q * p->q * sizeof *out);
    add_sandwich(out, p->q, p->r, p->j, p->v, 1, room);
    add_sandwich(out, p->q, p->s, p->k, p->c, p->b * p->b, room);
    free(room);
    return LC_OK;
}

/* (6): theta carries c + x'B, direction what moves with a. */
int lc_recal_shift(struct lc_fit *fit, const struct lc_recal_shift *shift,
                   struct lc_error *err)
{
    size_t q = fit->terms;
    double *room = lc_alloc(q * (2 + 2 * q), sizeof *room);
    if (!room)
        return LC_FAIL_NOMEM(err);
    double *j = room, *k = room + 2 * q, *was = k + q * q;
    for (size_t i = 0; i < q; i++) {
        j[i * shift->r] = shift->direction[i];
        if (shift->r > 1)
            j[i * shift->r + 1] = shift->theta[i];
        for (size_t l = 0; l < q; l++)
            k[i * q + l] = (i == l) - shift->direction[i] * shift->zbar[l];
    }
    memcpy(was, fit->covariance, q * q * sizeof *was);
    struct lc_recal_spread spread = { q, shift->r, q, j, shift->v, k, was, shift->b };
    int code = lc_recal_spread(fit->covariance, &spread, err);
    free(room);
    return code;
}
