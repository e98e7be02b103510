/* See rank_inside.h. Child numbers are cut into fixed units, a unit into blocks. Each
 * unit keeps its best, at most as many as are to be listed; the best of those are the
 * list. Limits of a risk cost the square of the columns, so they are worked out for
 * children who may be listed, and for no other. */

#include "models/panel/rank_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/interrupt.h"
#include "models/family/centre.h"
#include "models/panel/rank_gather_inside.h"
#include "store/seen.h"

/* --- order ------------------------------------------------------------------------ */

enum { RUN = 64 };

/* Keeps the best. The parts of the others stay where they are: few are ever in. */
static void prune(struct lc_rank_unit *u, size_t limit)
{
    qsort(u->kept, u->n, sizeof *u->kept, lc_kept_compare);
    u->n = limit;
    u->full = true;
}

static bool may_be_listed(const struct lc_rank_unit *u, size_t limit,
                          const struct lc_kept *k)
{
    return !u->full || lc_kept_compare(k, u->kept + limit - 1) < 0;
}

/* --- a row ------------------------------------------------------------------------ */

static struct lc_risk_rows rows_of(const struct lc_rank_job *job,
                                   const struct lc_rank_work *w,
                                   const struct lc_applied *a, size_t first,
                                   size_t count)
{
    return (struct lc_risk_rows){ .m = count,
                                  .p = job->p,
                                  .x = w->x + first * job->p,
                                  .offset = a->offset ? a->offset + first : NULL,
                                  .stratum = a->stratum ? a->stratum + first : NULL,
                                  .horizon = job->horizon };
}

static double horizon_of(const struct lc_rank_job *job, const struct lc_rank_work *w,
                         size_t i)
{
    int64_t row = w->block.person[i];
    if (row < 0 || job->model->family->response == LC_BINARY)
        return job->horizon;
    int32_t adult = lc_day_birthday(job->person->start[row], 18);
    int32_t left = adult > job->s->day ? adult - job->s->day : 0;
    return left < job->horizon ? left : job->horizon;
}

/* One row's risk by the horizon, or by the 18th birthday where a family knows of time.
 */
static int row_risk(const struct lc_rank_job *job, const struct lc_rank_work *w,
                    const struct lc_applied *a, size_t i, struct lc_risk_out out,
                    struct lc_error *err)
{
    struct lc_risk_rows row = rows_of(job, w, a, i, 1);
    row.horizon = horizon_of(job, w, i);
    return job->model->family->risk(job->model->fit, &row, &out, err);
}

static int keep_x(struct lc_rank_unit *u, size_t p, const double *x)
{
    int code = lc_grow((void **)&u->x, &u->x_room, (u->parts + 1) * p + 1, sizeof *u->x,
                       &u->err);
    for (size_t j = 0; j < p && !code; j++)
        u->x[u->parts * p + j] = x[j];
    return code;
}

static int keep_row(struct lc_rank_unit *u, const struct lc_rank_job *job,
                    const struct lc_rank_work *w, const struct lc_applied *a, size_t i)
{
    size_t groups = job->s->groups;
    struct lc_kept k = { { .child = w->child[i], .lp = w->lp[i], .risk = w->risk[i] },
                         u->parts,
                         NULL };
    double again;
    if (!may_be_listed(u, job->limit, &k))
        return LC_OK;
    struct lc_risk_out out = { &again, &k.c.low, &k.c.high };
    int code = row_risk(job, w, a, i, out, &u->err);
    if (!code)
        code = lc_grow((void **)&u->kept, &u->kept_room, u->n + 1, sizeof *u->kept,
                       &u->err);
    if (!code)
        code = lc_grow((void **)&u->part, &u->part_room, (u->parts + 1) * (groups + 1),
                       sizeof *u->part, &u->err);
    if (code)
        return code;
    for (size_t g = 0; g < groups; g++)
        u->part[u->parts * groups + g] = w->part[g * LC_DAY_BLOCK + i];
    code = job->ask->beyond ? keep_x(u, job->p, w->x + i * job->p) : LC_OK;
    if (code)
        return code;
    u->parts++;
    u->kept[u->n++] = k;
    if (u->n >= 2 * job->limit + 16)
        prune(u, job->limit);
    return LC_OK;
}

static int refuse_row(struct lc_rank_unit *u, uint32_t child, const char *why)
{
    const char *copy = NULL;
    if (!u->words)
        u->words = lc_arena_new();
    if (u->words)
        copy = lc_arena_text(u->words, why, strlen(why));
    if (!copy)
        return LC_FAIL_NOMEM(&u->err);
    int code = lc_grow((void **)&u->cannot, &u->cannot_room, u->refused + 1,
                       sizeof *u->cannot, &u->err);
    if (!code)
        u->cannot[u->refused++] = (struct lc_cannot_score){ child, copy };
    return code;
}

/* --- a block ---------------------------------------------------------------------- */

/* (2) of score.h but for the centres, and the values row by row. A run of rows is
 * short enough that its values stay near while column after column joins them. */
