#include "store/erase.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/invariant.h"
#include "base/memory.h"
#include "store/beside_inside.h"
#include "store/history_inside.h"
#include "store/identity_inside.h"
#include "store/kin.h"

struct going {
    const struct lc_store *store;
    const bool *child; /* [records] */
};

static bool goes(const struct lc_store *store, const bool *child, size_t record)
{
    LC_INVARIANT(store->record[record].child < store->records);
    return child[store->record[record].child];
}

static bool is_going(void *context, uint32_t record)
{
    const struct going *going = context;
    return record < going->store->records && goes(going->store, going->child, record);
}

static void move_row(struct lc_history *h, size_t from, size_t to)
{
    for (size_t i = 0; i < LC_FIELDS; i++) {
        char *array = lc_field_array(h, lc_fields + i);
        memcpy(array + to * lc_fields[i].size, array + from * lc_fields[i].size,
               lc_fields[i].size);
    }
    for (size_t k = 0; k < h->attributes; k++)
        h->attribute[k].value[to] = h->attribute[k].value[from];
}

static size_t drop_events(struct lc_history *h, const bool *going)
{
    size_t kept = 0, before = h->n;
    for (size_t i = 0; i < h->n; i++) {
        if (going[h->child[i]])
            continue;
        if (kept != i)
            move_row(h, i, kept);
        kept++;
    }
    h->n = kept;
    return before - kept;
}

static size_t drop_links(struct lc_store *store, struct going *going)
{
    size_t kept = 0, before = store->links;
    for (size_t i = 0; i < store->links; i++)
        if (!is_going(going, store->link[i].record)
            && !is_going(going, store->link[i].other))
            store->link[kept++] = store->link[i];
    store->links = kept;
    return before - kept;
}

static void drop_returned(struct lc_store *store, struct going *going)
{
    size_t kept = 0;
    for (size_t i = 0; i < store->returns; i++)
        if (!is_going(going, store->returned[i].record))
            store->returned[kept++] = store->returned[i];
    store->returns = kept;
}

static size_t blank_records(struct lc_store *store, const bool *going)
{
    size_t count = 0;
    for (size_t r = 0; r < store->records; r++) {
        if (!goes(store, going, r))
            continue;
        store->record[r] = (struct lc_record){ .child = (uint32_t)r };
        count++;
    }
    return count;
}

/* --- words that nobody uses any more ---------------------------------------------- */

/* A column of codes: n of them, `step` bytes apart. */
struct coded {
    struct lc_codes *codes;
    size_t n, step;
    uint16_t *first;
};

static uint16_t *code_at(const struct coded *column, size_t i)
{
    return (uint16_t *)(void *)((char *)column->first + i * column->step);
}

/* A word in place of one that only the erased child's rows had. */
static int blank_code(char **name, size_t number, struct lc_error *err)
{
    char *blank = lc_alloc(sizeof "erased " + 20, 1);
    if (!blank)
        return LC_FAIL_NOMEM(err);
    sprintf(blank, "erased %zu", number);
    free(*name);
    *name = blank;
    return LC_OK;
}

/* A code that only the erased child's rows had may be a word about it. The others keep
 * their numbers: the digests by which an import knows a row again are of them. */
static int drop_unused(const struct coded *column, struct lc_error *err)
{
    struct lc_codes *codes = column->codes;
    bool *used = lc_alloc(codes->count + 1, sizeof *used);
    int code = used ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < column->n && !code; i++)
        used[*code_at(column, i)] = true;
    while (!code && codes->count && !used[codes->count])
        free(codes->names[--codes->count]);
    for (size_t c = 1; c <= codes->count && !code; c++)
        if (!used[c])
            code = blank_code(&codes->names[c - 1], c, err);
    free(used);
    return code;
}

static int drop_unused_of(struct lc_history *h, struct lc_error *err)
{
    int code =
        drop_unused(&(struct coded){ &h->codes, h->n, sizeof *h->code, h->code }, err);
    for (size_t k = 0; k < h->attributes && !code; k++) {
        struct lc_attribute *a = h->attribute + k;
        code = drop_unused(
            &(struct coded){ &a->codes, h->n, sizeof *a->value, a->value }, err);
    }
    return code;
}

static int drop_all_unused(struct lc_store *store, struct lc_error *err)
{
    int code =
        drop_unused(&(struct coded){ &store->systems, store->records,
                                     sizeof *store->record, &store->record->system },
                    err);
    for (size_t i = 0; i < store->histories && !code; i++)
        code = drop_unused_of(store->history + i, err);
    return code;
}

int lc_store_erase(struct lc_erased *erased, struct lc_store *store,
                   struct lc_identities *ids, const bool *child, struct lc_error *err)
{
    struct going going = { store, child };
    size_t before = ids->count;
    *erased = (struct lc_erased){ 0 };
    lc_identities_drop(ids, is_going, &going);
    erased->identities = before - ids->count;
    erased->links = drop_links(store, &going);
    drop_returned(store, &going);
    lc_beside_drop(store, child);
    for (size_t i = 0; i < store->histories; i++)
        erased->events += drop_events(store->history + i, child);
    erased->records = blank_records(store, child);
    store->settled = store->records; /* blanks keep their places */
    int code = drop_all_unused(store, err);
    for (size_t i = 0; i < store->histories && !code; i++)
        code = lc_history_sort(store->history + i, store->records, err);
    return code ? code : lc_kin_find(store, ids, err);
}
