/* The cumulative incidence of the results document (results_inside.h). */
#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/memory.h"
#include "disclosure/small.h"
#include "models/assess/results_inside.h"
#include "models/curve/aalen_johansen.h"

/* One life a child: from its first landmark in the cohort. */
struct lives {
    size_t n;
    double *stop;
    int32_t *cause;
    int causes;
};

static int take_lives(struct lives *l, const struct lc_judge *judge,
                      struct lc_error *err)
{
    const struct lc_design *d = judge->train.design;
    size_t n = d->frame.n ? d->frame.n : 1;
    l->stop = lc_alloc(n, sizeof *l->stop);
    l->cause = lc_alloc(n, sizeof *l->cause);
    l->causes = 1 + (int)judge->train.study->competing_count;
    if (!l->stop || !l->cause)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < d->frame.n; i++) {
        if (i && d->child[i] == d->child[i - 1])
            continue;
        l->stop[l->n] = d->days[i] + (d->cause[i] != LC_CENSORED);
        l->cause[l->n++] = d->cause[i];
    }
    return LC_OK;
}

enum { MONTHS = 1200 }; /* no horizon is longer (study/period.h) */

/* The last day of so many months. */
static double day_of(int months)
{
    return floor(months * 365 / 12.0);
}

/* How many had the cause by each month, 0 .. months. */
static void count_by_month(double *count, const struct lives *l, int cause, int months)
{
    for (int m = 0; m <= months; m++) {
        count[m] = 0;
        for (size_t i = 0; m && i < l->n; i++)
            count[m] += l->cause[i] == cause && l->stop[i] <= day_of(m);
    }
}

/* Shares by sixes of the children, a point where there are six more; of a cause that 1
 * to 5 had in all, the first point alone. */
static json_t *incidence_points(const struct lc_aj *aj, const struct lives *l,
                                int cause, int months)
{
    double count[MONTHS + 1], n = (double)lc_tell(l->n), last = 0;
    json_t *list = json_array();
    bool ok = list != NULL;
    count_by_month(count, l, cause, months);
    for (int m = 0; ok && m <= months; m++) {
        double f = 0, se = 0;
        if (m && (lc_is_small(count[months]) || lc_is_small(count[m] - last)))
            continue;
        last = count[m];
        if (m)
            lc_aj_at(aj, cause, day_of(m), &f, &se);
        double low = fmax(0, f - 1.96 * se), high = fmin(1, f + 1.96 * se);
        ok = lc_json_push(
            list, LC_OBJECT({ "months", json_integer(m) },
                            { "incidence", lc_json_number(lc_round_share(f, n)) },
                            { "low", lc_json_number(lc_round_share(low, n)) },
                            { "high", lc_json_number(lc_round_share(high, n)) }));
    }
    return lc_json_whole(list, ok);
}

/* A cause of which only 1 to 5 came is not drawn. */
static json_t *causes_json(const struct lc_aj *aj, const struct lives *l,
                           const struct lc_study *study, int months)
{
    json_t *list = json_array();
    bool ok = list != NULL;
    for (int cause = 1; ok && cause <= l->causes; cause++) {
        double count = 0;
        for (size_t i = 0; i < l->n; i++)
            count += l->cause[i] == cause;
        if (cause > 1 && count < LC_SMALLEST_SHOWN)
            continue;
        const char *name = lc_study_cause(study, cause);
        ok = lc_json_push(
            list,
            LC_OBJECT({ "name", lc_json_text(name) }, { "label", lc_json_text(name) },
                      { "points", incidence_points(aj, l, cause, months) }));
    }
    return lc_json_whole(list, ok);
}

static json_t *at_risk_json(const struct lives *l, int months)
{
    json_t *list = json_array();
    bool ok = list != NULL;
    for (int m = 0; ok && m <= months; m += months > 12 ? 6 : 3) {
        double count = 0;
        for (size_t i = 0; i < l->n; i++)
            count += l->stop[i] >= day_of(m);
        json_t *told = lc_told_json(lc_tell((size_t)count));
        ok = lc_json_push(
            list, LC_OBJECT({ "months", json_integer(m) }, { "children", told }));
    }
    return lc_json_whole(list, ok);
}

int lc_results_incidence(json_t **incidence, const struct lc_judge *judge,
                         struct lc_error *err)
{
    struct lives l = { .n = 0 };
    struct lc_risk_table *table = NULL;
    struct lc_aj *aj = NULL;
    int months = judge->train.design->horizon * 12 / 365;
    assert(months <= MONTHS);
    int code = take_lives(&l, judge, err);
    struct lc_lives lives = {
        .n = l.n, .stop = l.stop, .cause = l.cause, .causes = l.causes
    };
    *incidence = NULL;
    if (!code)
        code = lc_risk_table_new(&table, &lives, err);
    if (!code)
        code = lc_aj_new(&aj, table, &lives, err);
    if (!code) {
        *incidence = LC_OBJECT(
            { "origin", lc_json_text("a child's first landmark in the cohort") },
            { "causes", causes_json(aj, &l, judge->train.study, months) },
            { "at_risk", at_risk_json(&l, months) });
        code = *incidence ? LC_OK : LC_FAIL_NOMEM(err);
    }
    lc_aj_free(aj);
    lc_risk_table_free(table);
    free(l.stop);
    free(l.cause);
    return code;
}
