/* See contents.h. */
#include "store/contents.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "store/history_inside.h"

static void add(crypto_generichash_state *state, const void *data, size_t size)
{
    crypto_generichash_update(state, data, size);
}

/* With its end, so that "ab", "c" is not "a", "bc". */
static void add_text(crypto_generichash_state *state, const char *text)
{
    add(state, text, strlen(text) + 1);
}

static void add_codes(crypto_generichash_state *state, const struct lc_codes *codes)
{
    for (uint16_t k = 1; k <= codes->count; k++)
        add_text(state, lc_codes_name(codes, k));
    add_text(state, "");
}

static bool says_whence(const struct lc_field *field)
{
    return field->kind == LC_FIELD_DIGEST || strcmp(field->name, "file") == 0
           || strcmp(field->name, "line") == 0;
}

static void add_rows(crypto_generichash_state *state, const struct lc_history *h)
{
    uint64_t n = h->n;
    add_text(state, h->name);
    add(state, &n, sizeof n);
    add_codes(state, &h->codes);
    for (size_t f = 0; f < LC_FIELDS; f++) {
        const void *array = lc_field_array(h, lc_fields + f);
        if (array && !says_whence(lc_fields + f))
            add(state, array, h->n * lc_fields[f].size);
    }
    for (size_t a = 0; a < h->attributes; a++) {
        add_text(state, h->attribute[a].name);
        add_codes(state, &h->attribute[a].codes);
        add(state, h->attribute[a].value, h->n * sizeof *h->attribute[a].value);
    }
}

static int add_history(crypto_generichash_state *state, const struct lc_store *store,
                       const struct lc_history *h, struct lc_error *err)
{
    size_t count;
    int32_t(*span)[2];
    int code = lc_store_coverage(store, h->name, &count, &span, err);
    if (code)
        return code;
    add_rows(state, h);
    add(state, span, count * sizeof *span);
    free(span);
    return LC_OK;
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
    crypto_generichash_final(&state, out, LC_DIGEST);
    return code;
}
