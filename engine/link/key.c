#include "link/key_inside.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/memory.h"

int lc_keys_add(struct lc_keys *keys, struct lc_slice text, uint32_t record,
                struct lc_error *err)
{
    int code = LC_GROW(keys->item, keys->room, keys->count + 1, err);
    if (code)
        return code;
    struct lc_keyed *item = keys->item + keys->count++;
    crypto_generichash(item->key, LC_KEY_BYTES, (const unsigned char *)text.data,
                       text.size, NULL, 0);
    item->record = record;
    return LC_OK;
}

void lc_keys_free(struct lc_keys *keys)
{
    free(keys->item);
    *keys = (struct lc_keys){ 0 };
}

void lc_record_pairs_free(struct lc_record_pairs *pairs)
{
    free(pairs->pair);
    free(pairs->common);
    *pairs = (struct lc_record_pairs){ 0 };
}

static int add(struct lc_record_pair **array, size_t *count, size_t *room,
               uint32_t record, uint32_t other, struct lc_error *err)
{
    int code = lc_grow((void **)array, room, *count + 1, sizeof **array, err);
    if (!code)
        (*array)[(*count)++] = (struct lc_record_pair){ record, other };
    return code;
}

static int compare_numbers(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static int compare_pairs(const void *a, const void *b)
{
    const struct lc_record_pair *x = a, *y = b;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    return x->other < y->other ? -1 : x->other > y->other;
}

static size_t make_unique(size_t count, struct lc_record_pair *pair)
{
    size_t kept = 0;
    if (count)
        qsort(pair, count, sizeof *pair, compare_pairs);
    for (size_t i = 0; i < count; i++)
        if (!kept || compare_pairs(pair + i, pair + kept - 1))
            pair[kept++] = pair[i];
    return kept;
}

/* The different records of one key's list, ascending; at most room of them. */
static size_t members(const struct lc_keys *keys, uint32_t head, uint32_t *record,
                      size_t room)
{
    size_t count = 0, kept = 0;
    for (uint32_t at = head; at; at = keys->item[at - 1].next)
        if (count < room)
            record[count++] = keys->item[at - 1].record;
    qsort(record, count, sizeof *record, compare_numbers);
    for (size_t i = 0; i < count; i++)
        if (!kept || record[i] != record[kept - 1])
            record[kept++] = record[i];
    return kept;
}

static int pair_members(size_t count, const uint32_t *record, size_t most,
                        struct lc_record_pairs *pairs, struct lc_error *err)
{
    int code = LC_OK;
    if (count > most)
        return add(&pairs->common, &pairs->commons, &pairs->common_room, record[0],
                   record[1], err);
    for (size_t i = 1; i < count && !code; i++)
        for (size_t k = 0; k < i && !code; k++)
            code = add(&pairs->pair, &pairs->count, &pairs->room, record[k], record[i],
                       err);
    return code;
}

/* Lists of equal keys, in a table at most half full: slot[] holds the first item + 1.
 */
static void chain(struct lc_keys *keys, uint32_t *slot, uint32_t *length, size_t slots)
{
    for (size_t i = 0; i < keys->count; i++) {
        struct lc_keyed *item = keys->item + i;
        uint64_t hash;
        memcpy(&hash, item->key, sizeof hash);
        size_t at = hash & (slots - 1);
        while (slot[at]
               && memcmp(keys->item[slot[at] - 1].key, item->key, LC_KEY_BYTES))
            at = (at + 1) & (slots - 1);
        item->next = slot[at];
        slot[at] = (uint32_t)i + 1;
        length[at]++;
    }
}

static uint32_t longest(const uint32_t *length, size_t slots)
{
    uint32_t most = 0;
    for (size_t i = 0; i < slots; i++)
        most = length[i] > most ? length[i] : most;
    return most;
}

static int pair_chains(struct lc_keys *keys, const uint32_t *slot,
                       const uint32_t *length, size_t slots, size_t most,
                       struct lc_record_pairs *pairs, struct lc_error *err)
{
    size_t room = longest(length, slots);
    uint32_t *record = lc_alloc(room, sizeof *record);
    int code = record ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < slots && !code; i++)
        if (length[i] > 1)
            code = pair_members(members(keys, slot[i], record, room), record, most,
                                pairs, err);
    free(record);
    return code;
}

int lc_keys_pair(struct lc_keys *keys, size_t most, struct lc_record_pairs *pairs,
                 struct lc_error *err)
{
    size_t slots = 64;
    if (keys->count >= UINT32_MAX / 4)
        return LC_FAIL(err, LC_RANGE, "too many identities to link");
    while (slots < 2 * keys->count)
        slots *= 2;
    uint32_t *slot = lc_alloc(slots, sizeof *slot);
    uint32_t *length = lc_alloc(slots, sizeof *length);
    int code = slot && length ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code) {
        chain(keys, slot, length, slots);
        code = pair_chains(keys, slot, length, slots, most, pairs, err);
    }
    if (!code) {
        pairs->count = make_unique(pairs->count, pairs->pair);
        pairs->commons = make_unique(pairs->commons, pairs->common);
    }
    free(slot);
    free(length);
    return code;
}
