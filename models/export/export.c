/* What both forms of export need (export.h). */
#include "models/export/export.h"

#include <math.h>

#include "formula/terms_algebra.h"
#include "models/aft/aft.h"
#include "models/binary/binary.h"
#include "models/binary/scorecard.h"
#include "models/cox/cause_specific.h"
#include "models/cox/cox.h"
#include "models/discrete/discrete.h"
#include "models/discrete/discrete_basis.h"
#include "models/subhazard/fine_gray.h"

/* clang-format off */
static const struct {
    const struct lc_family *family;
    int kind;
} kinds[] = {
    { &lc_family_logistic,         LC_EXPORT_LOGIT },
    { &lc_family_scorecard,        LC_EXPORT_LOGIT },
    { &lc_family_cloglog,          LC_EXPORT_CLOGLOG },
    { &lc_family_cox,              LC_EXPORT_HAZARD },
    { &lc_family_fine_gray,        LC_EXPORT_HAZARD },
    { &lc_family_discrete_cloglog, LC_EXPORT_HAZARD },
    { &lc_family_discrete_logit,   LC_EXPORT_PRODUCT },
    { &lc_family_aft,              LC_EXPORT_TIME },
    { &lc_family_cause_specific,   LC_EXPORT_CAUSES },
};
/* clang-format on */

static int find_kind(const struct lc_family *family)
{
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (kinds[k].family == family)
            return kinds[k].kind;
    return -1;
}

static int check(const struct lc_exported *e, struct lc_error *err)
{
    const struct lc_model *m = e->model;
    bool hazards = m->family == &lc_family_cox || m->family == &lc_family_fine_gray
                   || e->kind == LC_EXPORT_CAUSES;
    bool timed = hazards || e->kind == LC_EXPORT_HAZARD || e->kind == LC_EXPORT_PRODUCT;
    if (e->kind < 0)
        return LC_FAIL(err, LC_REFUSED,
                       "a model of family %s is hundreds of trees, no arithmetic to "
                       "follow: the model file itself holds them, as fit.extra.trees "
                       "in XGBoost's JSON",
                       m->family->name);
    if (lc_terms_offsets(m->terms))
        return LC_FAIL(err, LC_REFUSED,
                       "a model with an offset is not told by its columns alone: fit "
                       "it without");
    if (timed && !e->times)
        return LC_FAIL(err, LC_USAGE, "say when the risk is wanted: --times 365,730");
    if (hazards && !m->fit->curves)
        return LC_FAIL(err, LC_USAGE, "the model has no baseline");
    return LC_OK;
}

static int open_scales(struct lc_exported *e, lc_arena *arena, struct lc_error *err)
{
    const struct lc_fit *fit = e->model->fit;
    size_t first = lc_terms_count(e->model->terms) + 1, scales = fit->terms - first;
    if (lc_aft_kind_of(&e->aft, fit) < 0)
        return LC_FAIL(err, LC_FORMAT, "the model does not name its distribution");
    e->strata = scales ? scales : 1;
    e->scale = lc_arena_alloc(arena, e->strata * sizeof *e->scale);
    if (!e->scale)
        return LC_FAIL_NOMEM(err);
    for (size_t g = 0; g < e->strata; g++)
        e->scale[g] = scales ? exp(fit->estimate[first + g]) : e->aft.scale;
    return LC_OK;
}

static int open_levels(struct lc_exported *e, lc_arena *arena, struct lc_error *err)
{
    struct lc_time_frozen f;
    int code =
        lc_time_frozen_init(&f, e->model->fit, lc_terms_count(e->model->terms), err);
    e->grid = f.grid;
    e->strata = 1;
    e->intervals = f.basis.count ? f.basis.count - 1 : 0; /* the last is beyond all */
    e->level = lc_arena_alloc(arena, (e->intervals + 1) * sizeof *e->level);
    if (!code && !e->level)
        code = LC_FAIL_NOMEM(err);
    for (size_t k = 0; !code && k < e->intervals; k++)
        e->level[k] = f.open[k] ? f.level[k] : -INFINITY;
    double last = e->times ? e->time[e->times - 1] : 0;
    if (!code && floor(last / e->grid + 1e-9) > (double)e->intervals)
        code = LC_FAIL(err, LC_RANGE,
                       "the model knows %zu intervals of length %g; a time of %g is "
                       "beyond them",
                       e->intervals, e->grid, last);
    lc_time_frozen_release(&f);
    return code;
}

