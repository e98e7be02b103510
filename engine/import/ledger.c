#include "import/ledger_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

uint64_t lc_ledger_key(const struct lc_ledger *s, uint64_t row_key, uint32_t history)
{
    return lc_eras_row(s->eras, lc_mix64(row_key ^ s->history_hash[history]));
}

size_t lc_row_key_text(const char *schema, size_t count, const struct lc_slice *value,
                       char *text, size_t room)
{
    size_t name = strlen(schema) + 1, size = name;
    for (size_t i = 0; i < count; i++)
        size += value[i].size + 1;
    if (size > room)
        return 0;
    memcpy(text, schema, name);
    text += name;
    for (size_t i = 0; i < count; i++) {
        if (value[i].size)
            memcpy(text, value[i].data, value[i].size);
        text += value[i].size;
        *text++ = 0;
    }
    return size;
}

uint64_t lc_row_key(const struct lc_key *key, const char *schema, size_t count,
                    const struct lc_slice *value)
{
    char text[1024];
    struct lc_text longer = { 0 };
    size_t size = lc_row_key_text(schema, count, value, text, sizeof text);
    if (size)
        return lc_digest64(text, size, key);
    lc_text_add_bytes(&longer, schema, strlen(schema) + 1);
    for (size_t i = 0; i < count; i++) {
        lc_text_add_bytes(&longer, value[i].data ? value[i].data : "", value[i].size);
        lc_text_add_bytes(&longer, "", 1);
    }
    uint64_t digest = lc_digest64(longer.data, longer.size, key);
    lc_text_free(&longer);
    return digest;
}

uint32_t lc_ledger_history(const struct lc_ledger *s, const char *name)
{
    for (size_t h = 0; h < s->store->histories; h++)
        if (strcmp(s->store->history[h].name, name) == 0)
            return (uint32_t)h;
    return LC_NOWHERE;
}

/* name NULL: none is asked for. */
static int add_named(struct lc_store *store, const char *name, struct lc_error *err)
{
    struct lc_history *ignored;
    return name ? lc_store_add_history(store, name, &ignored, err) : LC_OK;
}

static int add_histories(struct lc_store *store, const struct lc_schema *schema,
                         struct lc_error *err)
{
    struct lc_history *ignored;
    int code = LC_OK;
    for (unsigned f = 0; f < schema->feeds_count && !code; f++)
        code = lc_store_add_history(store, schema->feeds[f].history, &ignored, err);
    for (unsigned f = 0; f < schema->feeds_count && !code; f++)
        code = add_named(store, schema->feeds[f].first_in, err);
    for (unsigned f = 0; f < schema->feeds_count && !code; f++)
        code = add_named(store, schema->feeds[f].code_from, err);
    if (!code && schema->join)
        code = add_named(store, schema->join->history, err);
    return code;
}

static int look_at_store(struct lc_ledger *s, struct lc_error *err)
{
    const struct lc_store *store = s->store;
    s->events_before = lc_alloc(store->histories, sizeof *s->events_before);
    s->history_hash = lc_alloc(store->histories, sizeof *s->history_hash);
    if (!s->events_before || !s->history_hash)
        return LC_FAIL_NOMEM(err);
    for (size_t h = 0; h < store->histories; h++) {
        const char *name = store->history[h].name;
        s->events_before[h] = store->history[h].n;
        s->history_hash[h] = lc_digest64(name, strlen(name), NULL);
    }
    return lc_index_init(&s->reopened, 0, err);
}

int lc_ledger_begin(struct lc_ledger *s, struct lc_store *store,
                    const struct lc_eras *eras, size_t count,
                    const struct lc_import_file *files, struct lc_error *err)
{
    int code = LC_OK;
    *s = (struct lc_ledger){ .store = store,
                             .eras = eras,
                             .key = &eras->era[0].of[LC_FOR_ROWS],
                             .sources_before = store->sources };
    for (size_t i = 0; i < count && !code; i++)
        if (files[i].schema)
            code = add_histories(store, files[i].schema, err);
    return code ? code : look_at_store(s, err);
}

void lc_ledger_end(struct lc_ledger *s)
{
    lc_index_free(&s->events);
    lc_index_free(&s->reopened);
    free(s->events_before);
    free(s->history_hash);
}

void lc_ledger_compact(struct lc_ledger *s)
{
    for (size_t i = 0; i < s->store->histories; i++) {
        struct lc_history *h = &s->store->history[i];
        size_t to = 0;
        while (to < h->n && h->file[to] != LC_NOWHERE)
            to++;
        for (size_t from = to; from < h->n; from++) {
            if (h->file[from] == LC_NOWHERE)
                continue;
            h->child[to] = h->child[from];
            h->start[to] = h->start[from];
            h->end[to] = h->end[from];
            h->known_from[to] = h->known_from[from];
            h->known_to[to] = h->known_to[from];
            h->code[to] = h->code[from];
            h->level[to] = h->level[from];
            h->record[to] = h->record[from];
            h->file[to] = h->file[from];
            h->line[to] = h->line[from];
            h->key[to] = h->key[from];
            h->content[to] = h->content[from];
            h->assumed[to] = h->assumed[from];
            for (size_t a = 0; a < h->attributes; a++)
                h->attribute[a].value[to] = h->attribute[a].value[from];
            to++;
        }
        h->n = to;
    }
}
