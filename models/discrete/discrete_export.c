/* Discrete-time hazards as arithmetic (export_form.h), A_k the level of interval k:
 *
 *     logit      risk = 1 - prod 1 / (1 + exp(A_k + L))    over intervals by T
 *     cloglog    risk = 1 - exp(-H(T) exp(L)),  H(T) = sum exp(A_k) */
#include <math.h>

#include "models/discrete/discrete_basis_inside.h"
#include "models/discrete/discrete_inside.h"
#include "models/family/export_form.h"
#include "parallel/same_time.h"

struct levels {
    double grid;
    size_t n;
    double level[]; /* [n] -infinity: no hazard there */
};

static int copy_levels(struct lc_exported *e, const struct lc_time_frozen *f,
                       lc_arena *arena, struct lc_error *err)
{
    size_t n = f->basis.count ? f->basis.count - 1 : 0; /* the last is beyond all */
    struct levels *own = lc_arena_alloc(arena, sizeof *own + n * sizeof *own->level);
    double last = e->times ? e->time[e->times - 1] : 0;
    if (!own)
        return LC_FAIL_NOMEM(err);
    own->grid = f->grid;
    own->n = n;
    for (size_t k = 0; k < n; k++)
        own->level[k] = f->open[k] ? f->level[k] : -INFINITY;
    e->own = own;
    e->strata = 1;
    if (floor(last / own->grid + LC_SAME_TIME) > (double)n)
        return LC_FAIL(err, LC_RANGE,
                       "the model knows %zu intervals of length %g; a time of %g is "
                       "beyond them",
                       n, own->grid, last);
    return LC_OK;
}

static int open_levels(struct lc_exported *e, lc_arena *arena, struct lc_error *err)
{
    struct lc_time_frozen f;
    int code = lc_time_frozen_init(&f, e->fit, lc_terms_count(e->terms), err);
    if (!code)
        code = copy_levels(e, &f, arena, err);
    lc_time_frozen_release(&f);
    return code;
}

/* The end of interval k, from 0. */
static double end_of(const struct levels *own, size_t k)
{
    return own->grid * (double)(k + 1);
}

static int add_page(const struct lc_exported *e, lc_arena *arena LC_UNUSED,
                    struct lc_text *out, struct lc_error *err LC_UNUSED)
{
    const struct levels *own = e->own;
    double last = e->time[e->times - 1];
    lc_text_add(out, "\nThe risk by a time\n\n"
                     "  For every A below whose time is not after it work out\n\n"
                     "  stay = 1 / (1 + exp(A + L))\n\n"
                     "  and multiply them all: risk = 1 - that product.\n\n");
    for (size_t k = 0; k < own->n; k++)
        if (end_of(own, k) <= last + own->grid * LC_SAME_TIME
            && isfinite(own->level[k]))
            lc_export_named("A", end_of(own, k), own->level[k], out);
    return LC_OK;
}

/* -log of what each interval leaves, added up: log(1 + exp(A + L)). */
static void add_fields(const struct lc_exported *e, struct lc_export_writer *w)
{
    const struct levels *own = e->own;
    size_t k = 0;
    for (size_t i = 0; i < e->times; i++) {
        lc_export_open_part(w, "left", i);
        for (; k < own->n && end_of(own, k) <= e->time[i] + own->grid * LC_SAME_TIME;
             k++) {
            if (!isfinite(own->level[k]))
                continue;
            lc_text_add(&w->text, "log1p(exp(");
            lc_export_number(w, own->level[k]);
            lc_text_add(&w->text, " + linear_predictor))");
            w->put(w);
        }
        w->close(w);
    }
    lc_export_add_parts(e, w, "left", "left");
    lc_export_field(w, "risk", "1 - exp(-left)");
}

/* Of the intervals that end by then. */
static double hazard(const struct lc_exported *e, int32_t stratum LC_UNUSED,
                     double time)
{
    const struct levels *own = e->own;
    double sum = 0;
    for (size_t k = 0; k < own->n; k++)
        if (end_of(own, k) <= time * (1 + 1e-12) + own->grid * LC_SAME_TIME)
            sum += exp(own->level[k]);
    return sum;
}

const struct lc_export_form lc_discrete_logit_form = {
    .page = add_page, .fields = add_fields, .timed = true, .open = open_levels
};
const struct lc_export_form lc_discrete_cloglog_form = { .hazard = hazard,
                                                         .open = open_levels };
