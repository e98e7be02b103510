/* The rows of a contest that are of one origin (contest.h). */
#include "models/assess/contest_inside.h"
#include "models/assess/tested_inside.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

static void copy_row(struct lc_contest *one, const struct lc_contest *all, size_t i,
                     int32_t *last)
{
    size_t at = one->n++;
    one->children += !at || all->child[i] != *last;
    *last = all->child[i];
    one->child[at] = (int32_t)one->children - 1;
    one->unit[at] = all->unit[i];
    one->outcome[at] = all->outcome[i];
    one->time[at] = all->time[i];
    one->cause[at] = all->cause[i];
    one->list[at] = all->list[i];
    one->model[at] = all->model[i];
    one->events += all->outcome[i];
    for (size_t k = 0; k < one->contenders; k++)
        if (one->contender[k].risk)
            one->contender[k].risk[at] = all->contender[k].risk[i];
}

static int copy_contender(struct lc_contest *one, const struct lc_contender *from,
                          size_t n, struct lc_error *err)
{
    struct lc_contender *to;
    int code = lc_contest_add(one, from->name, from->family, from->formula, &to, err);
    if (code)
        return code;
    to->ranks_only = from->ranks_only;
    snprintf(to->cannot, sizeof to->cannot, "%s", from->cannot);
    if (from->risk && !(to->risk = lc_alloc(n ? n : 1, sizeof *to->risk)))
        return LC_FAIL_NOMEM(err);
    return LC_OK;
}

int lc_contest_of_origin(struct lc_contest *one, const struct lc_contest *all,
                         size_t origin, struct lc_error *err)
{
    size_t n = 0;
    int32_t last = -1;
    for (size_t i = 0; i < all->n; i++)
        n += (size_t)all->origin[i] == origin;
    *one = (struct lc_contest){ .lists = all->lists,
                                .capacity = all->capacity,
                                .horizon = all->horizon,
                                .models = all->models };
    int code = lc_contest_room(one, n, err);
    for (size_t k = 0; !code && k < all->contenders; k++)
        code = copy_contender(one, &all->contender[k], n, err);
    for (size_t i = 0; !code && i < all->n; i++)
        if ((size_t)all->origin[i] == origin)
            copy_row(one, all, i, &last);
    if (!code)
        one->units = lc_number_runs(one->n, one->unit);
    if (code)
        lc_contest_free(one);
    return code;
}
