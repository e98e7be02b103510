/* See whole.h. */
#include "models/panel/whole.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static int score(struct lc_scoring *scoring, const struct lc_model *model,
                 const struct lc_store *store, int32_t day, lc_team *team,
                 struct lc_error *err)
{
    const struct lc_score_ask ask = { .day = day, .capacity = store->records + 1 };
    return lc_score_run(scoring, model, store, &ask, team, err);
}

const struct lc_scored_child *lc_whole_now(const struct lc_whole *whole, uint32_t child)
{
    return lc_scoring_of(&whole->now, child);
}

/* --- who moved -------------------------------------------------------------------- */

struct mover {
    double by;
    uint32_t child;
};

static int furthest_first(const void *a, const void *b)
{
    const struct mover *x = a, *y = b;
    if (fabs(x->by) != fabs(y->by))
        return fabs(x->by) > fabs(y->by) ? -1 : 1;
    return (x->child > y->child) - (x->child < y->child);
}

static int find_movers(struct lc_whole *w, struct lc_error *err)
{
    const struct lc_scoring *now = &w->now;
    struct mover *all = lc_alloc(now->listed, sizeof *all);
    w->moved = lc_alloc(now->listed, sizeof *w->moved);
    int code = all && w->moved ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < now->listed && !code && w->comparable; k++) {
        const struct lc_scored_child *one = now->scored + k,
                                     *was = lc_scoring_of(&w->before, one->child);
        if (was && fabs(one->lp - was->lp) >= LC_CHANGE_STEADY)
            all[w->count++] = (struct mover){ one->lp - was->lp, one->child };
    }
    if (w->count)
        qsort(all, w->count, sizeof *all, furthest_first);
    for (size_t k = 0; k < w->count; k++)
        w->moved[k] = all[k].child;
    free(all);
    return code;
}

static int compare(struct lc_whole *whole, struct lc_error *err)
{
    const char *a = whole->before.without, *b = whole->now.without;
    whole->comparable = a && b ? !strcmp(a, b) : !a && !b;
    return find_movers(whole, err);
}

int lc_whole_of(struct lc_whole *whole, const struct lc_model *model,
                const struct lc_store *store, const int32_t day[2], lc_team *team,
                struct lc_error *err)
{
    *whole = (struct lc_whole){ 0 };
    int code = score(&whole->before, model, store, day[0], team, err);
    if (!code)
        code = score(&whole->now, model, store, day[1], team, err);
    return code ? code : compare(whole, err);
}

int lc_whole_next(struct lc_whole *whole, const struct lc_model *model,
                  const struct lc_store *store, int32_t day, lc_team *team,
                  struct lc_error *err)
{
    lc_scoring_free(&whole->before);
    free(whole->moved);
    *whole = (struct lc_whole){ .before = whole->now };
    int code = score(&whole->now, model, store, day, team, err);
    return code ? code : compare(whole, err);
}

void lc_whole_free(struct lc_whole *whole)
{
    lc_scoring_free(&whole->before);
    lc_scoring_free(&whole->now);
    free(whole->moved);
    *whole = (struct lc_whole){ 0 };
}
