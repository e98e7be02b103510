/* Sums over held-out rows, weighed by child (held_out.h). */
#include "models/assess/held_out_inside.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/assess/calibration.h"
#include "parallel/order.h"

/* A row in ascending order of risk: its child, whether it begins a run of equal risks
 * or the rows of another model, and its outcome, in one word. */
enum { CHILD_BITS = 29 };
#define CHILD     (((uint32_t)1 << CHILD_BITS) - 1)
#define NEW_MODEL ((uint32_t)1 << 29)
#define NEW_RUN   ((uint32_t)1 << 30)
#define EVENT     ((uint32_t)1 << 31)

/* What a child adds to the sums that are plain additions. */
struct share {
    double n, events, expected, squares;
    double large[2]; /* score and information of the intercept alone */
    double line[5];  /* score (2) and information (3) of the line */
};

struct lc_ready {
    size_t n, children, lists, cuts;
    double cut[LC_CUTS], deepest;
    uint32_t *ranked;    /* [n] ascending by risk */
    uint32_t *listed;    /* [n] descending by risk within each list */
    double *listed_risk; /* [n] in that order */
    size_t *list;        /* [lists + 1] first row of each in listed */
    struct share *share; /* [children] */
    struct lc_line large, line;
};

/* --- making it ready -------------------------------------------------------------- */

static void rank(struct lc_ready *r, const struct lc_held_out *d, const uint32_t *order)
{
    for (size_t k = 0; k < d->n; k++) {
        uint32_t i = order[k];
        bool other = k && d->model && d->model[i] != d->model[order[k - 1]];
        bool first = !k || other || d->risk[i] > d->risk[order[k - 1]];
        r->ranked[k] = (uint32_t)d->child[i] | (first ? NEW_RUN : 0)
                       | (other ? NEW_MODEL : 0) | (d->outcome[i] ? EVENT : 0);
    }
}

/* order ascends by (list, risk); a list is read from its end. */
static void fill_lists(struct lc_ready *r, const struct lc_held_out *d,
                       const uint32_t *order)
{
    size_t at = 0;
    for (size_t l = 0; l < r->lists; l++) {
        size_t end = at;
        while (end < d->n && (d->list ? (size_t)d->list[order[end]] : 0) == l)
            end++;
        r->list[l] = at;
        for (size_t k = at; k < end; k++) {
            uint32_t i = order[end - 1 - (k - at)];
            bool first = k == at || d->risk[i] < r->listed_risk[k - 1];
            r->listed_risk[k] = d->risk[i];
            r->listed[k] = (uint32_t)d->child[i] | (first ? NEW_RUN : 0)
                           | (d->outcome[i] ? EVENT : 0);
        }
        at = end;
    }
    r->list[r->lists] = at;
}

/* Score and information of both calibration lines, at their maxima, by child. */
static void share_line(struct share *s, const struct lc_ready *r, double risk, double y)
{
    if (!(risk > 0 && risk < 1))
        return;
    double x = log(risk) - log1p(-risk);
    double p = 1 / (1 + exp(-(r->large.intercept + x)));
    double q = 1 / (1 + exp(-(r->line.intercept + r->line.slope * x)));
    s->large[0] += y - p;
    s->large[1] += p * (1 - p);
    s->line[0] += y - q;
    s->line[1] += (y - q) * x;
    s->line[2] += q * (1 - q);
    s->line[3] += q * (1 - q) * x;
    s->line[4] += q * (1 - q) * x * x;
}

static void share_out(struct lc_ready *r, const struct lc_held_out *d)
{
    for (size_t i = 0; i < d->n; i++) {
        struct share *s = &r->share[d->child[i]];
        double y = d->outcome[i] ? 1 : 0, e = y - d->risk[i];
        s->n += 1;
        s->events += y;
        s->expected += d->risk[i];
        s->squares += e * e;
        share_line(s, r, d->risk[i], y);
    }
}

