#include "table/texts_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"

static int grow_places(struct lc_texts *x, struct lc_error *err)
{
    size_t places = x->places ? 2 * x->places : 64;
    uint32_t *number = lc_alloc(places, sizeof *number);
    if (!number)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < x->count; i++) {
        size_t at = x->hash[i] & (places - 1);
        while (number[at])
            at = (at + 1) & (places - 1);
        number[at] = (uint32_t)i + 1;
    }
    free(x->number);
    x->number = number;
    x->places = places;
    return LC_OK;
}

static int add_name(struct lc_texts *x, struct lc_slice cell, struct lc_error *err)
{
    int code = LC_GROW(x->names.names, x->names.room, x->names.count + 1, err);
    char *copy = code ? NULL : lc_alloc(cell.size + 1, 1);
    if (!copy)
        return code ? code : LC_FAIL_NOMEM(err);
    memcpy(copy, cell.data, cell.size);
    x->names.names[x->names.count++] = copy;
    return LC_OK;
}

static uint64_t hash_of(struct lc_slice cell)
{
    uint64_t hash = cell.size;
    for (size_t at = 0; at < cell.size; at += 8) {
        uint64_t chunk = 0;
        memcpy(&chunk, cell.data + at, cell.size - at < 8 ? cell.size - at : 8);
        hash = lc_mix64(hash ^ chunk);
    }
    return hash;
}

int lc_texts_number(struct lc_texts *x, struct lc_slice cell, uint32_t *number,
                    struct lc_error *err)
{
    uint64_t hash = hash_of(cell);
    int code = 2 * x->count >= x->places ? grow_places(x, err) : LC_OK;
    if (code)
        return code;
    size_t at = hash & (x->places - 1);
    while (x->number[at]
           && (x->hash[x->number[at] - 1] != hash
               || !lc_slice_is(cell, x->names.names[x->number[at] - 1])))
        at = (at + 1) & (x->places - 1);
    if (!x->number[at]) {
        if (x->count >= INT32_MAX)
            return LC_FAIL(err, LC_RANGE, "too many different texts in one column");
        code = LC_GROW(x->hash, x->room, x->count + 1, err);
        if (code || (code = add_name(x, cell, err)))
            return code;
        x->hash[x->count++] = hash;
        x->number[at] = (uint32_t)x->count;
    }
    *number = x->number[at];
    return LC_OK;
}

void lc_texts_free(struct lc_texts *texts)
{
    free(texts->number);
    free(texts->hash);
    lc_codes_free(&texts->names);
    *texts = (struct lc_texts){ 0 };
}
