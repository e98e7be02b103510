/* A path by windows: up to LC_MANY lambdas next to each other are sought together, for
 * a pass over the rows at eight points costs little more than two at one (many.h).
 *
 * Each round every point of the window takes the step that the held matrix proposes: a
 * point that has been looked at, from where it is; a new one, from the last point
 * before it that has been. All are looked at in one reading. Those at the front that
 * meet (2) and (3) leave, in order, and the next lambdas enter. What the steps teach,
 * the matrix learns. The first point of a window is settled alone (search_inside.h)
 * where this does not bring it there: that way is slower and always arrives. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "base/progress.h"
#include "models/penalty/search_inside.h"

/* The first point is settled alone after PATIENCE rounds at the front. The matrix is
 * renewed where its step, the third or a later one, left more than SLOW of what was
 * wrong; where it wants a column that is not held, or BLOCKED points do; and then holds
 * what is near at AHEAD of the window's last lambda. (Numbers: bench/README.md.) */
enum { PATIENCE = 6, BLOCKED = 3 };
static const double SLOW = 0.35, AHEAD = 0.5;

struct place {
    double lambda, loglik, violation, last; /* at b; last: at the b before */
    double *b, *g, *next;                   /* [q] */
    bool known;                             /* looked at: g and loglik are b's */
    int steps;
    size_t index; /* of lambda */
    double held;  /* the deviance of the rows held out */
};

struct window {
    struct lc_search *s;
    size_t count; /* places taken */
    struct place place[LC_NET_TOGETHER];
    double *room, *many, *g_many; /* [LC_NET_TOGETHER * q] each */
    double *was, *noise;          /* [2 q] and [q] for foretell */
    double loglik[LC_NET_TOGETHER], held[LC_NET_TOGETHER];
    size_t asked[LC_NET_TOGETHER], asks; /* which places this round looks at */
    bool fresh;                          /* the last round's matrix was new */
    size_t taken;                        /* the other path's matrix that is in use */
    int waited;                          /* rounds with this first point */
};

static bool arrived(const struct window *w, const struct place *at)
{
    return at->known && at->violation <= w->s->tolerance;
}

static int window_open(struct window *w, struct lc_error *err)
{
    size_t q = w->s->q, each = LC_NET_TOGETHER * q;
    w->room = lc_alloc(5 * each + 3 * q, sizeof *w->room);
    if (!w->room)
        return LC_FAIL_NOMEM(err);
    w->many = w->room + 3 * each;
    w->g_many = w->many + each;
    w->was = w->g_many + each;
    w->noise = w->was + 2 * q;
    for (size_t k = 0; k < LC_NET_TOGETHER; k++) {
        w->place[k].b = w->room + 3 * k * q;
        w->place[k].g = w->place[k].b + q;
        w->place[k].next = w->place[k].g + q;
    }
    return LC_OK;
}

/* The last point up to place k that has been looked at. */
static void base_of(const struct window *w, size_t k, const double **b,
                    const double **g, double *loglik)
{
    *b = w->s->b;
    *g = w->s->g;
    *loglik = w->s->loglik;
    for (size_t i = 0; i <= k; i++)
        if (w->place[i].known) {
            *b = w->place[i].b;
            *g = w->place[i].g;
            *loglik = w->place[i].loglik;
        }
}

/* By how much this sample's gradient differs from the other path's: it changes little
 * along the path. Found at the last point looked at, b, where the other path's point
 * was a step away: noise = g(b) - { g'(b') + I (b - b') }. */
static void find_noise(struct window *w)
{
    struct lc_search *s = w->s;
    const double *b, *g;
    double loglik, *there = w->was, *g_there = there + s->q;
    size_t index = s->net->points ? s->net->points - 1 : 0;
    base_of(w, w->count - 1, &b, &g, &loglik);
    for (size_t k = 0; k < w->count; k++)
        index = w->place[k].known ? w->place[k].index : index;
    lc_search_start_point(s, index, there, g_there);
    for (size_t j = 0; j < s->q; j++)
        there[j] = b[j] - there[j];
    lc_search_times(s, there, w->noise);
    for (size_t j = 0; j < s->q; j++)
        w->noise[j] = g[j] - g_there[j] - w->noise[j];
}

/* From the other path's point at this lambda, with its gradient and the noise. */
static void foretell(struct window *w, struct place *at)
{
    struct lc_search *s = w->s;
    double *there = w->was, *g_there = there + s->q;
    lc_search_start_point(s, at->index, there, g_there);
    for (size_t j = 0; j < s->q; j++)
        g_there[j] += w->noise[j];
    memcpy(at->next, there, s->q * sizeof *there);
    lc_search_propose(s, at->lambda, there, g_there, false, at->lambda, at->next);
}