static int allocate(struct lc_ready *r, struct lc_error *err)
{
    size_t n = r->n ? r->n : 1;
    r->ranked = lc_alloc(n, sizeof *r->ranked);
    r->listed = lc_alloc(n, sizeof *r->listed);
    r->listed_risk = lc_alloc(n, sizeof *r->listed_risk);
    r->list = lc_alloc(r->lists + 1, sizeof *r->list);
    r->share = lc_alloc(r->children ? r->children : 1, sizeof *r->share);
    return r->ranked && r->listed && r->listed_risk && r->list && r->share
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}

/* Are these probabilities? A rule that only ranks has no calibration. */
static bool are_risks(const struct lc_held_out *d)
{
    for (size_t i = 0; i < d->n; i++)
        if (!(d->risk[i] >= 0 && d->risk[i] <= 1))
            return false;
    return true;
}

static int fit_lines(struct lc_ready *r, const struct lc_held_out *d,
                     struct lc_error *err)
{
    struct lc_predicted p = { .n = are_risks(d) ? d->n : 0,
                              .risk = d->risk,
                              .outcome = d->outcome,
                              .cluster = d->child,
                              .clusters = d->children };
    int code = lc_calibration_line(&r->large, &p, true, err);
    return code ? code : lc_calibration_line(&r->line, &p, false, err);
}

static int make_ready(struct lc_ready *r, const struct lc_held_out *d, uint32_t *order,
                      struct lc_error *err)
{
    int code = allocate(r, err);
    if (code || (code = lc_order_within(d->n, d->model, d->risk, order, err)))
        return code;
    rank(r, d, order);
    if ((code = lc_order_within(d->n, d->list, d->risk, order, err)))
        return code;
    fill_lists(r, d, order);
    if ((code = fit_lines(r, d, err)))
        return code;
    share_out(r, d);
    return LC_OK;
}

int lc_ready_new(lc_ready **ready, const struct lc_held_out *data, struct lc_error *err)
{
    *ready = NULL;
    if (data->children > CHILD || data->n > UINT32_MAX)
        return LC_FAIL(err, LC_RANGE, "too many held-out rows to be weighed");
    struct lc_ready *r = lc_alloc(1, sizeof *r);
    uint32_t *order = lc_alloc(data->n ? data->n : 1, sizeof *order);
    int code = r && order ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code) {
        r->n = data->n;
        r->children = data->children;
        r->lists = data->list ? data->lists : 1;
        r->cuts = data->cuts;
        memcpy(r->cut, data->cut, sizeof r->cut);
        for (size_t k = 0; k < r->cuts; k++)
            r->deepest = fmax(r->deepest, r->cut[k]);
        code = make_ready(r, data, order, err);
    }
    free(order);
    if (code)
        lc_ready_free(r);
    else
        *ready = r;
    return code;
}

void lc_ready_free(lc_ready *ready)
{
    if (!ready)
        return;
    free(ready->ranked);
    free(ready->listed);
    free(ready->listed_risk);
    free(ready->list);
    free(ready->share);
    free(ready);
}

size_t lc_ready_children(const lc_ready *ready)
{
    return ready->children;
}

size_t lc_ready_fewer(const lc_ready *ready)
{
    size_t with = 0;
    for (size_t c = 0; c < ready->children; c++)
        with += ready->share[c].events > 0;
    return with < ready->children - with ? with : ready->children - with;
}

/* --- the sums --------------------------------------------------------------------- */

static double times_of(const uint16_t *times, uint32_t row)
{
    return times ? times[row & CHILD] : 1;
}

/* Rows of one model so far: of lower risk, and of the risk at hand. */
struct ranks {
    uint64_t below, positives, pos, neg;
    uint64_t wins;  /* twice those of auc.h (2) */
    uint64_t pairs; /* of the models that are done */
};

static void end_run(struct ranks *s)
{
    s->wins += s->pos * (2 * s->below + s->neg);
    s->below += s->neg;
    s->positives += s->pos;
    s->pos = s->neg = 0;
}

static void end_model(struct ranks *s)
{
    end_run(s);
    s->pairs += s->positives * s->below;
    s->below = s->positives = 0;
}

