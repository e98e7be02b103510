/* Knots of so many children, and lines between them (coarse.h). */
#include "models/fit/coarse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct event {
    double time;
    int32_t child;
};

static int by_time(const void *a, const void *b)
{
    const struct event *x = a, *y = b;
    return (x->time > y->time) - (x->time < y->time);
}

/* The events that a curve is made of; returns how many. */
static size_t gather(const struct lc_curve *curve, const struct lc_sample *s,
                     bool stratified, struct event *event)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        bool here = !stratified || !s->stratum || s->stratum[i] == curve->stratum;
        if (here && s->cause[i] == curve->cause)
            event[n++] =
                (struct event){ s->stop[i], s->cluster ? s->cluster[i] : (int32_t)i };
    }
    qsort(event, n, sizeof *event, by_time);
    return n;
}

/* knot[] of the events' times; returns how many. seen [children] zeroed. */
static size_t place_knots(size_t n, const struct event *event, size_t *seen,
                          double *knot)
{
    size_t knots = 0, children = 0;
    for (size_t i = 0; i < n; i++) {
        size_t *mark = &seen[event[i].child];
        children += *mark != knots + 1;
        *mark = knots + 1;
        bool whole = i + 1 == n || event[i + 1].time > event[i].time;
        if (whole && children >= LC_COARSE_CHILDREN) {
            knot[knots++] = event[i].time;
            children = 0;
        }
    }
    if (children && knots)
        knot[knots - 1] = event[n - 1].time; /* too few for one of their own */
    else if (children)
        knot[knots++] = event[n - 1].time;
    return knots;
}

static double value(const double *of, size_t steps, size_t p, size_t j)
{
    return steps ? of[(steps - 1) * p + j] : 0;
}

/* One point of `to` on the line between `from` curve's steps a and b. */
static void put_point(struct lc_curve *to, const struct lc_curve *from, size_t p,
                      double time, double share, size_t a, size_t b)
{
    size_t at = to->n++;
    to->time[at] = time;
    to->hazard[at] = (1 - share) * value(from->hazard, a, 1, 0)
                     + share * value(from->hazard, b, 1, 0);
    to->variance[at] = (1 - share) * value(from->variance, a, 1, 0)
                       + share * value(from->variance, b, 1, 0);
    for (size_t j = 0; to->mean && j < p; j++)
        to->mean[at * p + j] = (1 - share) * value(from->mean, a, p, j)
                               + share * value(from->mean, b, p, j);
}

static int make_room(struct lc_curve *to, const struct lc_curve *from, size_t points,
                     size_t p, struct lc_error *err)
{
    to->cause = from->cause;
    to->stratum = from->stratum;
    to->time = lc_alloc(points, sizeof *to->time);
    to->hazard = lc_alloc(points, sizeof *to->hazard);
    to->variance = lc_alloc(points, sizeof *to->variance);
    to->mean = from->mean ? lc_alloc(points * p, sizeof *to->mean) : NULL;
    return to->time && to->hazard && to->variance && (to->mean || !from->mean)
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}

static void drop(struct lc_curve *c)
{
    free(c->time);
    free(c->hazard);
    free(c->variance);
    free(c->mean);
}

static int redraw(struct lc_curve *curve, size_t p, size_t knots, const double *knot,
                  double spacing, struct lc_error *err)
{
    struct lc_curve drawn = { 0 };
    double last = knots ? knot[knots - 1] : 0, before = 0;
    size_t points = knots + (size_t)ceil(last / spacing) + 1, a = 0;
    int code = make_room(&drawn, curve, points, p, err);
    for (size_t k = 0; !code && k < knots; k++) {
        size_t b = lc_curve_until(curve, knot[k]);
        for (double t = (floor(before / spacing) + 1) * spacing; t < knot[k];
             t += spacing)
            put_point(&drawn, curve, p, t, (t - before) / (knot[k] - before), a, b);
        put_point(&drawn, curve, p, knot[k], 1, a, b);
        before = knot[k];
        a = b;
    }
    drop(code ? &drawn : curve);
    if (!code)
        *curve = drawn;
    return code;
}

int lc_coarse_curves(struct lc_fit *fit, const struct lc_sample *sample, double spacing,
                     struct lc_error *err)
{
    size_t n = sample->n, p = sample->x.p;
    size_t children = sample->cluster ? sample->clusters : n;
    bool stratified = fit->curves > fit->causes;
    struct event *event = lc_alloc(n, sizeof *event);
    double *knot = lc_alloc(n, sizeof *knot);
    size_t *seen = lc_alloc(children, sizeof *seen);
    int code = event && knot && seen ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t c = 0; !code && c < fit->curves; c++) {
        size_t events = gather(&fit->curve[c], sample, stratified, event);
        memset(seen, 0, children * sizeof *seen);
        size_t knots = place_knots(events, event, seen, knot);
        if (knots)
            code = redraw(&fit->curve[c], p, knots, knot, spacing, err);
    }
    free(event);
    free(knot);
    free(seen);
    return code;
}
