/* See contents.h. */
#include "store/contents.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/memory.h"

#include "store/history_inside.h"
#include "store/rhythm.h"

static void add(crypto_generichash_state *state, const void *data, size_t size)
{
    crypto_generichash_update(state, data, size);
}

/* With its end, so that "ab", "c" is not "a", "bc". */
static void add_text(crypto_generichash_state *state, const char *text)
{
    add(state, text, strlen(text) + 1);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Values by their names' places in order of name, for codes are numbered as they came:
 * which names there are, then where each value's is. */
static int add_values(crypto_generichash_state *state, const struct lc_codes *codes,
                      size_t n, const uint16_t *value, struct lc_error *err)
{
    char **name = lc_alloc(codes->count, sizeof *name);
    uint16_t *place = lc_alloc(codes->count + 1, sizeof *place);
    int code = name && place ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code && codes->count) {
        memcpy(name, codes->names, codes->count * sizeof *name);
        qsort(name, codes->count, sizeof *name, by_text);
        for (size_t k = 0; k < codes->count; k++) {
            add_text(state, name[k]);
            place[lc_codes_find(codes, lc_slice_of(name[k]))] = (uint16_t)(k + 1);
        }
    }
    add_text(state, "");
    for (size_t i = 0; i < n && !code; i++)
        add(state, &place[value[i]], sizeof *place);
    free(name);
    free(place);
    return code;
}

static bool says_whence(const struct lc_field *field)
{
    return field->kind == LC_FIELD_DIGEST || strcmp(field->name, "file") == 0
           || strcmp(field->name, "line") == 0;
}

static int add_rows(crypto_generichash_state *state, const struct lc_history *h,
                    struct lc_error *err)
{
    uint64_t n = h->n;
    int code = LC_OK;
    add_text(state, h->name);
    add(state, &n, sizeof n);
    for (size_t f = 0; f < LC_FIELDS; f++) {
        const void *array = lc_field_array(h, lc_fields + f);
        if (array && !says_whence(lc_fields + f) && array != h->code)
            add(state, array, h->n * lc_fields[f].size);
    }
    if (h->code)
        code = add_values(state, &h->codes, h->n, h->code, err);
    const struct lc_attribute *last = NULL;
    for (size_t a = 0; a < h->attributes && !code; a++) {
        last = lc_history_next_attribute(h, last);
        add_text(state, last->name);
        code = add_values(state, &last->codes, h->n, last->value, err);
    }
    return code;
}

static int add_history(crypto_generichash_state *state, const struct lc_store *store,
                       const struct lc_history *h, struct lc_error *err)
{
    size_t count;
    int32_t(*span)[2];
    int code = lc_covered(store, h->name, LC_OPEN, &count, &span, err);
    if (code)
        return code;
    add(state, span, count * sizeof *span);
    free(span);
    return add_rows(state, h, err);
}

int lc_store_contents(const struct lc_store *store, unsigned char *out,
                      struct lc_error *err)
{
    crypto_generichash_state state;
    int code = LC_OK;
    crypto_generichash_init(&state, NULL, 0, LC_DIGEST);
    for (size_t r = 0; r < store->records; r++)
        add(&state, &store->record[r].child, sizeof store->record[r].child);
    for (size_t h = 0; h < store->histories && !code; h++)
        code = add_history(&state, store, store->history + h, err);
    for (size_t i = 0; i < store->families; i++)
        add(&state, store->kin + i, sizeof *store->kin);
    crypto_generichash_final(&state, out, LC_DIGEST);
    return code;
}
