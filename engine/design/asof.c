/* See asof.h. A child's rows are written into every column before the next child, so
 * its events are in cache for all of them; children are taken in order of number, in
 * which the histories lie in memory, though a design's rows go by shard. */
#include "design/asof.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "design/reader_inside.h"
#include "kind/rows.h"
#include "store/seen.h"

struct job {
    struct lc_design *design;
    const struct lc_store *store;
    const struct lc_cohort *cohort;
    struct lc_calendar calendar;
    size_t room;   /* child numbers are below it */
    size_t *first; /* [room] 1 + the child's first row; 0: none */
    size_t readers;
    struct lc_reader *reader; /* [readers], a column each */
    struct lc_frame none;     /* [landmarks] a child without events, a column each */
    struct lc_error failed[LC_SHARDS];
};

/* --- writing a child's values into a column --------------------------------------- */

#define PUT(type, missing)                                                             \
    for (size_t i = 0; i < m; i++)                                                     \
    ((type *)column->data)[row + i] = observed[at[i]] ? (type)value[i] : (missing)

/* value[m] into rows row .. of the column, the missing value where not observed at the
 * landmarks at[m], the days day[m]. */
static void put(struct lc_column *column, size_t row, size_t m, const int64_t *value,
                const uint16_t *at, const struct lc_reader *r, const int32_t *day)
{
    const uint8_t *observed = r->observed;
    if (r->look.kind->real) {
        for (size_t i = 0; i < m; i++)
            lc_reader_put_real(column, row + i, r, at[i], day[i], value[i]);
        return;
    }
    switch (column->type) {
    case LC_U8:
        PUT(uint8_t, UINT8_MAX);
        break;
    case LC_I16:
        PUT(int16_t, INT16_MIN);
        break;
    case LC_I32:
        PUT(int32_t, INT32_MIN);
        break;
    default:
        PUT(double, NAN);
    }
}

/* A child without events: its values stand ready, a landmark each, in `none`. Its
 * landmarks come in long runs. */
static void put_none(struct lc_column *column, const struct lc_column *none,
                     const struct lc_child_rows *c, size_t first)
{
    size_t size = lc_type_size(column->type);
    for (size_t i = 0, run; i < c->m; i += run) {
        run = 1;
        while (i + run < c->m && c->at[i + run] == c->at[i] + run)
            run++;
        memcpy((char *)column->data + (first + i) * size,
               (const char *)none->data + c->at[i] * size, run * size);
    }
}

/* What is not made from events. */
static void put_plain(struct lc_column *column, const struct job *job,
                      const struct lc_look *look, const struct lc_child_rows *c,
                      size_t first)
{
    bool person = look->kind->source == LC_OF_PERSON;
    for (size_t i = 0; i < c->m; i++) {
        int32_t t = c->day[i];
        int64_t row =
            person ? lc_person_at(job->store, look->history, c->child, t) : -1;
        lc_reader_put(column, first + i, look->kind->value(look, row, t));
    }
}

/* --- a child, a run of children --------------------------------------------------- */

/* Is there anything of which the child's values could be made? */
static bool has_any(const struct lc_look *look, uint32_t child)
{
    if (look->kind->source == LC_OF_FAMILY)
        return look->ties && look->ties->offset[child] < look->ties->offset[child + 1];
    struct lc_history_rows rows = lc_history_rows_of(look->history, child);
    for (size_t k = 0; rows.first == rows.end && k < look->others; k++)
        rows = lc_history_rows_of(look->other[k], child);
    return rows.first < rows.end;
}

static int do_column(struct job *job, struct lc_scratch *scratch, size_t k,
                     const struct lc_child_rows *c, size_t first, struct lc_error *err)
{
    const struct lc_reader *r = job->reader + k;
    struct lc_column *column = job->design->frame.column + k;
    const struct lc_kind *kind = r->look.kind;
    if (!lc_kind_reads(kind))
        put_plain(column, job, &r->look, c, first);
    else if (!has_any(&r->look, c->child))
        put_none(column, job->none.column + k, c, first);
    else {
        int code = kind->rows(scratch, &r->look, c, err);
        if (code)
            return code;
        put(column, first, c->m, scratch->out, c->at, r, c->day);
    }
    return LC_OK;
}

