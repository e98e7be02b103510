/* What contests on a study and on a table share (contest.h). */
#include "models/assess/contest_inside.h"
#include "models/assess/tested_inside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/assess/ipcw.h"
#include "models/assess/timed.h"
#include "parallel/order.h"
#include "parallel/same_time.h"

int lc_contest_add(struct lc_contest *contest, const char *name, const char *family,
                   const char *formula, struct lc_contender **at, struct lc_error *err)
{
    size_t room = contest->contenders;
    int code = lc_grow((void **)&contest->contender, &room, contest->contenders + 1,
                       sizeof *contest->contender, err);
    if (code)
        return code;
    *at = &contest->contender[contest->contenders++];
    **at = (struct lc_contender){ .name = lc_strdup(name) };
    if (family)
        (*at)->family = lc_strdup(family);
    if (formula)
        (*at)->formula = lc_strdup(formula);
    bool whole =
        (*at)->name && (!family || (*at)->family) && (!formula || (*at)->formula);
    return whole ? LC_OK : LC_FAIL_NOMEM(err);
}

void lc_contest_excuse(struct lc_contender *contender, int *code, struct lc_error *err)
{
    if (!lc_train_cannot(*code))
        return;
    snprintf(contender->cannot, sizeof contender->cannot, "%.230s", err->text);
    *err = (struct lc_error){ .code = LC_OK };
    *code = LC_OK;
}

int lc_contest_add_rule(struct lc_contest *contest, const char *name, bool ranks_only,
                        struct lc_contender **at, struct lc_error *err)
{
    int code = lc_contest_add(contest, name, NULL, NULL, at, err);
    if (code)
        return code;
    (*at)->ranks_only = ranks_only;
    (*at)->risk = lc_alloc(contest->n, sizeof *(*at)->risk);
    return (*at)->risk ? LC_OK : LC_FAIL_NOMEM(err);
}

static bool all_have(const struct lc_contest *c, size_t k)
{
    for (size_t m = 0; m < c->contenders; m++)
        if (c->contender[m].risk && isnan(c->contender[m].risk[k]))
            return false;
    return true;
}

void lc_contest_drop_unforetold(struct lc_contest *c)
{
    size_t kept = 0, events = 0, children = 0;
    int32_t last = -1;
    for (size_t k = 0; k < c->n; k++) {
        if (!all_have(c, k))
            continue;
        for (size_t m = 0; m < c->contenders; m++)
            if (c->contender[m].risk)
                c->contender[m].risk[kept] = c->contender[m].risk[k];
        children += c->child[k] != last;
        last = c->child[k];
        c->child[kept] = (int32_t)children - 1;
        if (c->unit)
            c->unit[kept] = c->unit[k];
        c->cause[kept] = c->cause[k];
        if (c->list)
            c->list[kept] = c->list[k];
        if (c->time)
            c->time[kept] = c->time[k];
        else
            c->outcome[kept] = c->outcome[k];
        events += c->cause[k] == 1;
        kept++;
    }
    c->n = kept;
    c->children = children;
    c->units = c->unit ? lc_number_runs(kept, c->unit) : 0;
    c->events = events;
}

int lc_contest_base_rate(double *rate, const struct lc_contest *c, struct lc_error *err)
{
    *rate = c->n ? (double)c->events / (double)c->n : 0;
    if (!c->time)
        return LC_OK;
    uint32_t *by = lc_alloc(c->n, sizeof *by);
    double *time = lc_alloc(c->n, sizeof *time);
    int32_t *cause = lc_alloc(c->n, sizeof *cause);
    int code =
        by && time && cause ? lc_order(c->n, c->time, by, err) : LC_FAIL_NOMEM(err);
    for (size_t k = 0; !code && k < c->n; k++) {
        time[k] = c->time[by[k]];
        cause[k] = c->cause[by[k]];
    }
    if (!code)
        *rate = lc_timed_incidence(c->n, time, cause, c->horizon);
    free(by);
    free(time);
    free(cause);
    return code;
}

int lc_contest_settle_horizon(struct lc_contest *c, struct lc_error *err)
{
    if (!(c->horizon > 0))
        return LC_FAIL(err, LC_USAGE, "say by when: --horizon TIME");
    int code = lc_times_asked(c->n, NULL, c->time, 1, &c->horizon, err);
    struct lc_horizon all = {
        .n = c->n, .time = c->time, .cause = c->cause, .t = c->horizon
    };
    return code ? code : lc_horizon_reached(&all, err);
}

void lc_contest_free(struct lc_contest *contest)
{
    for (size_t k = 0; k < contest->contenders; k++) {
        free(contest->contender[k].name);
        free(contest->contender[k].family);
        free(contest->contender[k].formula);
        free(contest->contender[k].risk);
    }
    free(contest->contender);
    free(contest->child);
    free(contest->unit);
    free(contest->outcome);
    free(contest->time);
    free(contest->cause);
    free(contest->list);
    free(contest->model);
    free(contest->origin);
    free(contest->origin_day);
    *contest = (struct lc_contest){ .n = 0 };
}