static void add_run(const struct lc_rank_job *job, struct lc_rank_work *w,
                    const struct lc_applied *a, size_t first, size_t count)
{
    const double *centre = job->model->fit->centre;
    double value[RUN], *x = w->x + first * job->p;
    for (size_t j = 0; j < job->p; j++) {
        double beta = job->column[j].beta;
        double *part = w->part + job->column[j].group * LC_DAY_BLOCK + first;
        lc_column_read(a->x.column + j, first, count, value);
        for (size_t i = 0; i < count; i++) {
            x[i * job->p + j] = lc_from_centre(centre, j, value[i]);
            part[i] += beta * value[i];
        }
    }
}

/* (2) and (3) of a block's rows. */
static void add_up(const struct lc_rank_job *job, struct lc_rank_work *w,
                   const struct lc_applied *a)
{
    const struct lc_scoring *s = job->s;
    size_t n = a->n;
    memset(w->part, 0, s->groups * LC_DAY_BLOCK * sizeof *w->part);
    for (size_t first = 0; first < n; first += RUN)
        add_run(job, w, a, first, n - first < RUN ? n - first : RUN);
    for (size_t i = 0; i < n; i++)
        w->lp[i] = s->base;
    for (size_t g = 0; g < s->groups; g++) {
        double *part = w->part + g * LC_DAY_BLOCK, centre = s->group[g].centre;
        for (size_t i = 0; i < n; i++) {
            part[i] -= centre;
            w->lp[i] += part[i];
        }
    }
    for (size_t i = 0; a->offset && i < n; i++)
        w->lp[i] += s->sense * a->offset[i];
}

static int risks(const struct lc_rank_job *job, struct lc_rank_work *w,
                 struct lc_applied *a, struct lc_error *err)
{
    for (size_t i = 0; i < a->n && a->offset; i++)
        if (a->cannot[i])
            a->offset[i] = 0; /* a family would refuse NaN */
    struct lc_risk_rows all = rows_of(job, w, a, 0, a->n);
    struct lc_risk_out out = { .risk = w->risk };
    int code = job->model->family->risk(job->model->fit, &all, &out, err);
    for (size_t i = 0; i < a->n && !code; i++)
        if (!a->cannot[i] && horizon_of(job, w, i) < job->horizon)
            code = row_risk(job, w, a, i, (struct lc_risk_out){ .risk = w->risk + i },
                            err);
    return code;
}

static int take_rows(const struct lc_rank_job *job, struct lc_rank_unit *u,
                     struct lc_rank_work *w, struct lc_applied *a)
{
    add_up(job, w, a);
    int code = risks(job, w, a, &u->err);
    for (size_t i = 0; i < a->n && !code; i++) {
        if (a->cannot[i]) {
            code = refuse_row(u, w->child[i], a->cannot[i]);
            continue;
        }
        u->scored++;
        u->sum += w->risk[i];
        code = keep_row(u, job, w, a, i);
    }
    return code;
}

/* How the block's children lie to the training rows, predictor by predictor. */
static void tally(const struct lc_rank_job *job, struct lc_rank_work *w)
{
    const struct lc_frame *frame = &w->block.frame;
    for (size_t k = 0; k < frame->count; k++) {
        const struct lc_range *r = job->s->range + k;
        struct lc_sighting *t = w->tally + k;
        size_t missing;
        t->outside +=
            lc_column_outside(frame->column + k, frame->n, r->low, r->high, &missing);
        t->not_observed += missing;
        t->seen += frame->n - missing;
    }
}

/* Of the child numbers of a block those of the cohort who are asked for; the others are
 * not looked at, and the block is narrowed to those who are. */
static int list_asked(const struct lc_rank_job *job, struct lc_rank_unit *u,
                      struct lc_rank_work *w, size_t *first, size_t *end, size_t *n)
{
    const struct lc_score_ask *ask = job->ask;
    size_t from = *end, past = *first;
    int code = LC_OK;
    *n = 0;
    for (size_t i = 0; i < ask->children && !code; i++) {
        size_t child = ask->child[i], here = 0;
        if (child < *first || child >= *end)
            continue;
        code = lc_presence_list(&job->presence, &w->facts, child, child + 1,
                                w->child + *n, &here, &u->err);
        *n += here;
        from = child < from ? child : from;
        past = child + 1;
    }
    *first = from;
    *end = past;
    return code;
}

static int list_block(const struct lc_rank_job *job, struct lc_rank_unit *u,
                      struct lc_rank_work *w, size_t *first, size_t *end, size_t *n)
{
    if (job->ask->child)
        return list_asked(job, u, w, first, end, n);
    return lc_presence_list(&job->presence, &w->facts, *first, *end, w->child, n,
                            &u->err);
}

