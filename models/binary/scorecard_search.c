#include "models/binary/scorecard_search_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"

enum { BLOCK = 1024, SWEEPS = 20, STEPS = 50 };

/* --- steps ------------------------------------------------------------------------ */

double lc_natural_step(double value)
{
    static const double leading[] = { 1, 2, 5, 10 };
    double power = pow(10, floor(log10(value))), best = power;
    for (size_t k = 1; k < 4; k++)
        if (fabs(log(leading[k] * power / value)) < fabs(log(best / value)))
            best = leading[k] * power;
    return best;
}

/* What a column holds. */
struct look {
    bool truth, whole; /* only 0 and 1; only whole numbers */
    double sum, mean, variance;
};

static void look_at(struct look *l, size_t count, const double *value, int pass)
{
    for (size_t i = 0; i < count; i++) {
        l->truth = l->truth && (value[i] == 0 || value[i] == 1);
        l->whole = l->whole && value[i] == floor(value[i]);
        l->sum += pass ? (value[i] - l->mean) * (value[i] - l->mean) : value[i];
    }
}

/* The mean, then the mean squared distance to it. */
static struct look look(const struct lc_column *column, size_t n)
{
    double value[BLOCK];
    struct look l = { .truth = true, .whole = true };
    for (int pass = 0; pass < 2; pass++) {
        l.sum = 0;
        for (size_t first = 0; first < n; first += BLOCK) {
            size_t count = n - first < BLOCK ? n - first : BLOCK;
            lc_column_read(column, first, count, value);
            look_at(&l, count, value, pass);
        }
        *(pass ? &l.variance : &l.mean) = l.sum / (double)n;
    }
    return l;
}

int lc_card_steps(const struct lc_sample *sample, double *step, unsigned char *truth,
                  struct lc_error *err)
{
    for (size_t k = 0; k < sample->x.p; k++) {
        struct look l = look(&sample->x.column[k], sample->n);
        if (lc_interrupt_check(err))
            return LC_INTERRUPTED;
        truth[k] = l.truth;
        step[k] = l.truth || !(l.variance > 0) ? 1 : lc_natural_step(sqrt(l.variance));
        if (l.whole && step[k] < 1)
            step[k] = 1;
    }
    return LC_OK;
}

/* --- one line --------------------------------------------------------------------- */

struct slopes {
    double a, s, aa, as, ss; /* score and information */
};

static double log1pexp(double eta)
{
    return eta > 0 ? eta + log1p(exp(-eta)) : log1p(exp(eta));
}

static double evaluate(const struct lc_sample *d, const double *total,
                       const struct lc_card_line *line, struct slopes *out)
{
    double a = line->a, s = line->s;
    double loglik = 0;
    struct slopes sum = { 0 };
    for (size_t i = 0; i < d->n; i++) {
        double w = d->weight ? d->weight[i] : 1, m = d->trials ? d->trials[i] : 1;
        double t = total[i] - line->origin,
               eta = a + s * t + (d->offset ? d->offset[i] : 0);
        loglik += w * (d->y[i] * eta - m * log1pexp(eta));
        if (!out)
            continue;
        double p = 1 / (1 + exp(-eta)), r = w * (d->y[i] - m * p);
        double v = w * m * p * (1 - p);
        sum.a += r;
        sum.s += r * t;
        sum.aa += v;
        sum.as += v * t;
        sum.ss += v * t * t;
    }
    if (out)
        *out = sum;
    return loglik;
}

double lc_card_loglik(const struct lc_sample *sample, const double *total,
                      const struct lc_card_line *line)
{
    return evaluate(sample, total, line, NULL);
}

/* The Newton step; s stays where totals are all alike. Returns the decrement. */
static double direction(const struct slopes *g, double *da, double *ds)
{
    double det = g->aa * g->ss - g->as * g->as;
    *da = *ds = 0;
    if (!(g->aa > 0))
        return 0;
    if (det > 1e-12 * g->aa * g->ss) {
        *da = (g->ss * g->a - g->as * g->s) / det;
        *ds = (g->aa * g->s - g->as * g->a) / det;
    } else {
        *da = g->a / g->aa;
    }
    return g->a * *da + g->s * *ds;
}

static double mean(size_t n, const double *value)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += value[i];
    return sum / (double)n;
}

/* Newton's method with halving, from *line, whose a is taken for the level at the rows'
 * own mean total. */
static void fit_line(const struct lc_sample *d, const double *total,
                     struct lc_card_line *line)
{
    struct slopes g;
    double da, ds;
    line->origin = mean(d->n, total);
    line->loglik = evaluate(d, total, line, &g);
    for (int step = 0; step < STEPS && direction(&g, &da, &ds) > 1e-18; step++) {
        struct lc_card_line next = *line;
        double share = 2;
        next.loglik = -INFINITY;
        while (share > 1e-6 && !(next.loglik >= line->loglik)) {
            share /= 2;
            next.a = line->a + share * da;
            next.s = line->s + share * ds;
            next.loglik = evaluate(d, total, &next, &g);
        }
        if (!(next.loglik >= line->loglik))
            return;
        *line = next;
    }
}