/* Where each place that has not arrived would go. A new one's descent begins where that
 * of the one before it ended. */
static void propose(struct window *w)
{
    const double *begin = NULL;
    double loglik;
    w->asks = 0;
    if (w->s->options->start)
        find_noise(w);
    for (size_t k = 0; k < w->count; k++) {
        struct place *at = w->place + k;
        const double *b, *g;
        base_of(w, k, &b, &g, &loglik);
        if (!arrived(w, at)) {
            if (w->s->options->start && !at->known) {
                foretell(w, at);
            } else {
                memcpy(at->next, at->known || !begin ? b : begin,
                       w->s->q * sizeof *at->next);
                lc_search_propose(w->s, at->lambda, b, g, false,
                                  at->known ? at->violation : at->lambda, at->next);
            }
            memcpy(w->many + w->asks * w->s->q, at->next, w->s->q * sizeof *at->next);
            w->asked[w->asks++] = k;
        }
        begin = arrived(w, at) ? at->b : at->next;
    }
}

static int look(struct window *w, struct lc_error *err)
{
    struct lc_search *s = w->s;
    int code = LC_OK;
    s->net->passes += w->asks;
    s->net->readings++;
    if (s->o->slopes)
        code = s->o->slopes(s->o->state, w->asks, w->many, w->loglik, w->g_many,
                            s->o->held_weight > 0 ? w->held : NULL, err);
    for (size_t a = 0; !code && !s->o->slopes && a < w->asks; a++)
        code = s->o->slope(s->o->state, w->many + a * s->q, w->loglik + a,
                           w->g_many + a * s->q, err);
    for (size_t j = 0; j < w->asks * s->q; j++)
        w->g_many[j] /= -s->o->weight;
    return code ? code : lc_interrupt_check(err);
}

/* Of (2) and (3). */
static double violation(const struct lc_search *s, const struct place *at)
{
    double most = 0;
    for (size_t j = 0; j < s->q; j++)
        most = fmax(most, lc_search_violation(s, j, at->lambda, at->b, at->g));
    return most;
}

/* Takes the steps that lower their objective. */
static void step(struct window *w)
{
    struct lc_search *s = w->s;
    bool better[LC_NET_TOGETHER];
    for (size_t a = 0; a < w->asks; a++) {
        struct place *at = w->place + w->asked[a];
        const double *b, *g, *next_g = w->g_many + a * s->q;
        double loglik;
        base_of(w, w->asked[a], &b, &g, &loglik);
        double here = lc_search_objective(s, loglik, b, at->lambda);
        better[a] = lc_search_objective(s, w->loglik[a], at->next, at->lambda)
                    <= here + 1e-14 * (1 + fabs(here));
        if (better[a])
            lc_search_learn(s, b, g, at->next, next_g);
    }
    for (size_t a = 0; a < w->asks; a++) {
        struct place *at = w->place + w->asked[a];
        at->steps += better[a] || at->known || w->asked[a] == 0;
        if (!better[a]) {
            at->last = at->violation;
            continue;
        }
        memcpy(at->b, at->next, s->q * sizeof *at->b);
        memcpy(at->g, w->g_many + a * s->q, s->q * sizeof *at->g);
        at->loglik = w->loglik[a];
        at->held = w->held[a];
        at->last = at->known ? at->violation : INFINITY;
        at->known = true;
        at->violation = violation(s, at);
    }
}

/* The first place becomes the present point. */
static void become_present(struct window *w)
{
    struct lc_search *s = w->s;
    const struct place *at = w->place;
    if (!at->known)
        return;
    memcpy(s->b, at->b, s->q * sizeof *s->b);
    memcpy(s->g, at->g, s->q * sizeof *s->g);
    s->loglik = at->loglik;
    s->fresh = false;
}

static void drop_first(struct window *w)
{
    struct place first = w->place[0];
    w->waited = 0;
    memmove(w->place, w->place + 1, (w->count - 1) * sizeof *w->place);
    first.known = false;
    w->place[--w->count] = first;
}

/* Do a place's conditions want columns in that the matrix does not hold? These become
 * screened. */
static bool wants_columns(struct lc_search *s, const struct place *at)
{
    bool any = false;
    for (size_t j = 0; at->known && j < s->o->p; j++)
        if (s->place[j] == s->o->p
            && lc_search_violation(s, j, at->lambda, at->b, at->g) > s->tolerance / 2) {
            s->screened[j] = 1;
            any = true;
        }
    return any;
}

static bool wants_more(struct window *w)
{
    size_t blocked = 0;
    memset(w->s->screened, 0, w->s->o->p);
    bool first = wants_columns(w->s, w->place);
    for (size_t k = 0; k < w->count; k++)
        blocked += wants_columns(w->s, w->place + k);
    return first || blocked >= BLOCKED;
}

