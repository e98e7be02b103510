#include "models/curve/multistate.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "parallel/order.h"

enum { NOBODY = -1 };

struct walk {
    const struct lc_spells *spells;
    struct lc_multistate *out;
    size_t k;                     /* states */
    int32_t *state;               /* [n] of each row */
    uint32_t *by_start, *by_stop; /* [n] rows in order */
    size_t entered, left;         /* how many of them have */
    int32_t *row;                 /* [ids] the row at risk, or NOBODY */
    double *risk, *p, *next;      /* [k] */
    double *h, *d;                /* [k * k] dH, dN */
    double *u, *area;             /* [ids * k] (3) and its integral */
    double *mean;                 /* [k] integral of p */
    double last;                  /* time up to which the integrals go */
};

static double start_of(const struct lc_spells *s, size_t i)
{
    return s->start ? s->start[i] : 0;
}

static double weight_of(const struct lc_spells *s, size_t i)
{
    return s->weight ? s->weight[i] : 1;
}

/* --- states of rows --------------------------------------------------------------- */

/* Rows by start; of each person the state follows from the row before. */
static int find_states(struct walk *w, struct lc_error *err)
{
    const struct lc_spells *s = w->spells;
    int32_t *before = w->row; /* room not yet used: the person's last row */
    for (size_t id = 0; id < s->ids; id++)
        before[id] = NOBODY;
    for (size_t at = 0; at < s->n; at++) {
        size_t i = w->by_start[at], id = (size_t)s->id[i];
        int32_t last = before[id];
        w->state[i] = 0;
        if (last != NOBODY) {
            if (start_of(s, i) < s->stop[last])
                return LC_FAIL(err, LC_RANGE,
                               "row %zu: it begins before the person's row before it "
                               "has ended",
                               i + 1);
            w->state[i] = s->event[last] ? s->event[last] : w->state[last];
        }
        before[id] = (int32_t)i;
    }
    return LC_OK;
}

static bool moves(const struct walk *w, size_t i)
{
    return w->spells->event[i] && w->spells->event[i] != w->state[i];
}

/* --- one time --------------------------------------------------------------------- */

/* The rows at risk just before t: begun before it, and not yet ended. */
static void bring_up(struct walk *w, double t)
{
    const struct lc_spells *s = w->spells;
    for (; w->left < s->n && s->stop[w->by_stop[w->left]] < t; w->left++) {
        size_t i = w->by_stop[w->left];
        if (w->row[s->id[i]] != (int32_t)i)
            continue;
        w->risk[w->state[i]] -= weight_of(s, i);
        w->row[s->id[i]] = NOBODY;
    }
    for (; w->entered < s->n && start_of(s, w->by_start[w->entered]) < t;
         w->entered++) {
        size_t i = w->by_start[w->entered];
        int32_t was = w->row[s->id[i]];
        if (was != NOBODY)
            w->risk[w->state[was]] -= weight_of(s, (size_t)was);
        w->row[s->id[i]] = NOBODY;
        if (s->stop[i] < t)
            continue;
        w->risk[w->state[i]] += weight_of(s, i);
        w->row[s->id[i]] = (int32_t)i;
    }
}

/* (1) */
static void hazards(struct walk *w, size_t first, size_t last)
{
    const struct lc_spells *s = w->spells;
    size_t k = w->k;
    memset(w->d, 0, k * k * sizeof *w->d);
    memset(w->h, 0, k * k * sizeof *w->h);
    for (size_t at = first; at < last; at++) {
        size_t i = w->by_stop[at];
        if (moves(w, i))
            w->d[(size_t)w->state[i] * k + (size_t)s->event[i]] += weight_of(s, i);
    }
    for (size_t a = 0; a < k; a++)
        for (size_t b = 0; b < k; b++)
            if (w->d[a * k + b] > 0) {
                w->h[a * k + b] = w->d[a * k + b] / w->risk[a];
                w->h[a * k + a] -= w->h[a * k + b];
            }
}

/* v (I + dH) in place: (2), and the first term of (3). */
static void carry(const struct walk *w, double *v, double *room)
{
    size_t k = w->k;
    memcpy(room, v, k * sizeof *v);
    for (size_t a = 0; a < k; a++)
        for (size_t b = 0; w->h[a * k + a] != 0 && b < k; b++)
            v[b] += room[a] * w->h[a * k + b];
}

/* (3) for one person */
static void influence(struct walk *w, size_t id, double t)
{
    const struct lc_spells *s = w->spells;
    size_t k = w->k;
    double *u = w->u + id * k;
    carry(w, u, w->next);
    int32_t i = w->row[id];
    if (i == NOBODY)
        return;
    size_t a = (size_t)w->state[i];
    if (w->h[a * k + a] == 0)
        return;
    double weight = weight_of(s, (size_t)i);
    bool now = s->stop[i] == t && moves(w, (size_t)i);
    for (size_t b = 0; b < k; b++) {
        if (b == a || w->d[a * k + b] == 0)
            continue;
        double gone = now && s->event[i] == (int32_t)b ? 1 : 0;
        double c = w->p[a] * weight * (gone - w->h[a * k + b]) / w->risk[a];
        u[b] += c;
        u[a] -= c;
    }
}

/* Integrals of p and U up to t, both being steps. */
static void integrate(struct walk *w, double t)
{
    size_t k = w->k;
    for (size_t b = 0; b < k; b++)
        w->mean[b] += w->p[b] * (t - w->last);
    for (size_t c = 0; c < w->spells->ids * k; c++)
        w->area[c] += w->u[c] * (t - w->last);
    w->last = t;
}

