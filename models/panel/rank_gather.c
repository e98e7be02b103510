/* What the units of a ranking found, put together. */
#include <stdlib.h>
#include <string.h>

#include "models/panel/rank_gather_inside.h"
#include "study/cohort.h"

int lc_kept_compare(const void *a, const void *b)
{
    const struct lc_scored_child *x = &((const struct lc_kept *)a)->c;
    const struct lc_scored_child *y = &((const struct lc_kept *)b)->c;
    if (x->risk != y->risk)
        return x->risk > y->risk ? -1 : 1;
    if (x->lp != y->lp)
        return x->lp > y->lp ? -1 : 1;
    return x->child < y->child ? -1 : x->child > y->child;
}

static int make_room(struct lc_scoring *s, const struct lc_rank_job *job, size_t n,
                     struct lc_error *err)
{
    bool rows = job->ask->beyond;
    s->kept = n < job->limit ? n : job->limit;
    s->listed = s->kept < s->capacity ? s->kept : s->capacity;
    s->columns = job->p;
    s->scored = lc_alloc(s->kept, sizeof *s->scored);
    s->part = lc_alloc(s->kept * s->groups, sizeof *s->part);
    s->x = rows ? lc_alloc(s->kept * job->p, sizeof *s->x) : NULL;
    return s->scored && s->part && (s->x || !rows) ? LC_OK : LC_FAIL_NOMEM(err);
}

/* The units' best together, in order, and cut. */
static int gather_kept(struct lc_scoring *s, const struct lc_rank_job *job,
                       struct lc_error *err)
{
    size_t n = 0, at = 0;
    for (size_t u = 0; u < LC_SHARDS; u++)
        n += job->unit[u].n;
    struct lc_kept *all = lc_alloc(n, sizeof *all);
    if (!all)
        return LC_FAIL_NOMEM(err);
    for (size_t u = 0; u < LC_SHARDS; u++)
        for (size_t i = 0; i < job->unit[u].n; i++) {
            all[at] = job->unit[u].kept[i];
            all[at].c.part = job->unit[u].part + all[at].at * s->groups;
            all[at].x = job->unit[u].x ? job->unit[u].x + all[at].at * job->p : NULL;
            at++;
        }
    qsort(all, n, sizeof *all, lc_kept_compare);
    int code = make_room(s, job, n, err);
    for (size_t i = 0; i < s->kept && !code; i++) {
        s->scored[i] = all[i].c;
        s->scored[i].part = s->part + i * s->groups;
        for (size_t g = 0; g < s->groups; g++)
            s->scored[i].part[g] = all[i].c.part[g];
        for (size_t j = 0; s->x && j < job->p; j++)
            s->x[i * job->p + j] = all[i].x[j];
    }
    free(all);
    return code;
}

/* In the order of a design's rows: by shard of the child, then by its number. */
static int compare_cannot(const void *a, const void *b)
{
    uint32_t x = ((const struct lc_cannot_score *)a)->child;
    uint32_t y = ((const struct lc_cannot_score *)b)->child;
    size_t s = lc_shard_of(x), t = lc_shard_of(y);
    if (s != t)
        return s < t ? -1 : 1;
    return x < y ? -1 : x > y;
}

static int gather_cannot(struct lc_scoring *s, const struct lc_rank_job *job,
                         struct lc_error *err)
{
    size_t n = 0;
    for (size_t u = 0; u < LC_SHARDS; u++)
        n += job->unit[u].refused;
    s->cannot = lc_alloc(n, sizeof *s->cannot);
    s->words = lc_arena_new();
    if (!s->cannot || !s->words)
        return LC_FAIL_NOMEM(err);
    for (size_t u = 0; u < LC_SHARDS; u++)
        for (size_t i = 0; i < job->unit[u].refused; i++) {
            const char *why = job->unit[u].cannot[i].why;
            why = lc_arena_text(s->words, why, strlen(why));
            if (!why)
                return LC_FAIL_NOMEM(err);
            s->cannot[s->refused++] =
                (struct lc_cannot_score){ job->unit[u].cannot[i].child, why };
        }
    qsort(s->cannot, n, sizeof *s->cannot, compare_cannot);
    return LC_OK;
}

int lc_rank_gather(struct lc_scoring *s, const struct lc_rank_job *job,
                   struct lc_error *err)
{
    for (size_t u = 0; u < LC_SHARDS; u++) {
        const struct lc_rank_unit *unit = job->unit + u;
        if (unit->code)
            return lc_error_pass(err, unit->code, &unit->err);
        s->n += unit->scored;
        s->sum += unit->sum;
    }
    int code = gather_kept(s, job, err);
    return code ? code : gather_cannot(s, job, err);
}
