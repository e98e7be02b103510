/* See cohort.h: the rules child by child (follow.h). The work is cut by child number,
 * not by shard, so that memory is read in its own order: a shard's children lie
 * scattered through every history. The rows are dealt to their shards afterwards. */
#include "study/cohort.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "link/drawn.h"
#include "store/kin.h"
#include "study/follow_inside.h"

size_t lc_shard_of(uint32_t unit)
{
    return lc_mix64(unit) % LC_SHARDS;
}

/* The rows and counts of a run of children. */
struct part {
    size_t n, room;
    struct row {
        uint32_t child;
        int32_t days;
        uint16_t at;
        uint8_t cause, complete;
    } * row;
    struct lc_flow flow;
    struct lc_error err;
};

struct job {
    struct lc_follow follow;
    const struct lc_store *store;
    size_t room;                 /* child numbers are below it */
    struct part part[LC_SHARDS]; /* as many as shards, but cut evenly by number */
};

static int add_row(struct part *part, uint32_t child, size_t at, struct lc_ending end)
{
    int code = LC_GROW(part->row, part->room, part->n + 1, &part->err);
    if (!code)
        part->row[part->n++] =
            (struct row){ child, end.days, (uint16_t)at, end.cause, end.complete };
    return code;
}

enum { ENTRY = 1 }; /* the cause */

/* The rows of the cohort; and of those who were only not known, whether they entered.
 * Entries ascend with landmarks, so one that is seen again is the last one seen. */
static int keep_rows(struct part *part, const struct job *job,
                     const struct lc_facts *facts, uint32_t child, const uint8_t *left)
{
    struct lc_follow_sweep sweep;
    int64_t entry = INT64_MIN, known = INT64_MIN;
    int code = LC_OK;
    lc_follow_sweep_begin(&sweep, &job->follow, child);
    for (size_t l = 0; l < job->follow.landmarks->count && !code; l++) {
        bool is_known = left[l] == LC_RULE_COUNT;
        if (!is_known && left[l] != LC_NOT_KNOWN)
            continue;
        struct lc_ending end =
            lc_follow_sweep_end_of(&sweep, &job->follow, facts, child, l);
        int64_t day = (int64_t)job->follow.landmarks->day[l] + end.days;
        if (end.cause == ENTRY) {
            part->flow.entries += day != entry;
            part->flow.entries_known += is_known && day != known;
            entry = day;
            known = is_known ? day : known;
        }
        if (is_known)
            code = add_row(part, child, l, end);
    }
    return code;
}

static void count_flow(struct lc_flow *flow, size_t landmarks, const uint8_t *left)
{
    uint8_t furthest = 0;
    size_t out[LC_RULE_COUNT + 1] = { 0 };
    for (size_t l = 0; l < landmarks; l++) {
        out[left[l]]++;
        if (left[l] > furthest)
            furthest = left[l];
    }
    flow->children++;
    flow->rows += landmarks;
    flow->rows_in += out[LC_RULE_COUNT];
    for (int r = 0; r < LC_RULE_COUNT; r++)
        flow->rows_out[r] += out[r];
    if (furthest == LC_RULE_COUNT)
        flow->children_in++;
    else
        flow->children_out[furthest]++;
}

static int do_child(struct part *part, const struct job *job, uint32_t child,
                    struct lc_facts *facts, uint8_t *left, int32_t *balance)
{
    int code = lc_facts_read(facts, &job->follow.sight, child, &part->err);
    if (code)
        return code;
    lc_follow_rules(&job->follow, facts, child, LC_RULE_COUNT, left, balance);
    count_flow(&part->flow, job->follow.landmarks->count, left);
    return keep_rows(part, job, facts, child, left);
}

static void do_children(struct part *part, const struct job *job, size_t unit,
                        struct lc_facts *facts, uint8_t *left, int32_t *balance)
{
    size_t end = lc_shard_first(job->room, unit + 1, LC_SHARDS);
    int code = LC_OK;
    for (size_t c = lc_shard_first(job->room, unit, LC_SHARDS); c < end && !code; c++) {
        if (lc_is_child(job->store, (uint32_t)c))
            code = do_child(part, job, (uint32_t)c, facts, left, balance);
        if (!code && lc_interrupted())
            code = lc_interrupt_check(&part->err);
    }
}

static void do_unit(void *context, size_t unit, size_t worker LC_UNUSED)
{
    struct job *job = context;
    struct part *part = job->part + unit;
    size_t landmarks = job->follow.landmarks->count;
    struct lc_facts facts = { 0 };
    uint8_t *left = lc_alloc(landmarks, sizeof *left);
    int32_t *balance = lc_alloc(landmarks + 1, sizeof *balance);
    if (left && balance)
        do_children(part, job, unit, &facts, left, balance);
    else
        (void)LC_FAIL_NOMEM(&part->err);
    lc_facts_free(&facts);
    free(left);
    free(balance);
}