static void keep(struct walk *w, double t)
{
    struct lc_multistate *o = w->out;
    size_t k = w->k, at = o->times++ * k;
    o->time[o->times - 1] = t;
    for (size_t b = 0; b < k; b++) {
        double sum = 0;
        for (size_t id = 0; id < w->spells->ids; id++)
            sum += w->u[id * k + b] * w->u[id * k + b];
        o->probability[at + b] = w->p[b];
        o->se[at + b] = sqrt(sum); /* (4) */
        o->at_risk[at + b] = w->risk[b];
        o->moved[at + b] = 0;
        for (size_t a = 0; a < k; a++)
            o->moved[at + b] += w->d[a * k + b];
    }
}

static void step(struct walk *w, double t, size_t first, size_t last, double tau)
{
    bring_up(w, t);
    hazards(w, first, last);
    if (tau >= 0 && w->last < tau)
        integrate(w, t < tau ? t : tau);
    for (size_t id = 0; id < w->spells->ids; id++)
        influence(w, id, t);
    carry(w, w->p, w->next);
    keep(w, t);
}

static void run(struct walk *w, double tau)
{
    const struct lc_spells *s = w->spells;
    w->p[0] = 1;
    for (size_t id = 0; id < s->ids; id++)
        w->row[id] = NOBODY;
    for (size_t first = 0, last; first < s->n; first = last) {
        double t = s->stop[w->by_stop[first]];
        bool any = false;
        for (last = first; last < s->n && s->stop[w->by_stop[last]] == t; last++)
            any = any || moves(w, w->by_stop[last]);
        if (any)
            step(w, t, first, last, tau);
    }
    if (tau >= 0 && w->last < tau)
        integrate(w, tau);
    for (size_t b = 0; b < w->k; b++) {
        double sum = 0;
        for (size_t id = 0; id < s->ids; id++)
            sum += w->area[id * w->k + b] * w->area[id * w->k + b];
        w->out->mean[b] = tau < 0 ? NAN : w->mean[b];
        w->out->mean_se[b] = tau < 0 ? NAN : sqrt(sum);
    }
}

/* --- memory ----------------------------------------------------------------------- */

static int open_out(struct lc_multistate *o, size_t n, size_t k, struct lc_error *err)
{
    bool ok = (o->time = lc_alloc(n, sizeof(double)))
              && (o->probability = lc_alloc(n * k, sizeof(double)))
              && (o->se = lc_alloc(n * k, sizeof(double)))
              && (o->at_risk = lc_alloc(n * k, sizeof(double)))
              && (o->moved = lc_alloc(n * k, sizeof(double)))
              && (o->mean = lc_alloc(k, sizeof(double)))
              && (o->mean_se = lc_alloc(k, sizeof(double)));
    return ok ? LC_OK : LC_FAIL_NOMEM(err);
}

static int open_walk(struct walk *w, struct lc_error *err)
{
    const struct lc_spells *s = w->spells;
    size_t n = s->n, k = w->k;
    double *start = lc_alloc(n, sizeof *start);
    bool ok = start && (w->state = lc_alloc(n, sizeof *w->state))
              && (w->by_start = lc_alloc(n, sizeof *w->by_start))
              && (w->by_stop = lc_alloc(n, sizeof *w->by_stop))
              && (w->row = lc_alloc(s->ids, sizeof *w->row))
              && (w->risk = lc_alloc(4 * k, sizeof *w->risk))
              && (w->h = lc_alloc(2 * k * k, sizeof *w->h))
              && (w->u = lc_alloc(2 * s->ids * k, sizeof *w->u));
    int code = ok ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < n && !code; i++)
        start[i] = start_of(s, i);
    if (!code) {
        w->p = w->risk + k;
        w->next = w->p + k;
        w->mean = w->next + k;
        w->d = w->h + k * k;
        w->area = w->u + s->ids * k;
        code = lc_order(n, start, w->by_start, err);
    }
    if (!code)
        code = lc_order(n, s->stop, w->by_stop, err);
    free(start);
    return code ? code : find_states(w, err);
}

static void close_walk(struct walk *w)
{
    free(w->state);
    free(w->by_start);
    free(w->by_stop);
    free(w->row);
    free(w->risk);
    free(w->h);
    free(w->u);
}

int lc_multistate_new(struct lc_multistate **out, const struct lc_spells *spells,
                      double tau, struct lc_error *err)
{
    struct lc_multistate *o = lc_alloc(1, sizeof *o);
    *out = NULL;
    if (!o)
        return LC_FAIL_NOMEM(err);
    struct walk w = { .spells = spells, .out = o, .k = (size_t)spells->states };
    o->states = spells->states;
    int code = open_out(o, spells->n, w.k, err);
    if (!code)
        code = open_walk(&w, err);
    if (!code)
        run(&w, tau);
    close_walk(&w);
    if (code)
        lc_multistate_free(o);
    else
        *out = o;
    return code;
}

void lc_multistate_free(struct lc_multistate *o)
{
    if (!o)
        return;
    free(o->time);
    free(o->probability);
    free(o->se);
    free(o->at_risk);
    free(o->moved);
    free(o->mean);
    free(o->mean_se);
    free(o);
}

size_t lc_multistate_at(const struct lc_multistate *o, double t)
{
    return lc_sorted_until(o->times, o->time, t) - 1;
}
