/* See assumed.h. */
#include "design/assumed.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "kind/kind.h"
#include "store/kin.h"
#include "store/seen.h"

struct counting {
    const struct lc_design *design;
    int32_t before;
    size_t histories;
    const struct lc_history **history; /* that predictors read, each once */
    bool *own, *others;                /* [histories] whose events they read */
    struct lc_kin_ties ties;           /* if they read any of others */
    uint8_t *rests;                    /* [rows] 1: on an assumed event */
    struct lc_assumed *out;
};

/* One that the store has. */
static void add_history(struct counting *x, const struct lc_history *h, bool others)
{
    size_t k = 0;
    while (k < x->histories && x->history[k] != h)
        k++;
    if (k == x->histories)
        x->history[x->histories++] = h;
    (others ? x->others : x->own)[k] = true;
}

static int find_histories(struct counting *x, const struct lc_study *study,
                          const struct lc_store *store, struct lc_error *err)
{
    bool any = false;
    x->history = lc_alloc(store->histories, sizeof *x->history);
    x->own = lc_alloc(store->histories, sizeof *x->own);
    x->others = lc_alloc(store->histories, sizeof *x->others);
    if (!x->history || !x->own || !x->others)
        return LC_FAIL_NOMEM(err);
    for (unsigned p = 0; p < study->predictors_count; p++) {
        bool others = study->predictors[p].what->source == LC_OF_FAMILY;
        const char *read;
        any |= others;
        for (unsigned k = 0; (read = lc_study_read(study, study->predictors + p, k));
             k++) {
            const struct lc_history *h = lc_store_history(store, read);
            if (h)
                add_history(x, h, others);
        }
    }
    return any ? lc_kin_ties_make(&x->ties, store, err) : LC_OK;
}

/* The first row of a child's run whose landmark is after the day. */
static size_t after(const struct counting *x, size_t first, size_t end, int32_t day)
{
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (x->design->landmark[middle] <= day)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}

/* A version is seen on the landmarks in (known_from, known_to] after its start
 * (seen.h). */
static void see_version(struct counting *x, const struct lc_history *h, uint64_t i,
                        size_t first, size_t end)
{
    int32_t from = h->known_from[i] > h->start[i] ? h->known_from[i] : h->start[i];
    first = after(x, first, end, from);
    end = after(x, first, end, h->known_to[i]);
    if (first == end)
        return;
    x->out->versions.of++;
    x->out->versions.assumed += h->assumed[i];
    if (h->assumed[i])
        memset(x->rests + first, 1, end - first);
}

static void see_versions(struct counting *x, const struct lc_history *h, uint32_t child,
                         size_t first, size_t end)
{
    struct lc_history_rows rows = lc_history_rows_of(h, child);
    for (uint64_t i = rows.first; i < rows.end; i++)
        see_version(x, h, i, first, end);
}

/* Those of the other children of the family, on the landmarks on which they are of it.
 */
static void see_others(struct counting *x, const struct lc_history *h, size_t first,
                       size_t end)
{
    const struct lc_kin_ties *ties = &x->ties;
    uint32_t child = x->design->child[first];
    for (uint64_t k = ties->offset[child]; k < ties->offset[child + 1]; k++) {
        const struct lc_kin_tie *tie = ties->tie + k;
        size_t from = after(x, first, end, tie->from);
        see_versions(x, h, tie->other, from, after(x, from, end, tie->to));
    }
}

/* Rows of a child ascend, so an entry seen again is the last one seen. */
static void count_rows(struct counting *x, size_t first, size_t end)
{
    const struct lc_design *d = x->design;
    int64_t entry = INT64_MIN;
    bool rests = false;
    for (size_t i = first; i < end; i++) {
        int64_t day = (int64_t)d->landmark[i] + d->days[i];
        x->out->rows.of++;
        x->out->rows.assumed += x->rests[i];
        if (d->cause[i] != LC_ENTRY)
            continue;
        if (day != entry)
            rests = false;
        x->out->entries.of += day != entry;
        x->out->entries.assumed += x->rests[i] && !rests;
        rests |= x->rests[i];
        entry = day;
    }
}

static void count_child(struct counting *x, size_t first, size_t end)
{
    end = after(x, first, end, x->before - 1);
    for (size_t k = 0; k < x->histories && first < end; k++) {
        if (x->own[k])
            see_versions(x, x->history[k], x->design->child[first], first, end);
        if (x->others[k])
            see_others(x, x->history[k], first, end);
    }
    count_rows(x, first, end);
}

int lc_assumed_of(struct lc_assumed *assumed, const struct lc_study *study,
                  const struct lc_store *store, const struct lc_design *design,
                  int32_t before, struct lc_error *err)
{
    const struct lc_design *d = design;
    struct counting x = { .design = d, .before = before, .out = assumed };
    *assumed = (struct lc_assumed){ .rows = { 0, 0 } };
    x.rests = lc_alloc(d->frame.n, 1);
    int code = x.rests ? find_histories(&x, study, store, err) : LC_FAIL_NOMEM(err);
    for (size_t i = 0, end; i < d->frame.n && !code; i = end) {
        for (end = i + 1; end < d->frame.n && d->child[end] == d->child[i];)
            end++;
        count_child(&x, i, end);
    }
    free(x.rests);
    free(x.history);
    free(x.own);
    free(x.others);
    lc_kin_ties_free(&x.ties);
    return code;
}