/* Whatever is in at some place of the window is screened. */
static void see_columns(struct window *w)
{
    for (size_t k = 0; k < w->count; k++)
        for (size_t j = 0; w->place[k].known && j < w->s->o->p; j++)
            w->s->screened[j] |= w->place[k].b[j] != 0;
}

/* A fresh matrix, at the middle of the places looked at, for all of them. */
static int renew(struct window *w, struct lc_error *err)
{
    struct lc_search *s = w->s;
    const double *b, *g;
    double loglik;
    size_t known = 0;
    for (size_t k = 0; k < w->count; k++)
        known += w->place[k].known;
    see_columns(w);
    base_of(w, known / 2, &b, &g, &loglik);
    return lc_search_renew(s, AHEAD * w->place[w->count - 1].lambda, b, g, err);
}

static bool stuck(const struct window *w)
{
    const struct place *at = w->place;
    return w->waited >= PATIENCE || (at->steps > 0 && !at->known);
}

/* Should there be a fresh matrix? One just made has not had its chance. */
static bool tired(struct window *w)
{
    const struct place *at = w->place;
    if (wants_more(w))
        return true;
    return !w->fresh && at->steps >= 2 && at->violation > SLOW * at->last;
}

/* The first place alone, from wherever it is. */
static int settle_first(struct window *w, double last, struct lc_error *err)
{
    struct lc_search *s = w->s;
    struct place *at = w->place;
    struct lc_net_point point = { 0 };
    lc_search_screen(s, at->lambda, last);
    become_present(w);
    int code = lc_search_settle(s, at->lambda, &point, err);
    at->violation = point.kkt;
    if (!code && s->o->held_weight > 0)
        code = s->o->slopes(s->o->state, 1, s->b, w->loglik, s->g_next, &at->held, err);
    return code;
}

static int keep(struct lc_search *s, const struct place *at, bool *enough,
                struct lc_error *err)
{
    const struct lc_net_point about = { .lambda = at->lambda,
                                        .kkt = at->violation,
                                        .steps = at->steps,
                                        .held_out = at->held };
    return lc_search_keep(s, &about, enough, err);
}

/* A fresh matrix at the point just kept, which also serves those still in the window.
 */
static int keep_matrix(struct window *w, struct lc_error *err)
{
    double lambda = w->s->net->point[w->s->net->points - 1].lambda;
    for (size_t k = 0; k < w->count; k++)
        lambda = w->place[k].lambda;
    see_columns(w);
    return lc_search_keep_matrix(w->s, AHEAD * lambda, err);
}

/* Those at the front that have arrived leave; *enough when the path may end. */
static int let_out(struct window *w, double *last, bool *enough, struct lc_error *err)
{
    int code = LC_OK;
    while (!code && !*enough && w->count) {
        if (arrived(w, w->place))
            become_present(w);
        else if (stuck(w))
            code = settle_first(w, *last, err);
        else
            break;
        *last = w->place->lambda;
        if (!code)
            code = keep(w->s, w->place, enough, err);
        drop_first(w);
        if (!code && w->s->options->keep_matrices
            && (w->s->net->points + LC_NET_TOGETHER / 2) % LC_NET_TOGETHER == 0)
            code = keep_matrix(w, err);
    }
    return code;
}

static void let_in(struct window *w, const double *lambda, size_t *entered)
{
    while (w->count < LC_NET_TOGETHER && *entered < w->s->options->count) {
        struct place *at = w->place + w->count++;
        at->index = *entered;
        at->lambda = lambda[(*entered)++];
        at->held = 0;
        at->known = false;
        at->steps = 0;
        at->last = at->violation = INFINITY;
    }
}

int lc_search_along(struct lc_search *s, const double *lambda, double first,
                    struct lc_error *err)
{
    struct window w = { .s = s, .taken = SIZE_MAX };
    size_t entered = 0;
    double last = first;
    bool enough = false;
    int code = window_open(&w, err);
    while (!code && !enough && s->net->points < s->options->count) {
        let_in(&w, lambda, &entered);
        if (s->options->start)
            code = lc_search_start_matrix(s, s->net->points, &w.taken, err);
        bool renewed = s->held == 0 || tired(&w);
        if (!code && renewed)
            code = renew(&w, err);
        if (!code) {
            propose(&w);
            code = look(&w, err);
        }
        w.fresh = renewed;
        if (!code) {
            step(&w);
            w.waited++;
            code = let_out(&w, &last, &enough, err);
        }
        lc_progress("elastic net", (unsigned long)s->net->points,
                    (unsigned long)s->options->count, NULL);
    }
    lc_progress_end();
    free(w.room);
    return code;
}
