/* See linkages.h. */
#include "models/assess/linkages.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "design/asof.h"
#include "disclosure/small.h"
#include "link/drawn.h"
#include "models/assess/linkages_inside.h"
#include "models/assess/rubin.h"
#include "store/regroup.h"
#include "study/flow.h"

static const double sure = (double)LC_LINK_SURE / LC_CERTAIN;

struct averaging {
    const struct lc_linkages_ask *ask;
    struct lc_regrouped own;
    uint32_t *child; /* [records] */
    size_t fits;
    struct lc_fit *fit[LC_LINKAGES];
    size_t units; /* the fewest of any fit */
    size_t tests;
    struct lc_linkages_held held[LC_LINKAGES];
    /* Records with other children than their own, of all draws. */
    size_t joined, parted;
};

/* --- a draw ----------------------------------------------------------------------- */

/* How far the draw is from the store's own: records of two of its children that are one
 * here, and records of one that are not with its first here. */
static void compare(struct averaging *a)
{
    const uint32_t *own = a->own.child;
    for (size_t r = 0; r < a->ask->store->records; r++) {
        a->joined += own[a->child[r]] != own[r];
        a->parted += a->child[own[r]] != a->child[r];
    }
}

static int fit_design(struct averaging *a, const struct lc_design *design,
                      struct lc_error *err)
{
    struct lc_train train = *a->ask->train;
    size_t n = design->frame.n, units = 0;
    unsigned char *keep = lc_alloc(n ? n : 1, 1);
    struct lc_fit *fit = NULL;
    if (!keep)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < n; i++)
        keep[i] = design->landmark[i] < a->ask->end;
    train.design = design;
    train.keep = keep;
    int code = lc_train_refit(&fit, a->ask->model, &train, &units, err);
    free(keep);
    if (code)
        return code;
    a->units = a->fits && a->units < units ? a->units : units;
    a->fit[a->fits++] = fit;
    return LC_OK;
}

/* A linkage of which the model has no estimate, or no test one, is no failure: there
 * are others. */
static int forgive(int code, const struct lc_error *why, struct lc_error *err)
{
    return lc_train_cannot(code) ? LC_OK : lc_error_pass(err, code, why);
}

static int test_draw(struct averaging *a, struct lc_error *err)
{
    struct lc_error why = { 0 };
    int code = a->ask->judge(a->ask->context, a->held + a->tests, &why);
    a->tests += !code;
    return forgive(code, &why, err);
}

static int fit_draw(struct averaging *a, uint64_t draw, struct lc_error *err)
{
    const struct lc_linkages_ask *ask = a->ask;
    struct lc_cohort_ask all = { .day = LC_NO_DAY };
    struct lc_design design;
    struct lc_error why = { 0 };
    int code = lc_link_draw(a->child, ask->store, ask->seed, draw, err);
    if (!code)
        code = lc_regroup_to(&a->own, ask->store, a->child, err);
    if (!code)
        code = lc_design_of(&design, ask->train->study, ask->store, &all, NULL,
                            ask->train->team, err);
    if (code)
        return code;
    compare(a);
    code = fit_design(a, &design, &why);
    lc_design_free(&design);
    code = forgive(code, &why, err);
    return code ? code : test_draw(a, err);
}

static int fit_all(struct averaging *a, struct lc_error *err)
{
    struct lc_store *store = a->ask->store;
    int code = lc_regroup_begin(&a->own, store, err);
    a->child = lc_alloc(store->records + 1, sizeof *a->child);
    if (!code && !a->child)
        code = LC_FAIL_NOMEM(err);
    for (uint64_t draw = 0; draw < LC_LINKAGES && !code; draw++)
        code = fit_draw(a, draw, err);
    int back = lc_regroup_end(&a->own, store, code ? NULL : err);
    free(a->child);
    return code ? code : back;
}

/* --- what is told ----------------------------------------------------------------- */

