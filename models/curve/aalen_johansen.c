/* The curve and its errors in one scan of the times: see aalen_johansen_sums.c for the
 * sums that it goes by. */
#include "models/curve/aalen_johansen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/curve/aalen_johansen_sums_inside.h"

/* Sums of w^2 (1, a, m) products: gone by exit time; joined and left by entry. */
struct moments {
    double aa, am, mm;            /* of those who left at this time */
    double one, c, b, cc, cb, bb; /* of those at risk: joined less left */
};

static void leave(struct moments *s, double w2, double a, double m)
{
    s->aa += w2 * a * a;
    s->am += w2 * a * m;
    s->mm += w2 * m * m;
}

static void add_late(struct moments *m, const struct lc_aj_running *r,
                     const struct lc_risk_table *t, size_t row, double w2,
                     int row_cause, int cause)
{
    struct lc_aj_left left = lc_aj_at_exit(r, t, row, row_cause, cause);
    size_t e = t->entry[row], j = t->exit[row];
    double c = lc_aj_entry_constant(r, e), b = r->b[e];
    leave(m + j, w2, left.a, left.m);
    for (int leaves = 0; leaves < 2; leaves++) {
        struct moments *at = m + (leaves ? j : e);
        double sign = leaves ? -w2 : w2;
        at->one += sign;
        at->c += sign * c;
        at->b += sign * b;
        at->cc += sign * c * c;
        at->cb += sign * c * b;
        at->bb += sign * b * b;
    }
}

/* Sums of w^2 over rows at risk from the first, by exit time. */
struct squares {
    const double *censored, *event, *any; /* event by cause, as in the table */
    double all;
    double *room; /* NULL: these are the table's counts */
};

static int weigh_squares(struct squares *q, const struct lc_risk_table *t,
                         const struct lc_lives *lives, struct lc_error *err)
{
    *q = (struct squares){ t->censored, t->event, t->any, (double)t->n, NULL };
    if (!lives->weight && !t->entry)
        return LC_OK;
    size_t times = t->times, causes = (size_t)t->causes;
    double *room = lc_alloc((causes + 2) * times, sizeof *room);
    if (!room)
        return LC_FAIL_NOMEM(err);
    double *censored = room, *any = room + times, *event = room + 2 * times;
    q->all = 0;
    for (size_t i = 0; i < t->n; i++) {
        size_t j = t->exit[i], cause = (size_t)lives->cause[i];
        double w = lives->weight ? lives->weight[i] : 1;
        if (lc_risk_table_entry(t, i))
            continue;
        q->all += w * w;
        *(cause ? any + j : censored + j) += w * w;
        if (cause)
            event[(cause - 1) * times + j] += w * w;
    }
    *q = (struct squares){ censored, event, any, q->all, room };
    return LC_OK;
}

struct one_cause {
    struct lc_aj *aj;
    const struct squares *squares;
    const struct moments *late; /* [times] or NULL */
    int cause;
};

/* The rows at risk from the first that leave at time j: censored, by another cause, and
 * by this one. */
static inline void leave_early(struct moments *s, const struct one_cause *o, size_t j,
                               const struct lc_aj_state *at)
{
    const struct squares *q = o->squares;
    double own = q->event[(size_t)(o->cause - 1) * o->aj->table->times + j];
    double h = at->g - at->q, m = -at->b;
    if (q->censored[j] > 0)
        leave(s, q->censored[j], h + m * at->f, m);
    s->one -= q->censored[j] + q->any[j];
    if (!(q->any[j] > 0))
        return;
    m += at->rest;
    leave(s, q->any[j] - own, h + m * at->f, m);
    if (own > 0)
        leave(s, own, h + m * at->f + at->before * at->each, m);
}

static void add_moments(struct moments *s, const struct moments *m)
{
    s->aa += m->aa;
    s->am += m->am;
    s->mm += m->mm;
    s->one += m->one;
    s->c += m->c;
    s->b += m->b;
    s->cc += m->cc;
    s->cb += m->cb;
    s->bb += m->bb;
}

/* (4). */
static inline double sum_squares(const struct moments *s, const struct lc_aj_state *at)
{
    double f = at->f, h = at->g - at->q;
    double gone = s->aa - 2 * f * s->am + f * f * s->mm;
    double here = s->one * h * h + s->cc + f * f * s->bb
                  + 2 * (h * s->c - h * f * s->b - f * s->cb);
    return gone + here > 0 ? gone + here : 0;
}

