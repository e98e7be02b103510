/* See settle.h. */
#include "store/settle.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/beside_inside.h"
#include "store/identity_inside.h"
#include "store/kin.h"

/* --- systems ------------------------------------------------------------------------ */

struct system {
    char *name;
    uint16_t was; /* its number */
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct system *)a)->name, ((const struct system *)b)->name);
}

static int settle_systems(struct lc_store *store, struct lc_error *err)
{
    size_t count = store->systems.count;
    struct system *system = lc_alloc(count, sizeof *system);
    uint16_t *to = lc_alloc(count + 1, sizeof *to);
    int code = system && to ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < count && !code; i++)
        system[i] = (struct system){ store->systems.names[i], (uint16_t)(i + 1) };
    if (!code && count) {
        qsort(system, count, sizeof *system, by_name);
        for (size_t i = 0; i < count; i++) {
            store->systems.names[i] = system[i].name;
            to[system[i].was] = (uint16_t)(i + 1);
        }
        for (size_t r = 0; r < store->records; r++)
            store->record[r].system = to[store->record[r].system];
    }
    free(system);
    free(to);
    return code;
}

/* --- sources ---------------------------------------------------------------------- */

struct placed {
    struct lc_source source;
    uint32_t at;
};

static int by_source(const void *a, const void *b)
{
    const struct lc_source *x = &((const struct placed *)a)->source,
                           *y = &((const struct placed *)b)->source;
    int order = (x->imported > y->imported) - (x->imported < y->imported);
    if (!order)
        order = strcmp(x->schema, y->schema);
    if (!order)
        order = (x->covers_to > y->covers_to) - (x->covers_to < y->covers_to);
    if (!order)
        order = (x->covers_from > y->covers_from) - (x->covers_from < y->covers_from);
    return order ? order : memcmp(x->digest, y->digest, LC_DIGEST);
}

static void move_files(struct lc_store *store, const uint32_t *to)
{
    for (size_t k = 0; k < store->histories; k++)
        for (size_t i = 0; i < store->history[k].n; i++)
            store->history[k].file[i] = to[store->history[k].file[i]];
    for (size_t i = 0; i < store->returns; i++)
        store->returned[i].file = to[store->returned[i].file];
}

static int settle_sources(struct lc_store *store, struct lc_error *err)
{
    struct placed *placed = lc_alloc(store->sources, sizeof *placed);
    uint32_t *to = lc_alloc(store->sources, sizeof *to);
    int code = placed && to ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < store->sources && !code; i++)
        placed[i] = (struct placed){ store->source[i], (uint32_t)i };
    if (!code && store->sources) {
        qsort(placed, store->sources, sizeof *placed, by_source);
        for (size_t i = 0; i < store->sources; i++) {
            store->source[i] = placed[i].source;
            to[placed[i].at] = (uint32_t)i;
        }
        move_files(store, to);
        lc_beside_move_files(store, to);
    }
    free(placed);
    free(to);
    return code;
}

/* --- records ---------------------------------------------------------------------- */

struct numbered {
    const char *local; /* "": its identities say none */
    uint64_t first;    /* bytes of local, so that they compare as it does */
    uint32_t at;
    uint16_t system; /* they are in order of name by now */
};

static uint64_t first_bytes(const char *text)
{
    uint64_t word = 0;
    for (int i = 0; i < 8; i++) {
        word = word << 8 | (unsigned char)*text;
        text += *text != 0;
    }
    return word;
}

static int by_number(const void *a, const void *b)
{
    const struct numbered *x = a, *y = b;
    int order = (x->system > y->system) - (x->system < y->system);
    if (!order)
        order = (x->first > y->first) - (x->first < y->first);
    if (!order)
        order = strcmp(x->local, y->local);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

static void number(struct numbered *new, const struct lc_store *store,
                   const struct lc_identities *ids)
{
    for (size_t r = store->settled; r < store->records; r++)
        new[r - store->settled] =
            (struct numbered){ "", 0, (uint32_t)r, store->record[r].system };
    for (size_t i = 0; i < ids->count; i++)
        if (ids->row[i].record >= store->settled && ids->row[i].local)
            new[ids->row[i].record - store->settled].local = ids->row[i].local;
    for (size_t i = 0; i < store->records - store->settled; i++)
        new[i].first = first_bytes(new[i].local);
}

static void move_records(struct lc_store *store, const uint32_t *to)
{
    for (size_t k = 0; k < store->histories; k++) {
        struct lc_history *h = &store->history[k];
        for (size_t i = 0; i < h->n; i++) {
            h->record[i] = to[h->record[i]];
            h->child[i] = to[h->child[i]];
        }
    }
    for (size_t i = 0; i < store->returns; i++)
        store->returned[i].record = to[store->returned[i].record];
}

/* A record that no linkage has seen is a child of its own. */
static int place_records(struct lc_store *store, const struct numbered *new,
                         uint32_t *to, struct lc_error *err)
{
    size_t first = store->settled, count = store->records - first;
    struct lc_record *record = lc_alloc(count, sizeof *record);
    if (!record)
        return LC_FAIL_NOMEM(err);
    for (size_t r = 0; r < first; r++)
        to[r] = (uint32_t)r;
    for (size_t i = 0; i < count; i++) {
        record[i] = store->record[new[i].at];
        record[i].child = to[new[i].at] = (uint32_t)(first + i);
    }
    if (count)
        memcpy(store->record + first, record, count * sizeof *record);
    free(record);
    return LC_OK;
}

static int settle_records(struct lc_store *store, struct lc_identities *ids,
                          struct lc_error *err)
{
    size_t count = store->records - store->settled;
    struct numbered *new = lc_alloc(count, sizeof *new);
    uint32_t *to = lc_alloc(store->records, sizeof *to);
    int code = new &&to ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code) {
        number(new, store, ids);
        if (count)
            qsort(new, count, sizeof *new, by_number);
        code = place_records(store, new, to, err);
    }
    if (!code) {
        move_records(store, to);
        lc_beside_move_records(store, to);
        lc_identities_settle(ids, to);
    }
    free(new);
    free(to);
    return code;
}

/* --- rows of returns ---------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
    const struct lc_returned *x = a, *y = b;
    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    if (x->part != y->part)
        return x->part < y->part ? -1 : 1;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

int lc_store_settle(struct lc_store *store, struct lc_identities *ids,
                    struct lc_error *err)
{
    int code = settle_systems(store, err);
    if (!code)
        code = settle_sources(store, err);
    if (!code)
        code = settle_records(store, ids, err);
    if (!code && store->returns)
        qsort(store->returned, store->returns, sizeof *store->returned, by_place);
    lc_beside_sort(store);
    return code ? code : lc_kin_find(store, ids, err);
}