/* The term of that name and cause in another fit of the same family, or `terms`. */
static size_t find_term(const struct lc_fit *fit, const struct lc_fit *as, size_t k)
{
    size_t each = as->terms / as->causes, cause = k / each, other;
    if (k < fit->terms && strcmp(fit->name[k], as->name[k]) == 0)
        return k;
    for (other = cause * (fit->terms / fit->causes); other < fit->terms; other++)
        if (strcmp(fit->name[other], as->name[k]) == 0)
            break;
    return other;
}

static double variance_of(const struct lc_fit *fit, size_t k)
{
    return fit->covariance[k * fit->terms + k];
}

static struct lc_rubin over_all(const struct averaging *a, size_t k)
{
    const struct lc_fit *own = a->ask->model->fit;
    double q[LC_LINKAGES], u[LC_LINKAGES];
    size_t m = 0;
    for (size_t i = 0; i < a->fits; i++) {
        size_t at = find_term(a->fit[i], own, k);
        if (at == a->fit[i]->terms || !isfinite(a->fit[i]->estimate[at]))
            continue;
        q[m] = own->family->sense * a->fit[i]->estimate[at];
        u[m++] = variance_of(a->fit[i], at);
    }
    return lc_rubin_of(m, q, u, (double)a->units - (double)own->terms);
}

static bool holds_zero(double low, double high)
{
    return !(low > 0) && !(high < 0);
}

static bool moves(double low, double high, const struct lc_rubin *over)
{
    return holds_zero(low, high) != holds_zero(over->low, over->high)
           || (low > 0 && over->high < 0) || (high < 0 && over->low > 0);
}

json_t *lc_linkages_judge(struct lc_judged_terms *terms, double estimate, double se,
                          const struct lc_rubin *over)
{
    double half = 1.959963984540054 * se;
    if (!isfinite(estimate) || !isfinite(half) || !isfinite(over->low)
        || !isfinite(over->high))
        return json_null();
    bool turns = moves(estimate - half, estimate + half, over);
    terms->judged++;
    terms->moved += turns;
    return json_boolean(turns);
}

json_t *lc_linkages_moved(const struct lc_judged_terms *terms)
{
    return terms->judged ? lc_json_count(terms->moved) : json_null();
}

size_t lc_linkages_each(size_t records)
{
    return (records + LC_LINKAGES - 1) / LC_LINKAGES;
}

static json_t *term_json(const struct averaging *a, size_t k,
                         struct lc_judged_terms *judged)
{
    const struct lc_model *model = a->ask->model;
    const struct lc_fit *fit = model->fit;
    const struct lc_term *term = lc_terms_at(model->terms, (size_t)fit->column[k]);
    struct lc_rubin over = over_all(a, k);
    double b = fit->family->sense * fit->estimate[k], se = sqrt(variance_of(fit, k));
    return LC_OBJECT({ "name", lc_json_text(fit->name[k]) },
                     { "label", lc_json_text(term->label ? term->label : term->name) },
                     { "history", lc_json_text(term->group ? term->group : "person") },
                     { "estimate", lc_json_number(b) }, { "se", lc_json_number(se) },
                     { "average", lc_json_number(over.estimate) },
                     { "average_se", lc_json_number(over.se) },
                     { "average_low", lc_json_number(over.low) },
                     { "average_high", lc_json_number(over.high) },
                     { "degrees_of_freedom", lc_json_number(over.df) },
                     { "share_of_variance", lc_json_number(over.share) },
                     { "moves", lc_linkages_judge(judged, b, se, &over) });
}

