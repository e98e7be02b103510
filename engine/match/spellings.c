#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "match/match_inside.h"

enum { SLOTS = 1024 };

int lc_spellings_init(struct lc_spellings *texts, struct lc_error *err)
{
    *texts = (struct lc_spellings){ .slots = SLOTS, .arena = lc_arena_new() };
    texts->slot = lc_alloc(SLOTS, sizeof *texts->slot);
    return texts->slot && texts->arena ? LC_OK : LC_FAIL_NOMEM(err);
}

void lc_spellings_free(struct lc_spellings *texts)
{
    free(texts->text);
    free(texts->slot);
    lc_arena_free(texts->arena);
    *texts = (struct lc_spellings){ 0 };
}

static int widen(struct lc_spellings *texts, struct lc_error *err)
{
    uint32_t slots = 2 * texts->slots;
    struct lc_spellings_slot *slot = lc_alloc(slots, sizeof *slot);
    if (!slot)
        return LC_FAIL_NOMEM(err);
    for (uint32_t i = 0; i < texts->slots; i++) {
        if (!texts->slot[i].number)
            continue;
        uint32_t at = texts->slot[i].hash & (slots - 1);
        while (slot[at].number)
            at = (at + 1) & (slots - 1);
        slot[at] = texts->slot[i];
    }
    free(texts->slot);
    texts->slot = slot;
    texts->slots = slots;
    return LC_OK;
}

static int add_new(struct lc_spellings *texts, struct lc_slice text,
                   struct lc_spellings_slot *slot, struct lc_error *err)
{
    size_t need = (size_t)texts->count + 2;
    int code = LC_GROW_BARE(texts->text, texts->room, need, err);
    if (code)
        return code;
    char *kept = lc_arena_text(texts->arena, text.data, text.size);
    if (!kept)
        return LC_FAIL_NOMEM(err);
    texts->text[0] = (struct lc_slice){ "", 0 };
    texts->text[++texts->count] = (struct lc_slice){ kept, text.size };
    slot->number = texts->count;
    return LC_OK;
}

static bool is_there(const struct lc_spellings *texts,
                     const struct lc_spellings_slot *slot,
                     const struct lc_spellings_slot *key, struct lc_slice text)
{
    return slot->hash == key->hash && slot->size == key->size
           && slot->head[0] == key->head[0] && slot->head[1] == key->head[1]
           && (key->size <= LC_SPELLING_SHORT
               || memcmp(texts->text[slot->number].data, text.data, text.size) == 0);
}

uint32_t lc_spellings_hash(const struct lc_spellings *texts, struct lc_slice text)
{
    uint32_t hash = (uint32_t)lc_hash_short(text.data, text.size);
    __builtin_prefetch(texts->slot + (hash & (texts->slots - 1)));
    return hash;
}

int lc_spellings_add(struct lc_spellings *texts, struct lc_slice text, uint32_t hash,
                     uint32_t *number, struct lc_error *err)
{
    struct lc_spellings_slot key = { .size = (uint32_t)text.size, .hash = hash };
    int code = texts->count >= texts->slots / 2 ? widen(texts, err) : LC_OK;
    if (code)
        return code;
    memcpy(key.head, text.data,
           text.size < LC_SPELLING_SHORT ? text.size : LC_SPELLING_SHORT);
    uint32_t at = key.hash & (texts->slots - 1);
    while (texts->slot[at].number && !is_there(texts, texts->slot + at, &key, text))
        at = (at + 1) & (texts->slots - 1);
    if (!texts->slot[at].number) {
        texts->slot[at] = key;
        code = add_new(texts, text, texts->slot + at, err);
    }
    *number = texts->slot[at].number;
    return code;
}
