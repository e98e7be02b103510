/* A child's ways to an adoption, of the steps and the orders that are told
 * (outward_inside.h). */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "outward/outward_inside.h"
#include "store/seen.h"

enum { MONTH = 31 };

static const char *const steps[LC_ADOPTION_STEPS] = { "decided", "placement_order",
                                                      "matched", "placed", "reversed" };

struct ways {
    size_t count, room;
    struct lc_adoption_way *way;
};

int lc_adoption_step(const char *code)
{
    int s = 0;
    while (s < LC_ADOPTION_STEPS && (!code || strcmp(steps[s], code) != 0))
        s++;
    return s;
}

static struct lc_adoption_way *begin(struct ways *w, int32_t day, struct lc_error *err)
{
    if (LC_GROW(w->way, w->room, w->count + 1, err))
        return NULL;
    struct lc_adoption_way *way = w->way + w->count++;
    *way = (struct lc_adoption_way){ .first = day, .over = LC_OPEN, .order = -1 };
    for (int s = 0; s < LC_ADOPTION_STEPS; s++)
        way->step[s] = -1;
    return way;
}

/* Steps are in order of their days: one that was taken already, or comes after the
 * decision was reversed, begins another way. */
static int add_step(struct ways *w, const struct lc_history *h, uint64_t i, int step,
                    struct lc_error *err)
{
    struct lc_adoption_way *last = w->count ? w->way + w->count - 1 : NULL;
    if (!last || last->over != LC_OPEN || last->step[step] >= 0)
        last = begin(w, h->start[i], err);
    if (!last)
        return LC_NOMEM;
    last->step[step] = (int64_t)i;
    if (strcmp(steps[step], "reversed") == 0)
        last->over = h->start[i];
    return LC_OK;
}

/* An order ends the last way that had begun and was not over, or stands alone. A child
 * is adopted once: sources that tell it, by the order or by what closed then, a month
 * apart at the most, tell one, whose day is the first. */
static int add_order(struct ways *w, const struct lc_history *h, uint64_t i,
                     struct lc_error *err)
{
    struct lc_adoption_way *of = NULL;
    for (size_t k = 0; k < w->count; k++) {
        if (w->way[k].order >= 0 && h->start[i] - h->start[w->way[k].order] <= MONTH)
            return LC_OK;
        if (w->way[k].over == LC_OPEN && w->way[k].first <= h->start[i])
            of = w->way + k;
    }
    if (!of)
        of = begin(w, h->start[i], err);
    if (!of)
        return LC_NOMEM;
    of->order = (int64_t)i;
    of->over = h->start[i];
    return LC_OK;
}

int lc_adoption_ways(size_t *count, struct lc_adoption_way **ways,
                     const struct lc_outward *from, uint32_t child,
                     struct lc_error *err)
{
    const struct lc_history *plan = lc_store_history(from->store, "adoption_plan");
    const struct lc_history *orders = lc_store_history(from->store, "permanence");
    struct lc_history_rows p = { 0 }, o = { 0 };
    struct ways w = { 0 };
    int code = LC_OK;
    if (plan)
        p = lc_history_rows_of(plan, child);
    if (orders)
        o = lc_history_rows_of(orders, child);
    for (uint64_t i = p.first; i < p.end && !code; i++) {
        int step = lc_adoption_step(lc_codes_name(&plan->codes, plan->code[i]));
        if (step < LC_ADOPTION_STEPS && lc_outward_sees(from, plan, i))
            code = add_step(&w, plan, i, step, err);
    }
    for (uint64_t i = o.first; i < o.end && !code; i++) {
        const char *what = lc_codes_name(&orders->codes, orders->code[i]);
        if (what && strcmp(what, "adoption") == 0 && lc_outward_sees(from, orders, i))
            code = add_order(&w, orders, i, err);
    }
    *count = w.count;
    *ways = w.way;
    return code;
}