/* Each cause's coefficients by column; the constant is the event of interest's. */
static int open_sums(struct lc_exported *e, lc_arena *arena, struct lc_error *err)
{
    const struct lc_fit *fit = e->model->fit;
    size_t p = lc_terms_count(e->model->terms), each = fit->terms / fit->causes;
    e->causes = e->kind == LC_EXPORT_CAUSES ? fit->causes : 1;
    e->beta = lc_arena_alloc(arena, (e->causes * p + 1) * sizeof *e->beta);
    if (!e->beta)
        return LC_FAIL_NOMEM(err);
    if (e->causes == 1)
        lc_model_coefficients(e->model, e->beta, &e->constant);
    for (size_t k = 0; e->causes > 1 && k < fit->terms; k++)
        if (fit->column[k] >= 0 && !isnan(fit->estimate[k]))
            e->beta[k / each * p + (size_t)fit->column[k]] = fit->estimate[k];
    return LC_OK;
}

int lc_export_open(struct lc_exported *out, const struct lc_model *model,
                   const double *time, size_t times, lc_arena *arena,
                   struct lc_error *err)
{
    *out = (struct lc_exported){ .model = model,
                                 .kind = find_kind(model->family),
                                 .times = times ? times : model->horizons,
                                 .time = times ? time : model->horizon,
                                 .strata = lc_terms_strata(model->terms) };
    bool discrete = model->family == &lc_family_discrete_logit
                    || model->family == &lc_family_discrete_cloglog;
    int code = check(out, err);
    if (!code)
        code = open_sums(out, arena, err);
    if (!code && out->kind == LC_EXPORT_TIME)
        code = open_scales(out, arena, err);
    if (!code && discrete)
        code = open_levels(out, arena, err);
    if (!code && model->family == &lc_family_fine_gray)
        out->strata = 1; /* its strata are groups of censoring: one baseline */
    return code ? code : lc_terms_algebra(&out->column, arena, model->terms, err);
}

/* Of a grouped hazard: the intervals that end by then. */
static double grouped_hazard(const struct lc_exported *e, double time)
{
    double hazard = 0;
    for (size_t k = 0; k < e->intervals; k++)
        if (e->grid * (double)(k + 1) <= time * (1 + 1e-12) + e->grid * 1e-9)
            hazard += exp(e->level[k]);
    return hazard;
}

double lc_export_hazard(const struct lc_exported *e, int32_t stratum, double time)
{
    const struct lc_fit *fit = e->model->fit;
    if (e->level)
        return grouped_hazard(e, time);
    for (size_t c = 0; c < fit->curves; c++)
        if (fit->curve[c].stratum == stratum)
            return lc_curve_hazard(&fit->curve[c], time);
    return 0;
}

/* --- event times of several causes ------------------------------------------------ */

static const struct lc_curve *curve_of(const struct lc_fit *fit, size_t cause,
                                       int32_t stratum)
{
    for (size_t c = 0; c < fit->curves; c++)
        if (fit->curve[c].cause == (int)cause + 1 && fit->curve[c].stratum == stratum)
            return fit->curve + c;
    return NULL;
}

/* Where each cause's curve is on the way. */
struct place {
    const struct lc_curve *curve; /* NULL: the cause has none here */
    size_t at;
};

static double next_time(const struct place *place, size_t causes)
{
    double next = INFINITY;
    for (size_t k = 0; k < causes; k++)
        if (place[k].curve && place[k].at < place[k].curve->n
            && place[k].curve->time[place[k].at] < next)
            next = place[k].curve->time[place[k].at];
    return next;
}

static void take(struct place *place, size_t causes, double time, double *rise)
{
    for (size_t k = 0; k < causes; k++) {
        const struct lc_curve *c = place[k].curve;
        size_t at = place[k].at;
        if (!c || at >= c->n || c->time[at] != time)
            continue;
        rise[k] = c->hazard[at] - (at ? c->hazard[at - 1] : 0);
        place[k].at++;
    }
}

int lc_export_steps(struct lc_export_steps *steps, const struct lc_exported *e,
                    int32_t stratum, double last, lc_arena *arena, struct lc_error *err)
{
    size_t room = 1;
    struct place *place = lc_arena_alloc(arena, e->causes * sizeof *place);
    for (size_t k = 0; place && k < e->causes; k++) {
        place[k].curve = curve_of(e->model->fit, k, stratum);
        room += place[k].curve ? place[k].curve->n : 0;
    }
    *steps = (struct lc_export_steps){
        .causes = e->causes,
        .time = lc_arena_alloc(arena, room * sizeof *steps->time),
        .rise = lc_arena_alloc(arena, room * e->causes * sizeof *steps->rise)
    };
    if (!place || !steps->time || !steps->rise)
        return LC_FAIL_NOMEM(err);
    for (double t; (t = next_time(place, e->causes)) <= last; steps->n++) {
        steps->time[steps->n] = t;
        take(place, e->causes, t, steps->rise + steps->n * e->causes);
    }
    return LC_OK;
}