/* How many of the child's rows lie before each landmark. */
static void index_rows(const struct lc_cohort *cohort, size_t first, size_t m,
                       uint32_t *local)
{
    size_t landmarks = cohort->landmarks.count;
    uint32_t done = 0;
    for (size_t l = 0; l <= landmarks; l++) {
        while (done < m && cohort->at[first + done] < l)
            done++;
        local[l] = done;
    }
}

static int do_child(struct job *job, struct lc_scratch *scratch, uint32_t *local,
                    size_t first, size_t m, struct lc_error *err)
{
    const struct lc_cohort *cohort = job->cohort;
    int code = LC_OK;
    index_rows(cohort, first, m, local);
    for (size_t i = 0; i < m; i++)
        scratch->day[i] = cohort->landmarks.day[cohort->at[first + i]];
    const struct lc_child_rows c = { .child = cohort->child[first],
                                     .m = m,
                                     .at = cohort->at + first,
                                     .local = local,
                                     .day = scratch->day,
                                     .calendar = &job->calendar };
    for (size_t k = 0; k < job->readers && !code; k++)
        code = do_column(job, scratch, k, &c, first, err);
    return code;
}

static void do_children(struct job *job, struct lc_scratch *scratch, uint32_t *local,
                        size_t unit, struct lc_error *err)
{
    const struct lc_cohort *cohort = job->cohort;
    size_t end = lc_shard_first(job->room, unit + 1, LC_SHARDS);
    int code = LC_OK;
    for (size_t c = lc_shard_first(job->room, unit, LC_SHARDS); c < end && !code; c++) {
        if (!job->first[c])
            continue;
        size_t first = job->first[c] - 1, m = 1;
        while (first + m < cohort->n && cohort->child[first + m] == c)
            m++;
        code = do_child(job, scratch, local, first, m, err);
        if (!code && lc_interrupted())
            code = lc_interrupt_check(err);
    }
}

static void do_unit(void *context, size_t unit, size_t worker LC_UNUSED)
{
    struct job *job = context;
    const struct lc_cohort *cohort = job->cohort;
    struct lc_error *err = &job->failed[unit];
    struct lc_scratch scratch = { 0 };
    uint32_t *local = lc_alloc(cohort->landmarks.count + 1, sizeof *local);
    int code = local ? lc_scratch_reserve(&scratch, cohort->landmarks.count, err)
                     : LC_FAIL_NOMEM(err);
    if (!code)
        do_children(job, &scratch, local, unit, err);
    lc_scratch_free(&scratch);
    free(local);
}

static int find_children(struct job *job, struct lc_error *err)
{
    const struct lc_cohort *cohort = job->cohort;
    job->room = lc_children_room(job->store);
    job->first = lc_alloc(job->room, sizeof *job->first);
    if (!job->first)
        return LC_FAIL_NOMEM(err);
    for (size_t i = cohort->n; i-- > 0;)
        job->first[cohort->child[i]] = i + 1;
    return LC_OK;
}

/* --- the frame -------------------------------------------------------------------- */

/* The column of a child without events, a row a landmark. */
static int add_none(struct job *job, const struct lc_reader *r, struct lc_error *err)
{
    const struct lc_landmarks *l = &job->cohort->landmarks;
    struct lc_column *column;
    job->none.n = l->count;
    int code = lc_frame_add(&job->none, r->p->name, r->type, &column, err);
    for (size_t k = 0; k < l->count && !code && r->look.kind->none; k++) {
        int64_t value =
            r->look.kind->none(l->day[k], r->look.low ? r->look.low[k] : INT32_MIN);
        uint16_t at = (uint16_t)k;
        put(column, k, 1, &value, &at, r, l->day + k);
    }
    return code;
}

