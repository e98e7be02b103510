/* Where the information has run out (lost_inside.h). */
#include "models/climb/lost_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_eigen.h>

#include "base/memory.h"
#include "models/climb/newton_inside.h"
#include "models/family/family.h"

/* A step of Newton's method leaves 1/e of the information about a direction of (1): a
 * climb that has settled, or come to where its numbers end, is past LOST by far. FALL:
 * d of (2), far above what rounding and a gradient that is not quite 0 make of a sum.
 * NOTHING: information about a direction of length 1 that is none. */
static const double LOST = 1e-8, FALL = 1e-3, NOTHING = 1e-13;

/* No direction is lost while every pivot keeps its share. */
static bool is_sound(const struct lc_newton *n)
{
    bool sound = n->status != LC_INFINITE;
    for (size_t k = 0; sound && k < n->q; k++) {
        double pivot = n->factor[k * n->q + k];
        sound = n->alias[k] || pivot * pivot > 1e-5 * n->origin[k * n->q + k];
    }
    return sound;
}

static void gather(const struct lc_newton *n, const double *matrix, gsl_matrix *out)
{
    size_t a = 0;
    for (size_t i = 0; i < n->q; i++) {
        size_t b = 0;
        for (size_t j = 0; !n->alias[i] && j < n->q; j++)
            if (!n->alias[j])
                gsl_matrix_set(out, a, b++, matrix[i * n->q + j]);
        a += !n->alias[i];
    }
}

/* v'Iv */
static double left(const struct lc_newton *n, const double *v)
{
    double sum = 0;
    for (size_t i = 0; i < n->q; i++)
        for (size_t j = 0; j < n->q; j++)
            sum += v[i] * v[j] * n->information[i * n->q + j];
    return sum;
}

static void keep(struct lc_newton *n, const gsl_vector *value, const gsl_matrix *of)
{
    for (size_t e = 0; e < value->size; e++) {
        double *to = n->endless + n->endless_count * n->q;
        if (!(gsl_vector_get(value, e) < LOST))
            continue;
        for (size_t k = 0, a = 0; k < n->q; k++)
            to[k] = n->alias[k] ? 0 : gsl_matrix_get(of, a++, e);
        n->endless_count++;
    }
}

/* Does the objective fall as (2) says at beta + length v? beta is left there. */
static int falls(struct lc_newton *n, const struct lc_objective *f, const double *v,
                 double length, bool *fell, struct lc_error *err)
{
    double top = n->objective;
    for (size_t k = 0; k < n->q; k++)
        n->beta[k] = n->start[k] + length * v[k];
    int code = lc_newton_look(n, f, true, err);
    *fell = top - n->objective > FALL / 10; /* not what is no number */
    n->objective = top;
    return code;
}

/* Has the objective a maximum along v? */
static int try(struct lc_newton *n, const struct lc_objective *f, const double *v,
               double curve, bool *has_top, struct lc_error *err)
{
    double length = sqrt(2 * FALL / curve); /* s of (2) */
    bool up = false, down = false;
    int code = falls(n, f, v, length, &up, err);
    if (!code && up)
        code = falls(n, f, v, -length, &down, err);
    *has_top = up && down;
    return code;
}

/* Of the directions of (1), leaves those without a maximum. */
static int sift(struct lc_newton *n, const struct lc_objective *f, struct lc_error *err)
{
    size_t q = n->q, candidates = n->endless_count;
    bool looked = false;
    int code = LC_OK;
    memcpy(n->start, n->beta, q * sizeof *n->beta);
    n->endless_count = 0;
    for (size_t e = 0; e < candidates && !code; e++) {
        double *v = n->endless + e * q, curve = left(n, v);
        bool has_top = n->status != LC_CONVERGED && !(curve < NOTHING);
        if (n->status == LC_CONVERGED && curve > 0) {
            code = try(n, f, v, curve, &has_top, err);
            looked = true;
        }
        if (!has_top)
            memmove(n->endless + n->endless_count++ * q, v, q * sizeof *v);
    }
    memcpy(n->beta, n->start, q * sizeof *n->beta);
    return looked && !code ? lc_newton_look(n, f, true, err) : code;
}

/* The place of the greatest number of v[q]. */
static size_t greatest(const double *v, size_t q)
{
    size_t at = 0;
    for (size_t k = 1; k < q; k++)
        if (fabs(v[k]) > fabs(v[at]))
            at = k;
    return at;
}

/* Gauss and Jordan: any basis of the same directions would do, and this one has zeros.
 * What is left by rounding of a place without a part in it becomes 0. */
static void reduce(struct lc_newton *n)
{
    size_t q = n->q, *pivot = n->pivot;
    for (size_t e = 0; e < n->endless_count; e++) {
        double *v = n->endless + e * q, unit;
        pivot[e] = greatest(v, q);
        unit = v[pivot[e]];
        for (size_t k = 0; k < q; k++)
            v[k] /= unit;
        for (size_t other = 0; other < n->endless_count; other++) {
            double *w = n->endless + other * q, share = w[pivot[e]];
            for (size_t k = 0; other != e && k < q; k++)
                w[k] = k == pivot[e] ? 0 : w[k] - share * v[k];
        }
    }
    for (size_t e = 0; e < n->endless_count; e++)
        for (size_t k = 0; k < q; k++)
            if (fabs(n->endless[e * q + k])
                < 1e-5 * fabs(n->endless[e * q + greatest(n->endless + e * q, q)]))
                n->endless[e * q + k] = 0;
}

static int find(struct lc_newton *n, size_t m, struct lc_error *err)
{
    gsl_matrix *now = gsl_matrix_alloc(m, m), *then = gsl_matrix_alloc(m, m);
    gsl_matrix *of = gsl_matrix_alloc(m, m);
    gsl_vector *value = gsl_vector_alloc(m);
    gsl_eigen_gensymmv_workspace *work = gsl_eigen_gensymmv_alloc(m);
    bool room = now && then && of && value && work;
    if (room) {
        gather(n, n->information, now);
        gather(n, n->origin, then);
        if (gsl_eigen_gensymmv(now, then, value, of, work) == 0)
            keep(n, value, of);
    }
    gsl_eigen_gensymmv_free(work);
    gsl_vector_free(value);
    gsl_matrix_free(of);
    gsl_matrix_free(then);
    gsl_matrix_free(now);
    return room ? LC_OK : LC_FAIL_NOMEM(err);
}

int lc_newton_lost(struct lc_newton *n, const struct lc_objective *f,
                   struct lc_error *err)
{
    size_t m = 0;
    n->endless_count = 0;
    for (size_t k = 0; k < n->q; k++)
        m += !n->alias[k];
    if (!m || is_sound(n))
        return LC_OK;
    free(n->endless);
    free(n->pivot);
    n->endless = lc_alloc(m * n->q, sizeof *n->endless);
    n->pivot = lc_alloc(m, sizeof *n->pivot);
    int code = n->endless && n->pivot ? find(n, m, err) : LC_FAIL_NOMEM(err);
    if (!code && n->status != LC_INFINITE)
        code = sift(n, f, err);
    if (!code)
        reduce(n);
    return code;
}