static void add_flow(struct lc_flow *to, const struct lc_flow *from)
{
    to->children += from->children;
    to->rows += from->rows;
    to->children_in += from->children_in;
    to->rows_in += from->rows_in;
    to->entries += from->entries;
    to->entries_known += from->entries_known;
    for (int r = 0; r < LC_RULE_COUNT; r++) {
        to->rows_out[r] += from->rows_out[r];
        to->children_out[r] += from->children_out[r];
    }
}

static int make_room(struct lc_cohort *cohort, size_t n, struct lc_error *err)
{
    cohort->child = lc_alloc(n, sizeof *cohort->child);
    cohort->unit = lc_alloc(n, sizeof *cohort->unit);
    cohort->at = lc_alloc(n, sizeof *cohort->at);
    cohort->days = lc_alloc(n, sizeof *cohort->days);
    cohort->cause = lc_alloc(n, sizeof *cohort->cause);
    cohort->complete = lc_alloc(n, sizeof *cohort->complete);
    cohort->shard = lc_alloc(LC_SHARDS + 1, sizeof *cohort->shard);
    if (cohort->child && cohort->unit && cohort->at && cohort->days && cohort->cause
        && cohort->complete && cohort->shard)
        return LC_OK;
    return LC_FAIL_NOMEM(err);
}

static void put_row(struct lc_cohort *cohort, size_t to, const struct row *row)
{
    cohort->child[to] = row->child;
    cohort->at[to] = row->at;
    cohort->days[to] = row->days;
    cohort->cause[to] = row->cause;
    cohort->complete[to] = row->complete;
}

/* Children by unit and number, and where the next row of each goes. */
struct dealing {
    size_t children;
    uint32_t *unit;  /* [children] */
    uint32_t *order; /* [children] */
    size_t *to;      /* [children] */
};