static int make_columns(struct job *job, const struct lc_study *study,
                        struct lc_error *err)
{
    int code = LC_OK;
    job->reader = lc_alloc(study->predictors_count, sizeof *job->reader);
    if (!job->reader)
        return LC_FAIL_NOMEM(err);
    code = lc_readers_init(job->reader, &job->readers, study, job->store,
                           &job->cohort->landmarks, true, err);
    for (size_t k = 0; k < job->readers && !code; k++) {
        code = lc_reader_column(job->reader + k, &job->design->frame, err);
        if (!code)
            code = add_none(job, job->reader + k, err);
    }
    return code;
}

static void *copy(const void *from, size_t n, size_t size, struct lc_error *err)
{
    void *to = lc_alloc(n, size);
    if (!to)
        LC_FAIL_NOMEM(err);
    else if (n)
        memcpy(to, from, n * size);
    return to;
}

static int copy_rows(struct lc_design *d, const struct lc_study *study,
                     const struct lc_cohort *c, struct lc_error *err)
{
    d->frame.n = c->n;
    d->horizon = lc_period_days(study->outcome.ahead);
    d->families = c->families;
    d->child = copy(c->child, c->n, sizeof *d->child, err);
    d->unit = copy(c->unit, c->n, sizeof *d->unit, err);
    d->days = copy(c->days, c->n, sizeof *d->days, err);
    d->cause = copy(c->cause, c->n, sizeof *d->cause, err);
    d->complete = copy(c->complete, c->n, sizeof *d->complete, err);
    d->shard = copy(c->shard, LC_SHARDS + 1, sizeof *d->shard, err);
    d->landmark = lc_alloc(c->n, sizeof *d->landmark);
    if (!d->child || !d->unit || !d->days || !d->cause || !d->complete || !d->shard
        || !d->landmark)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < c->n; i++)
        d->landmark[i] = c->landmarks.day[c->at[i]];
    return LC_OK;
}

int lc_design_build(struct lc_design *design, const struct lc_study *study,
                    const struct lc_store *store, const struct lc_cohort *cohort,
                    lc_team *team, struct lc_error *err)
{
    struct job *job = lc_alloc(1, sizeof *job);
    *design = (struct lc_design){ 0 };
    if (!job)
        return LC_FAIL_NOMEM(err);
    job->design = design;
    job->store = store;
    job->cohort = cohort;
    int code = copy_rows(design, study, cohort, err);
    if (!code)
        code = lc_calendar_init(&job->calendar, cohort->landmarks.count,
                                cohort->landmarks.day, err);
    if (!code)
        code = make_columns(job, study, err);
    if (!code)
        code = find_children(job, err);
    if (!code)
        lc_team_run(team, LC_SHARDS, do_unit, job);
    for (size_t s = 0; s < LC_SHARDS && !code; s++)
        code = lc_error_pass(err, job->failed[s].code, &job->failed[s]);
    lc_readers_free(job->reader, job->readers);
    lc_calendar_free(&job->calendar);
    free(job->reader);
    lc_frame_free(&job->none);
    free(job->first);
    free(job);
    if (code)
        lc_design_free(design);
    return code;
}

int lc_design_of(struct lc_design *design, const struct lc_study *study,
                 const struct lc_store *store, const struct lc_cohort_ask *ask,
                 struct lc_flow *flow, lc_team *team, struct lc_error *err)
{
    struct lc_cohort cohort;
    *design = (struct lc_design){ 0 };
    int code = lc_cohort_build(&cohort, study, store, ask, team, err);
    if (code)
        return code;
    code = lc_design_build(design, study, store, &cohort, team, err);
    if (flow)
        *flow = cohort.flow;
    lc_cohort_free(&cohort);
    return code;
}
