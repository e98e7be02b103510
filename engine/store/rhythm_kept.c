/* The rhythms of a store's histories, made once (rhythm.h). */
#include <stdlib.h>

#include "base/memory.h"
#include "store/rhythm.h"

struct lc_rhythms {
    size_t count;
    bool *made;             /* [count] */
    struct lc_rhythm *list; /* [count] in the order of the store's histories */
};

static void free_all(struct lc_rhythms *all)
{
    for (size_t k = 0; all->list && k < all->count; k++)
        lc_rhythm_free(all->list + k);
    free(all->list);
    free(all->made);
    free(all);
}

static int make_wanted(struct lc_rhythms *all, const char **name,
                       const struct lc_store *store, const struct lc_store_part *wanted,
                       struct lc_error *err)
{
    for (size_t k = 0; k < all->count; k++)
        if (!wanted || wanted->wants(wanted->context, store->history[k].name, NULL))
            name[k] = store->history[k].name;
    int code = lc_rhythms_make(all->list, all->count, name, store, err);
    for (size_t k = 0; k < all->count; k++)
        all->made[k] = !code && name[k];
    return code;
}

static int make_all(struct lc_rhythms *all, const struct lc_store *store,
                    const struct lc_store_part *wanted, struct lc_error *err)
{
    const char **name = lc_alloc(store->histories, sizeof *name);
    all->count = store->histories;
    all->made = lc_alloc(all->count, sizeof *all->made);
    all->list = lc_alloc(all->count, sizeof *all->list);
    int code = name && all->made && all->list
                   ? make_wanted(all, name, store, wanted, err)
                   : LC_FAIL_NOMEM(err);
    free(name);
    return code;
}

int lc_rhythms_keep(struct lc_store *store, const struct lc_store_part *wanted,
                    struct lc_error *err)
{
    struct lc_rhythms *all = lc_alloc(1, sizeof *all);
    int code = all ? make_all(all, store, wanted, err) : LC_FAIL_NOMEM(err);
    if (code) {
        if (all)
            free_all(all);
        return code;
    }
    if (store->rhythms)
        store->free_rhythms(store->rhythms);
    store->rhythms = all;
    store->free_rhythms = free_all;
    return LC_OK;
}

int lc_rhythm_find(const struct lc_rhythm **rhythm, struct lc_rhythm *room,
                   const struct lc_store *store, const char *history,
                   struct lc_error *err)
{
    const struct lc_rhythms *all = store->rhythms;
    const struct lc_history *h = lc_store_history(store, history);
    size_t k = h ? (size_t)(h - store->history) : 0;
    *room = (struct lc_rhythm){ 0 };
    *rhythm = h && all && k < all->count && all->made[k] ? all->list + k : room;
    return *rhythm == room ? lc_rhythm_make(room, store, history, err) : LC_OK;
}