static int by_unit(const void *a, const void *b)
{
    uint64_t x, y; /* unit and child, in one word */
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

/* Where no child is of a family every one is its own unit, and numbers ascend. */
static int find_order(struct dealing *d, const struct lc_store *store,
                      struct lc_error *err)
{
    for (size_t c = 0; c < d->children; c++)
        d->order[c] = (uint32_t)c;
    if (!store->families)
        return LC_OK;
    uint64_t *pair = lc_alloc(d->children, sizeof *pair);
    if (!pair)
        return LC_FAIL_NOMEM(err);
    for (size_t c = 0; c < d->children; c++)
        pair[c] = (uint64_t)d->unit[c] << 32 | c;
    qsort(pair, d->children, sizeof *pair, by_unit);
    for (size_t i = 0; i < d->children; i++)
        d->order[i] = (uint32_t)pair[i];
    free(pair);
    return LC_OK;
}

static int find_units(struct dealing *d, const struct lc_store *store,
                      struct lc_error *err)
{
    uint32_t *unit = NULL;
    int code = lc_kin_units(store, &unit, err);
    d->unit = lc_alloc(d->children, sizeof *d->unit);
    d->order = lc_alloc(d->children, sizeof *d->order);
    d->to = lc_alloc(d->children, sizeof *d->to);
    if (!code && (!d->unit || !d->order || !d->to))
        code = LC_FAIL_NOMEM(err);
    for (size_t c = 0; c < d->children && !code; c++)
        d->unit[c] = c < store->records ? unit[c] : (uint32_t)c;
    free(unit);
    return code ? code : find_order(d, store, err);
}

/* d->to: from the rows of each child, the place of its first. */
static void find_places(struct dealing *d, struct lc_cohort *cohort,
                        const struct job *job)
{
    size_t to[LC_SHARDS];
    for (size_t u = 0; u < LC_SHARDS; u++)
        for (size_t i = 0; i < job->part[u].n; i++) {
            uint32_t child = job->part[u].row[i].child;
            cohort->shard[lc_shard_of(d->unit[child]) + 1]++;
            d->to[child]++;
        }
    for (size_t s = 0; s < LC_SHARDS; s++) {
        to[s] = cohort->shard[s];
        cohort->shard[s + 1] += cohort->shard[s];
    }
    for (size_t i = 0; i < d->children; i++) {
        uint32_t child = d->order[i];
        size_t rows = d->to[child], *next = to + lc_shard_of(d->unit[child]);
        d->to[child] = *next;
        *next += rows;
    }
}

static void put_rows(struct dealing *d, struct lc_cohort *cohort, const struct job *job)
{
    for (size_t u = 0; u < LC_SHARDS; u++) {
        const struct part *part = job->part + u;
        for (size_t i = 0; i < part->n; i++) {
            uint32_t child = part->row[i].child;
            cohort->unit[d->to[child]] = d->unit[child];
            put_row(cohort, d->to[child]++, part->row + i);
        }
        add_flow(&cohort->flow, &part->flow);
    }
}

/* The rows, which ascend by child, dealt to the shards of their units: a counting sort.
 */
static int deal(struct lc_cohort *cohort, const struct job *job, struct lc_error *err)
{
    struct dealing d = { .children = job->room };
    for (size_t u = 0; u < LC_SHARDS; u++)
        cohort->n += job->part[u].n;
    cohort->families = job->store->families > 0;
    int code = make_room(cohort, cohort->n, err);
    if (!code)
        code = find_units(&d, job->store, err);
    if (!code) {
        find_places(&d, cohort, job);
        put_rows(&d, cohort, job);
    }
    free(d.unit);
    free(d.order);
    free(d.to);
    return code;
}

/* Whom the study leaves out for their links; *why is new, or NULL: nobody. */
static int find_uncertain(struct lc_flow *flow, uint8_t **why,
                          const struct lc_study *study, const struct lc_store *store,
                          struct lc_error *err)
{
    *why = NULL;
    if (study->uncertain != LC_LINKS_LEAVE_OUT)
        return LC_OK;
    int code = lc_link_need_chances(store, "the store", err);
    if (!code && !(*why = lc_alloc(store->records + 1, sizeof **why)))
        code = LC_FAIL_NOMEM(err);
    if (code)
        return code;
    lc_link_uncertain(store, *why);
    flow->uncertain = true;
    for (size_t r = 0; r < store->records; r++) {
        flow->doubted += ((*why)[r] & LC_LINK_DOUBTED) != 0;
        flow->missed += ((*why)[r] & LC_LINK_MISSED) != 0;
    }
    return LC_OK;
}

/* The rows of the landmarks that the cohort has by now, as known at `known_at`. */
static int build(struct lc_cohort *cohort, const struct lc_study *study,
                 const struct lc_store *store, int32_t known_at, bool to_score,
                 lc_team *team, struct lc_error *err)
{
    struct job *job = lc_alloc(1, sizeof *job);
    uint8_t *uncertain = NULL;
    if (!job)
        return LC_FAIL_NOMEM(err);
    job->store = store;
    job->room = lc_children_room(store);
    int code =
        lc_follow_begin(&job->follow, study, store, &cohort->landmarks, known_at, err);
    if (!code && !to_score)
        code = find_uncertain(&cohort->flow, &uncertain, study, store, err);
    job->follow.uncertain = uncertain;
    if (!code)
        lc_team_run(team, LC_SHARDS, do_unit, job);
    for (size_t s = 0; s < LC_SHARDS && !code; s++)
        code = lc_error_pass(err, job->part[s].err.code, &job->part[s].err);
    if (!code)
        code = deal(cohort, job, err);
    for (size_t s = 0; s < LC_SHARDS; s++)
        free(job->part[s].row);
    lc_follow_end(&job->follow);
    free(uncertain);
    free(job);
    return code;
}

int lc_cohort_build(struct lc_cohort *cohort, const struct lc_study *study,
                    const struct lc_store *store, const struct lc_cohort_ask *ask,
                    lc_team *team, struct lc_error *err)
{
    *cohort = (struct lc_cohort){ 0 };
    int code = ask->day == LC_NO_DAY
                   ? lc_landmarks_of(&cohort->landmarks, study, store, err)
                   : lc_landmarks_one(&cohort->landmarks, study, store, ask->day, err);
    if (!code)
        code = build(cohort, study, store, ask->as_known ? ask->day : LC_OPEN,
                     ask->as_known, team, err);
    if (code)
        lc_cohort_free(cohort);
    return code;
}

int lc_cohort_at(struct lc_cohort *cohort, const struct lc_study *study,
                 const struct lc_store *store, int32_t at, lc_team *team,
                 struct lc_error *err)
{
    *cohort = (struct lc_cohort){ 0 };
    int code = lc_landmarks_at(&cohort->landmarks, study, store, at, err);
    if (!code)
        code = build(cohort, study, store, at, false, team, err);
    if (code)
        lc_cohort_free(cohort);
    return code;
}

void lc_cohort_free(struct lc_cohort *cohort)
{
    lc_landmarks_free(&cohort->landmarks);
    free(cohort->child);
    free(cohort->unit);
    free(cohort->at);
    free(cohort->days);
    free(cohort->cause);
    free(cohort->complete);
    free(cohort->shard);
    *cohort = (struct lc_cohort){ 0 };
}