/* Over ascending risks, model by model. Whole numbers: exact, and a third of the time
 * of doubles. 2 x positives x negatives is below n^2 / 2, so n < 2^32 fits. */
static double area(const struct lc_ready *r, const uint16_t *times)
{
    struct ranks s = { 0 };
    for (size_t k = 0; k < r->n; k++) {
        uint32_t row = r->ranked[k];
        uint64_t w = times ? times[row & CHILD] : 1;
        if (row & NEW_MODEL)
            end_model(&s);
        else if (row & NEW_RUN)
            end_run(&s);
        uint64_t hit = row & EVENT ? w : 0;
        s.pos += hit;
        s.neg += w - hit;
    }
    end_model(&s);
    return s.pairs ? (double)s.wins / 2 / (double)s.pairs : NAN;
}

/* The part of a run of equal risks that still fits below each cut. */
static void take(const struct lc_ready *r, const struct lc_cut *run, double above,
                 struct lc_held_sums *sums)
{
    for (size_t c = 0; c < r->cuts; c++) {
        double room = r->cut[c] - above;
        if (!(room > 0))
            continue;
        double share = room < run->listed ? room / run->listed : 1;
        sums->cut[c].listed += share * run->listed;
        sums->cut[c].hits += share * run->hits;
        sums->cut[c].expected += share * run->expected;
    }
}

/* One list from its top, run by run, as deep as the deepest cut. */
static void walk(const struct lc_ready *r, const uint16_t *times, size_t list,
                 struct lc_held_sums *sums)
{
    double above = 0;
    struct lc_cut run = { .listed = 0 };
    for (size_t k = r->list[list]; k < r->list[list + 1] && above < r->deepest; k++) {
        uint32_t row = r->listed[k];
        if (row & NEW_RUN && run.listed > 0) {
            take(r, &run, above, sums);
            above += run.listed;
            run = (struct lc_cut){ .listed = 0 };
        }
        double w = times_of(times, row);
        run.listed += w;
        run.hits += row & EVENT ? w : 0;
        run.expected += w * r->listed_risk[k];
    }
    if (run.listed > 0)
        take(r, &run, above, sums);
}

static void add_share(struct share *sum, const struct share *more, double w)
{
    sum->n += w * more->n;
    sum->events += w * more->events;
    sum->expected += w * more->expected;
    sum->squares += w * more->squares;
    for (int k = 0; k < 2; k++)
        sum->large[k] += w * more->large[k];
    for (int k = 0; k < 5; k++)
        sum->line[k] += w * more->line[k];
}

/* One Newton step from the lines of all rows. */
static void step_lines(const struct lc_ready *r, const struct share *s,
                       struct lc_held_sums *sums)
{
    const double *l = s->line;
    double det = l[2] * l[4] - l[3] * l[3];
    bool two = s->events > 0 && s->events < s->n;
    sums->large = two && r->large.estimated
                      ? r->large.intercept + s->large[0] / s->large[1]
                      : NAN;
    sums->intercept = sums->slope = NAN;
    if (!(two && r->line.estimated && det > 0))
        return;
    sums->intercept = r->line.intercept + (l[4] * l[0] - l[3] * l[1]) / det;
    sums->slope = r->line.slope + (l[2] * l[1] - l[3] * l[0]) / det;
}

void lc_ready_sum(const lc_ready *ready, const uint16_t *times,
                  struct lc_held_sums *sums)
{
    struct share all = { .n = 0 };
    memset(sums, 0, sizeof *sums);
    for (size_t c = 0; c < ready->children; c++)
        add_share(&all, &ready->share[c], times ? times[c] : 1);
    sums->n = all.n;
    sums->events = all.events;
    sums->expected = all.expected;
    sums->squares = all.squares;
    step_lines(ready, &all, sums);
    sums->auc = area(ready, times);
    sums->lists = (double)ready->lists;
    for (size_t l = 0; l < ready->lists; l++)
        walk(ready, times, l, sums);
}
