/* See schema_breaks_inside.h. */
#include "import/schema_breaks_inside.h"

#include <stdio.h>
#include <string.h>

#include "import/schema_inside.h"

struct rows {
    unsigned count;
    struct lc_declared *row;
    const char *path;
    struct lc_slice text;
};

static int fault(const struct rows *r, unsigned which, const char *key, const char *why,
                 struct lc_error *err)
{
    char at[60];
    int line, column;
    snprintf(at, sizeof at, "breaks[%u].%s", which, key);
    lc_yaml_locate(r->text.data, r->text.size, at, &line, &column);
    return LC_FAIL(err, LC_FORMAT, "%s:%d:%d: %s: %s", r->path, line, column, at, why);
}

static int check(const struct rows *r, struct lc_error *err)
{
    const char *key;
    int code = LC_OK;
    for (unsigned i = 0; i < r->count && !code; i++) {
        struct lc_declared *d = r->row + i;
        int days = lc_declared_days(d, &key);
        if (days == LC_FORMAT)
            code = fault(r, i, key, "this is not a day; write it as 2024-03-31", err);
        else if (days)
            code = fault(r, i, key, "this is before 'from'", err);
        else if (d->attribute && !d->code)
            code = fault(r, i, "attribute",
                         "which value of it? add 'code: VALUE' to the row", err);
    }
    return code;
}

int lc_schema_check_shared(struct lc_shared_lists *shared, const char *path,
                           struct lc_slice text, struct lc_error *err)
{
    const struct rows r = { shared->breaks_count, shared->breaks, path, text };
    return check(&r, err);
}

int lc_schema_check_breaks(struct lc_schema *schema, const char *path,
                           struct lc_slice text, struct lc_error *err)
{
    const struct rows r = { schema->breaks_count, schema->breaks, path, text };
    for (unsigned i = 0; i < r.count; i++)
        if (!lc_schema_feeds(schema, r.row[i].history))
            return fault(&r, i, "history", "the schema gives this history no event",
                         err);
    return check(&r, err);
}

bool lc_schema_has_source(const struct lc_store *store, struct lc_slice schema)
{
    for (size_t i = 0; store && i < store->sources; i++)
        if (lc_slice_is(schema, store->source[i].schema))
            return true;
    return !store;
}

bool lc_schema_may_declare(struct lc_slice text)
{
    static const char word[] = "breaks";
    const size_t size = sizeof word - 1;
    const char *at = text.data, *end = text.data + text.size;
    if (memchr(at, '\\', text.size) || memchr(at, 0, text.size))
        return true;
    while ((at = memchr(at, *word, (size_t)(end - at)))) {
        if ((size_t)(end - at) >= size && memcmp(at, word, size) == 0)
            return true;
        at++;
    }
    return false;
}

static int add(struct lc_declarations *out, unsigned count,
               const struct lc_declared *row, struct lc_error *err)
{
    int code = LC_OK;
    for (unsigned i = 0; i < count && !code; i++)
        code = lc_declarations_add(out, row + i, err);
    return code;
}

int lc_schema_declared(const struct lc_shared_lists *shared, size_t count,
                       struct lc_schema *const *row, const struct lc_store *store,
                       struct lc_declarations *out, struct lc_error *err)
{
    *out = (struct lc_declarations){ 0 };
    int code = shared ? add(out, shared->breaks_count, shared->breaks, err) : LC_OK;
    for (size_t i = 0; i < count && !code; i++)
        if (row[i]->breaks_count && !row[i]->mapped
            && lc_schema_has_source(store, lc_slice_of(row[i]->name)))
            code = add(out, row[i]->breaks_count, row[i]->breaks, err);
    return code;
}
