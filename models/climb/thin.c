#include "models/climb/thin.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/climb/glide_inside.h"
#include "numeric/cholesky.h"

/* ENOUGH rows, and ENOUGH_EVENTS, a coefficient: more bring the start hardly nearer,
 * and the slice is a copy. */
enum { RUN = 32, EVERY = 512, ENOUGH = 300, ENOUGH_EVENTS = 100 };

size_t lc_thin_every(const struct lc_sample *sample, double events, size_t q)
{
    double share = (double)RUN / (2 * EVERY);
    bool ample = (double)sample->n * share >= ENOUGH * (double)q
                 && events * share >= ENOUGH_EVENTS * (double)q;
    if (ample)
        return (size_t)2 * EVERY;
    return sample->n >= 60000 && events * 2 * share >= 8 * (double)q ? EVERY : 0;
}

static size_t thin_rows(size_t n, size_t every)
{
    size_t left = n % every;
    return n / every * RUN + (left < RUN ? left : RUN);
}

/* A slice of an array of n things of size bytes; NULL for NULL, or without memory. */
static void *slice(const void *from, size_t n, size_t every, size_t size, bool *failed)
{
    if (!from || *failed)
        return NULL;
    char *to = lc_alloc(thin_rows(n, every), size), *at = to;
    if (!to) {
        *failed = true;
        return NULL;
    }
    for (size_t first = 0; first < n; first += every) {
        size_t count = n - first < RUN ? n - first : RUN;
        memcpy(at, (const char *)from + first * size, count * size);
        at += count * size;
    }
    return to;
}

static void slice_columns(struct lc_thin *thin, const struct lc_sample *s, size_t every,
                          bool *failed)
{
    struct lc_column *column = lc_alloc(s->x.p, sizeof *column);
    if (!column) {
        *failed = true;
        return;
    }
    for (size_t k = 0; k < s->x.p; k++) {
        column[k].type = s->x.column[k].type;
        column[k].data = slice(s->x.column[k].data, s->n, every,
                               lc_type_size(column[k].type), failed);
    }
    thin->sample.x = (struct lc_matrix){ thin_rows(s->n, every), s->x.p, column };
}

int lc_thin_init(struct lc_thin *thin, const struct lc_sample *s, size_t every,
                 struct lc_error *err)
{
    bool failed = false;
    struct lc_sample *t = &thin->sample;
    *thin = (struct lc_thin){ 0 };
    slice_columns(thin, s, every, &failed);
    t->n = thin_rows(s->n, every);
    thin->times = (double)s->n / (double)t->n;
    t->name = s->name;
    t->strata = s->strata;
    t->penalty_factor = s->penalty_factor;
    t->y = slice(s->y, s->n, every, sizeof *s->y, &failed);
    t->trials = slice(s->trials, s->n, every, sizeof *s->trials, &failed);
    t->start = slice(s->start, s->n, every, sizeof *s->start, &failed);
    t->stop = slice(s->stop, s->n, every, sizeof *s->stop, &failed);
    t->cause = slice(s->cause, s->n, every, sizeof *s->cause, &failed);
    t->weight = slice(s->weight, s->n, every, sizeof *s->weight, &failed);
    t->offset = slice(s->offset, s->n, every, sizeof *s->offset, &failed);
    t->stratum = slice(s->stratum, s->n, every, sizeof *s->stratum, &failed);
    if (!failed)
        return LC_OK;
    lc_thin_release(thin);
    return LC_FAIL_NOMEM(err);
}

/* The sample borrows as a rule; these arrays are ours all the same. */
static void drop(const void *array)
{
    free((void *)(uintptr_t)array);
}

void lc_thin_release(struct lc_thin *thin)
{
    struct lc_sample *t = &thin->sample;
    for (size_t k = 0; t->x.column && k < t->x.p; k++)
        drop(t->x.column[k].data);
    drop(t->x.column);
    drop(t->y);
    drop(t->trials);
    drop(t->start);
    drop(t->stop);
    drop(t->cause);
    drop(t->weight);
    drop(t->offset);
    drop(t->stratum);
    *thin = (struct lc_thin){ 0 };
}

static double trace(size_t q, const double *a)
{
    double sum = 0;
    for (size_t k = 0; k < q; k++)
        sum += a[k * q + k];
    return sum;
}

/* (1), from T(a) in matrix; where that is not positive definite, c W(a). Spoils slice->
 * factor. */
static void estimate(const struct lc_newton *whole, struct lc_newton *slice,
                     double times, double *matrix)
{
    size_t q = whole->q;
    double c = trace(q, slice->information) / trace(q, matrix);
    for (size_t i = 0; i < q * q; i++)
        slice->factor[i] = matrix[i] =
            times * (slice->information[i] - c * matrix[i]) + c * whole->information[i];
    memcpy(slice->held, whole->alias, q);
    lc_cholesky(q, slice->factor, 0, slice->held);
    if (memcmp(slice->held, whole->alias, q))
        for (size_t i = 0; i < q * q; i++)
            matrix[i] = c * whole->information[i];
}

/* The slice's maximum, and (1) in matrix; *found false if it has none. */
static int climb_slice(const struct lc_newton *whole, const struct lc_objective *f,
                       double times, struct lc_newton *slice, double *matrix,
                       bool *found, struct lc_error *err)
{
    size_t q = whole->q;
    memcpy(slice->beta, whole->beta, q * sizeof *slice->beta);
    memcpy(slice->alias, whole->alias, q);
    for (size_t k = 0; k < q; k++)
        slice->ridge[k] = whole->ridge[k] / times;
    int code = lc_newton_begin(slice, f, err);
    if (code)
        return code;
    memcpy(matrix, slice->information, q * q * sizeof *matrix);
    code = lc_newton_climb(slice, f, 1e-4, 12, err);
    *found = !code && (slice->status == LC_CONVERGED || slice->status == LC_ALIASED);
    if (*found)
        estimate(whole, slice, times, matrix);
    return code;
}

int lc_thin_climb(const struct lc_newton *whole, const struct lc_objective *of_slice,
                  double times, struct lc_start *start, struct lc_error *err)
{
    size_t q = whole->q;
    struct lc_newton slice;
    bool found = false;
    *start = (struct lc_start){ .beta = lc_alloc(q + q * q, sizeof(double)) };
    int code = start->beta ? lc_newton_init(&slice, q, err) : LC_FAIL_NOMEM(err);
    if (!code) {
        start->matrix = start->beta + q;
        code = climb_slice(whole, of_slice, times, &slice, start->matrix, &found, err);
        memcpy(start->beta, slice.beta, q * sizeof *start->beta);
        lc_newton_release(&slice);
    }
    if (code || !found) {
        free(start->beta);
        start->beta = NULL;
    }
    return code;
}

int lc_thin_glide(struct lc_newton *whole, const struct lc_objective *objective,
                  struct lc_start *start, const struct lc_fit_options *options,
                  struct lc_error *err)
{
    int code = LC_OK;
    if (start->beta)
        code = lc_glide(whole, objective, start->beta, start->matrix,
                        options->tolerance, options->max_steps, err);
    free(start->beta);
    start->beta = NULL;
    return code;
}

int lc_thin_leap(struct lc_newton *whole, const struct lc_objective *objective,
                 const struct lc_objective *of_slice, double times,
                 const struct lc_fit_options *options, struct lc_error *err)
{
    struct lc_start start;
    int code = lc_thin_climb(whole, of_slice, times, &start, err);
    return code ? code : lc_thin_glide(whole, objective, &start, options, err);
}
