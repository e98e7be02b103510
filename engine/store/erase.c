#include "store/erase.h"
#include "store/history_inside.h"
#include "store/identity_inside.h"

#include <string.h>

struct going {
    const struct lc_store *store;
    uint32_t child;
};

static bool is_going(void *context, uint32_t record)
{
    const struct going *going = context;
    return record < going->store->records
           && going->store->record[record].child == going->child;
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

static size_t drop_events(struct lc_history *h, uint32_t child)
{
    size_t kept = 0, before = h->n;
    for (size_t i = 0; i < h->n; i++) {
        if (h->child[i] == child)
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

static size_t blank_records(struct lc_store *store, uint32_t child)
{
    size_t count = 0;
    for (size_t r = 0; r < store->records; r++) {
        if (store->record[r].child != child)
            continue;
        store->record[r] = (struct lc_record){ .child = (uint32_t)r };
        count++;
    }
    return count;
}

int lc_store_erase(struct lc_erased *erased, struct lc_store *store,
                   struct lc_identities *ids, uint32_t child, struct lc_error *err)
{
    struct going going = { store, child };
    size_t before = ids->count;
    if (child >= store->records || store->record[child].child != child
        || store->record[child].system == 0)
        return LC_FAIL(err, LC_ABSENT, "there is no child %u", (unsigned)child);
    *erased = (struct lc_erased){ 0 };
    lc_identities_drop(ids, is_going, &going);
    erased->identities = before - ids->count;
    erased->links = drop_links(store, &going);
    for (size_t i = 0; i < store->histories; i++)
        erased->events += drop_events(store->history + i, child);
    erased->records = blank_records(store, child);
    store->settled = store->records; /* blanks keep their places */
    int code = LC_OK;
    for (size_t i = 0; i < store->histories && !code; i++)
        code = lc_history_sort(store->history + i, store->records, err);
    return code;
}
