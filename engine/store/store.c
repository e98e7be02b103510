/* The store in memory; its file is in save.c and load.c. */
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/history_inside.h"

void lc_store_free(struct lc_store *store)
{
    for (size_t i = 0; i < store->histories; i++)
        lc_history_free(store->history + i);
    for (size_t i = 0; i < store->sources; i++) {
        free(store->source[i].schema);
        free(store->source[i].history);
    }
    for (size_t i = 0; i < store->retentions; i++)
        free(store->retention[i].history);
    for (size_t i = 0; i < store->pending; i++)
        free(store->waiting[i].said);
    for (size_t i = 0; i < store->linkages; i++)
        free(store->linkage[i].parameters);
    free(store->linkage);
    free(store->history);
    free(store->source);
    free(store->record);
    free(store->link);
    free(store->candidate);
    free(store->parting);
    free(store->retention);
    free(store->elder);
    free(store->kin);
    free(store->returned);
    free(store->merged);
    free(store->purged);
    free(store->nest);
    free(store->waiting);
    if (store->rhythms)
        store->free_rhythms(store->rhythms);
    lc_codes_free(&store->systems);
    lc_codes_free(&store->passes);
    *store = (struct lc_store){ 0 };
}

/* The first history whose name is not before `name`. */
static size_t place(const struct lc_store *store, const char *name)
{
    size_t low = 0, high = store->histories;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(store->history[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct lc_history *lc_store_history(const struct lc_store *store, const char *name)
{
    size_t at = place(store, name);
    bool there = at < store->histories && strcmp(store->history[at].name, name) == 0;
    return there ? store->history + at : NULL;
}

int lc_store_add_history(struct lc_store *store, const char *name,
                         struct lc_history **history, struct lc_error *err)
{
    *history = lc_store_history(store, name);
    if (*history)
        return LC_OK;
    int code = LC_GROW(store->history, store->history_room, store->histories + 1, err);
    if (code)
        return code;
    char *copy = lc_strdup(name);
    if (!copy)
        return LC_FAIL_NOMEM(err);
    size_t at = place(store, name);
    struct lc_history *made = store->history + at;
    memmove(made + 1, made, (store->histories - at) * sizeof *made);
    *made = (struct lc_history){ .name = copy };
    store->histories++;
    *history = made;
    return LC_OK;
}

bool lc_source_feeds(const struct lc_source *source, const char *history)
{
    size_t size = strlen(history);
    for (const char *at = source->history; at; at = strchr(at, ',')) {
        at += *at == ',';
        if (strcspn(at, ",") == size && memcmp(at, history, size) == 0)
            return true;
    }
    return false;
}

int32_t lc_store_last_receipt(const struct lc_store *store)
{
    int32_t day = LC_NO_DAY;
    for (size_t s = 0; s < store->sources; s++)
        if (store->source[s].imported > day)
            day = store->source[s].imported;
    return day;
}