/* --- the search ------------------------------------------------------------------- */

struct search {
    const struct lc_sample *sample;
    const double *step, *weight;
    size_t p;
    int *points, *trial;   /* [p] the best, and those looked at */
    double *total, *other; /* [n] likewise */
    struct lc_card_line line;
};

/* out[n] = in + by x_k / step_k. */
static void shift(const struct search *s, size_t k, double by, const double *in,
                  double *out)
{
    double value[BLOCK];
    for (size_t first = 0; first < s->sample->n; first += BLOCK) {
        size_t left = s->sample->n - first, count = left < BLOCK ? left : BLOCK;
        lc_column_read(&s->sample->x.column[k], first, count, value);
        for (size_t i = 0; i < count; i++)
            out[first + i] = in[first + i] + by * (value[i] / s->step[k]);
    }
}

static void add_up(const struct search *s, const int *points, double *total)
{
    memset(total, 0, s->sample->n * sizeof *total);
    for (size_t k = 0; k < s->p; k++)
        if (points[k])
            shift(s, k, points[k], total, total);
}

static void take_trial(struct search *s, const struct lc_card_line *line)
{
    double *total = s->total;
    memcpy(s->points, s->trial, s->p * sizeof *s->points);
    s->line = *line;
    s->total = s->other;
    s->other = total;
}

/* By more than rounding: of points that do as well the first are the smallest. */
static bool is_better(const struct lc_card_line *line, const struct lc_card_line *than)
{
    return line->loglik > than->loglik + 1e-9 * fabs(than->loglik);
}

/* (2). */
static int try_scales(struct search *s, double level, struct lc_error *err)
{
    double most = 0;
    for (size_t k = 0; k < s->p; k++)
        most = fmax(most, fabs(s->weight[k]));
    for (int m = 4; m <= 4 * LC_MOST_POINTS && most > 0; m++) {
        bool same = true;
        for (size_t k = 0; k < s->p; k++) {
            int points = (int)lround(s->weight[k] * m / 4 / most);
            same = same && s->trial[k] == points;
            s->trial[k] = points;
        }
        if (same)
            continue;
        if (lc_interrupt_check(err))
            return LC_INTERRUPTED;
        struct lc_card_line line = { level, 4 * most / m, 0, 0 };
        add_up(s, s->trial, s->other);
        fit_line(s->sample, s->other, &line);
        if (line.s > 0 && is_better(&line, &s->line))
            take_trial(s, &line);
    }
    return LC_OK;
}

/* One point more or fewer for column k, if that is better. */
static bool nudge(struct search *s, size_t k, int by)
{
    if (abs(s->points[k] + by) > LC_MOST_POINTS)
        return false;
    struct lc_card_line line = s->line;
    memcpy(s->trial, s->points, s->p * sizeof *s->trial);
    s->trial[k] += by;
    shift(s, k, by, s->total, s->other);
    fit_line(s->sample, s->other, &line);
    if (!(line.s > 0 && is_better(&line, &s->line)))
        return false;
    take_trial(s, &line);
    return true;
}

static int polish(struct search *s, struct lc_error *err)
{
    bool better = true;
    for (int sweep = 0; sweep < SWEEPS && better; sweep++) {
        better = false;
        for (size_t k = 0; k < s->p; k++) {
            if (lc_interrupt_check(err))
                return LC_INTERRUPTED;
            bool up = nudge(s, k, 1);
            better = up || nudge(s, k, -1) || better;
        }
    }
    add_up(s, s->points, s->total);
    fit_line(s->sample, s->total, &s->line);
    return LC_OK;
}

int lc_card_search(const struct lc_sample *sample, const struct lc_card_draft *draft,
                   int *points, double *total, struct lc_card_line *line,
                   struct lc_error *err)
{
    size_t p = sample->x.p;
    struct search s = {
        .sample = sample, .step = draft->step, .weight = draft->weight, .p = p
    };
    double *room = lc_alloc(2 * sample->n, sizeof *room);
    s.points = points;
    s.trial = lc_alloc(p, sizeof *s.trial);
    int code = room && s.trial ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code) {
        memset(points, 0, p * sizeof *points);
        s.total = room;
        s.other = room + sample->n;
        s.line = (struct lc_card_line){ .a = draft->level };
        fit_line(sample, s.total, &s.line);
        code = try_scales(&s, draft->level, err);
    }
    if (!code)
        code = polish(&s, err);
    if (!code) {
        memcpy(total, s.total, sample->n * sizeof *total);
        *line = s.line;
    }
    free(room);
    free(s.trial);
    return code;
}
