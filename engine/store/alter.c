#include "store/alter.h"

#include <stdlib.h>

#include "base/memory.h"
#include "store/seen.h"

/* Calls see for every row of the children, always in one order. */
static void each_row(struct lc_alteration *a,
                     void (*see)(void *context, struct lc_history *h, uint64_t row),
                     void *context)
{
    for (size_t k = 0; k < a->store->histories; k++) {
        struct lc_history *h = a->store->history + k;
        if (!h->known_from || !h->known_to)
            continue;
        for (size_t c = 0; c < a->children; c++) {
            struct lc_history_rows rows = lc_history_rows_of(h, a->child[c]);
            for (uint64_t i = rows.first; i < rows.end; i++)
                see(context, h, i);
        }
    }
}

static void count(void *context, struct lc_history *h LC_UNUSED, uint64_t row LC_UNUSED)
{
    ++*(size_t *)context;
}

/* kept, as a place in it. */
static void keep(void *context, struct lc_history *h, uint64_t row)
{
    int32_t **at = context;
    *(*at)++ = h->known_from[row];
    *(*at)++ = h->known_to[row];
}

static void put_back(void *context, struct lc_history *h, uint64_t row)
{
    int32_t **at = context;
    h->known_from[row] = *(*at)++;
    h->known_to[row] = *(*at)++;
}

int lc_alter_begin(struct lc_alteration *a, struct lc_store *store, size_t children,
                   const uint32_t *child, struct lc_error *err)
{
    size_t rows = 0;
    *a = (struct lc_alteration){ .store = store, .children = children, .child = child };
    each_row(a, count, &rows);
    a->kept = lc_alloc(rows, 2 * sizeof *a->kept);
    if (!a->kept)
        return LC_FAIL_NOMEM(err);
    int32_t *at = a->kept;
    each_row(a, keep, &at);
    return LC_OK;
}

void lc_alter_restore(struct lc_alteration *a)
{
    int32_t *at = a->kept;
    if (at)
        each_row(a, put_back, &at);
}

void lc_alter_end(struct lc_alteration *a)
{
    lc_alter_restore(a);
    free(a->kept);
    *a = (struct lc_alteration){ 0 };
}

/* --- alterations ------------------------------------------------------------------ */

struct two_days {
    int32_t t, day;
};

/* A row that lc_seen never sees. */
static void hide(struct lc_history *h, uint64_t row)
{
    h->known_to[row] = h->known_from[row];
}

/* Earlier days stay what they are and later ones become one, so the order stays. */
static void know(void *context, struct lc_history *h, uint64_t row)
{
    const struct two_days *d = context;
    bool seen = lc_seen(h, row, d->day);
    if (h->known_from[row] > d->t - 1)
        h->known_from[row] = d->t - 1;
    if (seen)
        h->known_to[row] = LC_OPEN;
    else
        hide(h, row);
}

void lc_alter_known(struct lc_alteration *a, int32_t t, int32_t day)
{
    struct two_days d = { t, day };
    each_row(a, know, &d);
}

static void end_at(void *context, struct lc_history *h, uint64_t row)
{
    if (h->start[row] >= *(const int32_t *)context)
        hide(h, row);
}

void lc_alter_until(struct lc_alteration *a, int32_t from)
{
    each_row(a, end_at, &from);
}