static void scan_cause(const struct one_cause *o)
{
    const struct lc_risk_table *t = o->aj->table;
    size_t from = (size_t)(o->cause - 1) * t->times;
    const double *event = t->event + from;
    double *incidence = o->aj->incidence + from, *se = o->aj->se + from;
    struct lc_aj_state at = { .s = 1 };
    struct moments s = { .one = o->squares->all };
    for (size_t j = 0; j < t->times; j++) {
        double y = t->at_risk[j], d = t->any[j];
        lc_aj_advance(&at, y, d, event[j]);
        leave_early(&s, o, j, &at);
        if (o->late)
            add_moments(&s, o->late + j);
        incidence[j] = at.f;
        se[j] = sqrt(sum_squares(&s, &at));
        if (o->cause == 1)
            o->aj->survival[j] = at.s;
    }
}

/* Moments of the late entries, for which the sums along the times are kept. */
static int late_moments(struct moments *late, const struct lc_risk_table *t,
                        const struct lc_lives *lives, int cause, struct lc_error *err)
{
    struct lc_aj_running r;
    int code = lc_aj_running_new(&r, t, cause, err);
    if (code)
        return code;
    memset(late, 0, t->times * sizeof *late);
    for (size_t i = 0; i < t->n; i++) {
        double w = lives->weight ? lives->weight[i] : 1;
        if (t->entry[i])
            add_late(late, &r, t, i, w * w, lives->cause[i], cause);
    }
    lc_aj_running_free(&r);
    return LC_OK;
}

static void cause_task(void *context, size_t k, size_t worker LC_UNUSED)
{
    struct one_cause o = *(const struct one_cause *)context;
    o.cause = (int)k + 1;
    scan_cause(&o);
}

static int with_late(struct one_cause *o, const struct lc_lives *lives,
                     struct lc_error *err)
{
    const struct lc_risk_table *t = o->aj->table;
    struct moments *late = lc_alloc(t->times, sizeof *late);
    int code = late ? LC_OK : LC_FAIL_NOMEM(err);
    o->late = late;
    for (o->cause = 1; !code && o->cause <= t->causes; o->cause++) {
        code = late_moments(late, t, lives, o->cause, err);
        if (!code)
            scan_cause(o);
    }
    free(late);
    return code;
}

static int all_causes(struct lc_aj *aj, const struct lc_lives *lives,
                      struct lc_error *err)
{
    struct squares squares;
    struct one_cause o = { .aj = aj, .squares = &squares };
    int code = weigh_squares(&squares, aj->table, lives, err);
    if (!code && aj->table->entry)
        code = with_late(&o, lives, err);
    else if (!code)
        lc_team_run(lives->team, (size_t)aj->table->causes, cause_task, &o);
    free(squares.room);
    return code;
}

int lc_aj_new(struct lc_aj **aj, const struct lc_risk_table *table,
              const struct lc_lives *lives, struct lc_error *err)
{
    *aj = NULL;
    struct lc_aj *a = lc_alloc(1, sizeof *a);
    size_t cells = (size_t)table->causes * table->times;
    if (a) {
        a->table = table;
        a->survival = lc_alloc(table->times, sizeof(double));
        a->incidence = lc_alloc(cells, sizeof(double));
        a->se = lc_alloc(cells, sizeof(double));
    }
    int code = a && a->survival && a->incidence && a->se ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code)
        code = all_causes(a, lives, err);
    if (code) {
        lc_aj_free(a);
        return code;
    }
    *aj = a;
    return LC_OK;
}

void lc_aj_free(struct lc_aj *aj)
{
    if (!aj)
        return;
    free(aj->survival);
    free(aj->incidence);
    free(aj->se);
    free(aj);
}

void lc_aj_at(const struct lc_aj *aj, int cause, double time, double *incidence,
              double *se)
{
    size_t j = lc_risk_table_until(aj->table, time);
    size_t at = (size_t)(cause - 1) * aj->table->times + j;
    *incidence = j ? aj->incidence[at - 1] : 0;
    *se = j ? aj->se[at - 1] : 0;
}