/* Of the draws that could be tested and told. */
static json_t *held_json(const struct averaging *a, const char *name, size_t offset)
{
    const struct lc_linkages_ask *ask = a->ask;
    double own, value, sum = 0, least = INFINITY, most = -INFINITY;
    size_t n = 0;
    memcpy(&own, (const char *)&ask->held + offset, sizeof own);
    for (size_t i = 0; i < a->tests; i++) {
        memcpy(&value, (const char *)(a->held + i) + offset, sizeof value);
        if (isnan(value))
            continue;
        n++;
        sum += value;
        least = fmin(least, value);
        most = fmax(most, value);
    }
    return LC_OBJECT(
        { "name", lc_json_text(name) }, { "estimate", lc_json_number(own) },
        { "mean", lc_json_number(n ? sum / (double)n : NAN) },
        { "least", lc_json_number(n ? least : NAN) },
        { "most", lc_json_number(n ? most : NAN) }, { "tested", lc_json_count(n) });
}

static json_t *all_held_json(const struct averaging *a)
{
    json_t *list = json_array();
    bool ok =
        lc_json_push(list, held_json(a, "auc", offsetof(struct lc_linkages_held, auc)));
    ok = lc_json_push(list, held_json(a, "precision",
                                      offsetof(struct lc_linkages_held, precision)))
         && ok;
    return lc_json_whole(list, ok);
}

static int tell_average(json_t **told, const struct averaging *a, struct lc_error *err)
{
    const struct lc_model *model = a->ask->model;
    const struct lc_fit *fit = model->fit;
    size_t each = fit->terms / fit->causes;
    struct lc_judged_terms judged = { 0 };
    size_t first = fit->causes > 1 ? (size_t)(model->cause - 1) * each : 0;
    json_t *terms = json_array();
    bool ok = terms != NULL;
    for (size_t k = first; ok && k < first + each; k++)
        if (fit->column[k] >= 0 && isfinite(fit->estimate[k]))
            ok = lc_json_push(terms, term_json(a, k, &judged));
    *told = LC_OBJECT(
        { "uncertain_links", lc_json_text("average") },
        { "draws", lc_json_count(LC_LINKAGES) }, { "fitted", lc_json_count(a->fits) },
        { "records_joined", lc_told_json(lc_tell(lc_linkages_each(a->joined))) },
        { "records_parted", lc_told_json(lc_tell(lc_linkages_each(a->parted))) },
        { "held_out", all_held_json(a) }, { "moved", lc_linkages_moved(&judged) },
        { "terms", lc_json_whole(terms, ok) });
    return *told ? LC_OK : LC_FAIL_NOMEM(err);
}

static int average(json_t **told, const struct lc_linkages_ask *ask,
                   struct lc_error *err)
{
    struct averaging a = { .ask = ask };
    int code = lc_link_need_chances(ask->store, "the store", err);
    if (!code)
        code = fit_all(&a, err);
    if (!code)
        code = tell_average(told, &a, err);
    for (size_t i = 0; i < a.fits; i++)
        lc_fit_free(a.fit[i]);
    return code;
}

static int tell_left_out(json_t **told, const struct lc_flow *flow,
                         struct lc_error *err)
{
    struct lc_flow_told said; /* `removed` is one number in a document */
    lc_flow_tell(&said, flow, true);
    *told = LC_OBJECT({ "uncertain_links", lc_json_text("leave_out") },
                      { "sure", lc_json_number(sure) },
                      { "doubted", lc_told_json(lc_tell(flow->doubted)) },
                      { "near_misses", lc_told_json(lc_tell(flow->missed)) },
                      { "removed", lc_told_json(said.removed[LC_UNCERTAIN]) });
    return *told ? LC_OK : LC_FAIL_NOMEM(err);
}

int lc_linkages_tell(json_t **told, const struct lc_linkages_ask *ask,
                     struct lc_error *err)
{
    *told = NULL;
    switch (ask->train->study->uncertain) {
    case LC_LINKS_LEAVE_OUT:
        return tell_left_out(told, ask->flow, err);
    case LC_LINKS_AVERAGE:
        return average(told, ask, err);
    case LC_LINKS_KEEP:
        return LC_OK;
    }
    return LC_OK;
}