static int do_block(const struct lc_rank_job *job, struct lc_rank_unit *u,
                    struct lc_rank_work *w, size_t first, size_t end)
{
    size_t n = 0;
    struct lc_applied applied;
    int code = list_block(job, u, w, &first, &end, &n);
    if (code || !n)
        return code;
    code = lc_asof_block_fill(&w->block, &job->one, first, end, n, w->child, &u->err);
    if (!code)
        tally(job, w);
    if (!code)
        code = lc_terms_apply(&applied, job->model->terms, &w->block.frame, NULL,
                              LC_APPLY_SCORE, &u->err);
    if (code)
        return code;
    code = take_rows(job, u, w, &applied);
    lc_applied_free(&applied);
    return code;
}

/* --- units ------------------------------------------------------------------------ */

static int make_work(const struct lc_rank_job *job, struct lc_rank_work *w,
                     struct lc_error *err)
{
    if (w->child)
        return LC_OK;
    w->child = lc_alloc(LC_DAY_BLOCK, sizeof *w->child);
    w->x = lc_alloc(LC_DAY_BLOCK * (job->p + 1), sizeof *w->x);
    w->part = lc_alloc(LC_DAY_BLOCK * (job->s->groups + 1), sizeof *w->part);
    w->lp = lc_alloc(LC_DAY_BLOCK, sizeof *w->lp);
    w->risk = lc_alloc(LC_DAY_BLOCK, sizeof *w->risk);
    w->tally = lc_alloc(job->s->study->predictors_count + 1, sizeof *w->tally);
    if (!w->child || !w->x || !w->part || !w->lp || !w->risk || !w->tally)
        return LC_FAIL_NOMEM(err);
    return lc_asof_block_new(&w->block, &job->one, err);
}

static void free_work(struct lc_rank_work *w)
{
    lc_asof_block_free(&w->block);
    lc_facts_free(&w->facts);
    free(w->child);
    free(w->x);
    free(w->part);
    free(w->lp);
    free(w->risk);
    free(w->tally);
}

static void do_unit(void *context, size_t number, size_t worker)
{
    struct lc_rank_job *job = context;
    struct lc_rank_unit *u = job->unit + number;
    size_t first = lc_shard_first(job->room, number, LC_SHARDS);
    size_t count = lc_shard_first(job->room, number + 1, LC_SHARDS) - first;
    size_t blocks = (count + LC_DAY_BLOCK - 1) / LC_DAY_BLOCK;
    u->code = make_work(job, job->work + worker, &u->err);
    for (size_t b = 0; b < blocks && !u->code; b++) {
        u->code = do_block(job, u, job->work + worker,
                           first + lc_shard_first(count, b, blocks),
                           first + lc_shard_first(count, b + 1, blocks));
        if (!u->code && lc_interrupted())
            u->code = lc_interrupt_check(&u->err);
    }
}

static void free_job(struct lc_rank_job *job, size_t workers)
{
    for (size_t w = 0; job->work && w < workers; w++)
        free_work(job->work + w);
    for (size_t u = 0; u < LC_SHARDS; u++) {
        free(job->unit[u].kept);
        free(job->unit[u].part);
        free(job->unit[u].x);
        free(job->unit[u].cannot);
        lc_arena_free(job->unit[u].words);
    }
    lc_asof_one_close(&job->one);
    lc_presence_close(&job->presence);
    free(job->work);
    free(job);
}

static void add_tally(struct lc_scoring *s, const struct lc_rank_work *w)
{
    for (unsigned k = 0; w->tally && k < s->study->predictors_count; k++) {
        s->tally[k].seen += w->tally[k].seen;
        s->tally[k].not_observed += w->tally[k].not_observed;
        s->tally[k].outside += w->tally[k].outside;
    }
}

static int prepare(struct lc_rank_job *job, size_t workers, struct lc_error *err)
{
    const struct lc_scoring *s = job->s;
    job->person = lc_store_history(job->store, "person");
    job->p = lc_terms_count(job->model->terms);
    job->limit = s->capacity + job->ask->beyond;
    job->room = lc_children_room(job->store);
    job->horizon = job->model->horizons ? job->model->horizon[0] : 0;
    job->work = lc_alloc(workers, sizeof *job->work);
    int code = job->work
                   ? lc_asof_one_open(&job->one, s->study, job->store, s->day, err)
                   : LC_FAIL_NOMEM(err);
    return code ? code
                : lc_presence_open(&job->presence, s->study, job->store, s->day, err);
}

int lc_rank(struct lc_scoring *scoring, const struct lc_model *model,
            const struct lc_store *store, const struct lc_rank_column *column,
            const struct lc_score_ask *ask, lc_team *team, struct lc_error *err)
{
    size_t workers = (size_t)lc_team_threads(team);
    struct lc_rank_job *job = lc_alloc(1, sizeof *job);
    if (!job)
        return LC_FAIL_NOMEM(err);
    job->s = scoring;
    job->model = model;
    job->store = store;
    job->column = column;
    job->ask = ask;
    int code = prepare(job, workers, err);
    if (!code) {
        lc_team_run(team, LC_SHARDS, do_unit, job);
        code = lc_rank_gather(scoring, job, err);
        for (size_t w = 0; w < workers; w++)
            add_tally(scoring, job->work + w);
    }
    free_job(job, workers);
    return code;
}
