/* Risks by the end of each row's own follow-up (forecast.h). */
#include "models/fit/forecast.h"

#include <stdlib.h>

#include "base/day.h"
#include "base/memory.h"
#include "models/family/centre.h"
#include "store/seen.h"

static int32_t limit_of(const struct lc_store *store, const struct lc_history *person,
                        uint32_t child, int32_t landmark, bool as_known)
{
    int64_t row =
        person ? lc_person_at(store, person, child, as_known ? landmark : LC_OPEN) : -1;
    if (row < 0)
        return INT32_MAX;
    int32_t adult = lc_day_birthday(person->start[row], 18);
    return adult > landmark ? adult - landmark : 0;
}

void lc_forecast_limits(const struct lc_design *design, const struct lc_store *store,
                        bool as_known, int32_t *limit)
{
    const struct lc_history *person = lc_store_history(store, "person");
    for (size_t i = 0; i < design->frame.n; i++) {
        bool again = i && !as_known && design->child[i] == design->child[i - 1]
                     && limit[i - 1] != INT32_MAX;
        if (again) {
            int32_t left =
                limit[i - 1] - (design->landmark[i] - design->landmark[i - 1]);
            limit[i] = limit[i - 1] && left > 0 ? left : 0;
        } else {
            limit[i] = limit_of(store, person, design->child[i], design->landmark[i],
                                as_known);
        }
    }
}

/* A row whose follow-up ends before the horizon. */
struct early {
    int32_t limit;
    size_t k;
};

static int by_limit(const void *a, const void *b)
{
    const struct early *x = a, *y = b;
    if (x->limit != y->limit)
        return x->limit < y->limit ? -1 : 1;
    return (x->k > y->k) - (x->k < y->k);
}

/* Room for `most` rows of one limit. */
struct block {
    double *x, *offset, *risk, *low, *high;
    int32_t *stratum;
};

static int open_block(struct block *b, size_t most, size_t p, struct lc_error *err)
{
    b->x = lc_alloc(most * (p + 4), sizeof *b->x);
    b->stratum = lc_alloc(most, sizeof *b->stratum);
    if (!b->x || !b->stratum)
        return LC_FAIL_NOMEM(err);
    b->offset = b->x + most * p;
    b->risk = b->offset + most;
    b->low = b->risk + most;
    b->high = b->low + most;
    return LC_OK;
}

/* The rows of early[count], all of one limit, again at it. */
static int shorten(struct lc_risks *risks, const struct lc_model *model,
                   const struct early *early, size_t count, struct block *b,
                   struct lc_error *err)
{
    const struct lc_applied *a = &risks->applied;
    size_t p = a->x.p;
    for (size_t i = 0; i < count; i++) {
        size_t k = early[i].k;
        for (size_t j = 0; j < p; j++)
            b->x[i * p + j] = lc_from_centre(model->fit->centre, j,
                                             lc_column_get(&a->x.column[j], k));
        b->offset[i] = a->offset ? a->offset[k] : 0;
        b->stratum[i] = a->stratum ? a->stratum[k] : 0;
    }
    struct lc_risk_rows rows = { .m = count,
                                 .p = p,
                                 .x = b->x,
                                 .offset = a->offset ? b->offset : NULL,
                                 .stratum = a->stratum ? b->stratum : NULL,
                                 .horizon = early->limit };
    struct lc_risk_out out = { b->risk, b->low, b->high };
    int code = model->family->risk(model->fit, &rows, &out, err);
    for (size_t i = 0; !code && i < count; i++) {
        risks->risk[early[i].k] = b->risk[i];
        risks->low[early[i].k] = b->low[i];
        risks->high[early[i].k] = b->high[i];
    }
    return code;
}

/* Limit by limit, so that a family reads its model once for each and not for each row.
 */
static int shorten_all(struct lc_risks *risks, const struct lc_model *model,
                       struct early *early, size_t count, struct lc_error *err)
{
    struct block b = { 0 };
    int code = open_block(&b, count ? count : 1, risks->applied.x.p, err);
    qsort(early, count, sizeof *early, by_limit);
    for (size_t first = 0, end; !code && first < count; first = end) {
        for (end = first; end < count && early[end].limit == early[first].limit;)
            end++;
        code = shorten(risks, model, early + first, end - first, &b, err);
    }
    free(b.x);
    free(b.stratum);
    return code;
}

int lc_forecast(struct lc_risks *risks, const struct lc_model *model,
                const struct lc_frame *frame, const unsigned char *keep,
                const int32_t *limit, bool contributions, struct lc_error *err)
{
    double horizon = model->horizons ? model->horizon[0] : 0;
    int code = lc_model_risk(risks, model, frame, keep, horizon, contributions, err);
    if (code || !limit || model->family->response == LC_BINARY)
        return code;
    struct early *early = lc_alloc(risks->n ? risks->n : 1, sizeof *early);
    size_t count = 0;
    for (size_t k = 0; early && k < risks->n; k++)
        if (limit[risks->row[k]] < horizon && !risks->cannot[k])
            early[count++] = (struct early){ limit[risks->row[k]], k };
    code = early ? shorten_all(risks, model, early, count, err) : LC_FAIL_NOMEM(err);
    free(early);
    if (code)
        lc_risks_free(risks);
    return code;
}
