#include "import/index_inside.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/memory.h"

int lc_index_init(struct lc_index *index, size_t expected, struct lc_error *err)
{
    *index = (struct lc_index){ .slots = 1024 };
    while (index->slots < 2 * expected)
        index->slots *= 2;
    index->slot = lc_alloc(index->slots, sizeof *index->slot);
    return index->slot ? LC_OK : LC_FAIL_NOMEM(err);
}

void lc_index_free(struct lc_index *index)
{
    free(index->slot);
    *index = (struct lc_index){ 0 };
}

static void place(struct lc_index *index, const struct lc_index_slot *what)
{
    size_t at = (size_t)lc_mix64(what->key) & (index->slots - 1);
    while (index->slot[at].history)
        at = (at + 1) & (index->slots - 1);
    index->slot[at] = *what;
    index->used++;
}

static int grow(struct lc_index *index, struct lc_error *err)
{
    struct lc_index bigger = { .slots = 2 * index->slots };
    bigger.slot = lc_alloc(bigger.slots, sizeof *bigger.slot);
    if (!bigger.slot)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < index->slots; i++)
        if (index->slot[i].history && index->slot[i].event != LC_NOWHERE)
            place(&bigger, &index->slot[i]);
    free(index->slot);
    *index = bigger;
    return LC_OK;
}

int lc_index_add(struct lc_index *index, uint64_t key, uint32_t history, uint32_t event,
                 struct lc_error *err)
{
    int code = 3 * index->used >= 2 * index->slots ? grow(index, err) : LC_OK;
    if (!code)
        place(index, &(struct lc_index_slot){ key, event, history + 1 });
    return code;
}

void lc_index_call_in(const struct lc_index *index, uint64_t key)
{
    __builtin_prefetch(index->slot + ((size_t)lc_mix64(key) & (index->slots - 1)));
}

/* *at counts the slots looked at from the key's home. */
struct lc_index_slot *lc_index_next(const struct lc_index *index, uint64_t key,
                                    uint32_t history, size_t *at)
{
    size_t home = (size_t)lc_mix64(key);
    for (;;) {
        struct lc_index_slot *slot = &index->slot[(home + *at) & (index->slots - 1)];
        if (!slot->history)
            return NULL;
        ++*at;
        if (slot->key == key && slot->history == history + 1
            && slot->event != LC_NOWHERE)
            return slot;
    }
}
