/* Risks by the end of each row's own follow-up (forecast.h). */
#include "models/fit/forecast.h"

#include <stdlib.h>

#include "base/day.h"
#include "base/memory.h"
#include "study/seen.h"

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

/* One row again, at its own horizon. */
static int shorten(struct lc_risks *risks, const struct lc_model *model, size_t k,
                   double horizon, double *x, struct lc_error *err)
{
    const struct lc_applied *a = &risks->applied;
    for (size_t j = 0; j < a->x.p; j++)
        x[j] = lc_column_get(&a->x.column[j], k);
    return model->family->risk(model->fit, 1, a->x.p, x,
                               a->offset ? &a->offset[k] : NULL,
                               a->stratum ? &a->stratum[k] : NULL, horizon,
                               &risks->risk[k], &risks->low[k], &risks->high[k], err);
}

int lc_forecast(struct lc_risks *risks, const struct lc_model *model,
                const struct lc_frame *frame, const unsigned char *keep,
                const int32_t *limit, bool contributions, struct lc_error *err)
{
    double horizon = model->horizons ? model->horizon[0] : 0;
    int code = lc_model_risk(risks, model, frame, keep, horizon, contributions, err);
    if (code || !limit || model->family->response == LC_BINARY)
        return code;
    double *x = lc_alloc(risks->p ? risks->p : 1, sizeof *x);
    if (!x)
        code = LC_FAIL_NOMEM(err);
    for (size_t k = 0; !code && k < risks->n; k++)
        if (limit[risks->row[k]] < horizon && !risks->cannot[k])
            code = shorten(risks, model, k, limit[risks->row[k]], x, err);
    free(x);
    if (code)
        lc_risks_free(risks);
    return code;
}
