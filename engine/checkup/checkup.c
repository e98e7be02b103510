/* See checkup.h. */
#include "checkup/checkup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* --- sets ------------------------------------------------------------------------- */

static size_t prefix_of(const char *schema)
{
    return strcspn(schema, "_");
}

static bool is_of(const struct lc_checkup_set *set, const char *schema)
{
    return prefix_of(schema) == set->size
           && strncmp(schema, set->prefix, set->size) == 0;
}

static bool takes(const void *context, const struct lc_schema *schema)
{
    return is_of(context, schema->name);
}

/* Of the store as it is, what no extract of the set may have told. */
static bool is_other(const void *context, const struct lc_source *source)
{
    return !is_of(context, source->schema);
}

static int list_sets(struct lc_checkup *c, struct lc_error *err)
{
    c->set = lc_alloc(c->result.count, sizeof *c->set);
    if (!c->set)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < c->result.count; i++) {
        const struct lc_schema *schema = c->result.file[i].schema;
        size_t k = 0;
        while (schema && k < c->sets && !is_of(&c->set[k], schema->name))
            k++;
        if (!schema || k < c->sets)
            continue;
        struct lc_checkup_set *set = &c->set[c->sets++];
        set->prefix = schema->name;
        set->size = prefix_of(schema->name);
        snprintf(set->name, sizeof set->name, "%.*s", (int)set->size, schema->name);
    }
    return LC_OK;
}

static int sort_store(struct lc_store *store, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t h = 0; h < store->histories && !code; h++)
        code = lc_history_sort(&store->history[h], store->records, err);
    return code;
}

static int import_set(struct lc_checkup_set *set, const struct lc_checkup_ask *ask,
                      struct lc_error *err)
{
    struct lc_import_ask import = ask->import;
    int code = lc_identities_init(&set->identities, err);
    import.store = &set->store;
    import.identities = &set->identities;
    import.lenient = true;
    import.takes = takes;
    import.context = set;
    if (!code)
        code = lc_import_files(&set->result, &import, err);
    if (!code)
        code = sort_store(&set->store, err);
    set->side = (struct lc_side){ .name = set->name,
                                  .store = &set->store,
                                  .identities = &set->identities,
                                  .schemas = ask->import.schemas };
    return code;
}

/* --- what is apart ---------------------------------------------------------------- */

static int hold(struct lc_checkup *c, const struct lc_checkup_set *a,
                const struct lc_checkup_set *b, const struct lc_side side[2],
                struct lc_error *err)
{
    struct lc_checkup_apart *apart = &c->apart[c->aparts];
    *apart = (struct lc_checkup_apart){ .set = { a, b } };
    int code = lc_apart_find(side, &apart->count, &apart->row, err);
    c->aparts += !code;
    return code;
}

/* Every set against those after it, and against the store. */
static int hold_all(struct lc_checkup *c, const struct lc_checkup_ask *ask,
                    struct lc_error *err)
{
    int code = LC_OK;
    c->apart = lc_alloc(c->sets * (c->sets + 1) / 2 + 1, sizeof *c->apart);
    if (!c->apart)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < c->sets && !code; i++) {
        for (size_t k = i + 1; k < c->sets && !code; k++) {
            const struct lc_side two[2] = { c->set[i].side, c->set[k].side };
            code = hold(c, &c->set[i], &c->set[k], two, err);
        }
        const struct lc_side store[2] = { c->set[i].side,
                                          { .name = "the store",
                                            .store = ask->before,
                                            .identities = ask->before_identities,
                                            .speaks = is_other,
                                            .context = &c->set[i],
                                            .schemas = ask->import.schemas } };
        if (!code && ask->before)
            code = hold(c, &c->set[i], NULL, store, err);
    }
    return code;
}

/* --- codes that are new ----------------------------------------------------------- */

static bool has_code(const struct lc_codes *codes, const char *name)
{
    return lc_codes_find(codes, lc_slice_of(name)) != 0;
}

static const struct lc_codes *codes_of(const struct lc_history *h,
                                       const char *attribute)
{
    const struct lc_attribute *a = attribute ? lc_history_find(h, attribute) : NULL;
    if (attribute)
        return a ? &a->codes : NULL;
    return h ? &h->codes : NULL;
}

static int note_codes(struct lc_checkup *c, const struct lc_history *h,
                      const char *attribute, size_t *room, struct lc_error *err)
{
    const struct lc_codes *now = codes_of(h, attribute);
    const struct lc_codes *old =
        codes_of(lc_store_history(c->before, h->name), attribute);
    int code = LC_OK;
    for (size_t k = 0; old && k < now->count && !code; k++) {
        if (has_code(old, now->names[k]))
            continue;
        code = LC_GROW(c->new, *room, c->news + 1, err);
        if (!code)
            c->new[c->news++] =
                (struct lc_checkup_new){ h->name, attribute, now->names[k] };
    }
    return code;
}

static int find_new(struct lc_checkup *c, struct lc_error *err)
{
    size_t room = 0;
    int code = LC_OK;
    for (size_t i = 0; c->before && i < c->store.histories && !code; i++) {
        const struct lc_history *h = &c->store.history[i];
        code = note_codes(c, h, NULL, &room, err);
        for (size_t a = 0; a < h->attributes && !code; a++)
            code = note_codes(c, h, h->attribute[a].name, &room, err);
    }
    return code;
}

/* --- all of it -------------------------------------------------------------------- */

static int import_all(struct lc_checkup *c, const struct lc_checkup_ask *ask,
                      struct lc_error *err)
{
    struct lc_import_ask import = ask->import;
    int code = ask->load ? ask->load(ask->context, &c->store, &c->identities, err)
                         : lc_identities_init(&c->identities, err);
    import.store = &c->store;
    import.identities = &c->identities;
    import.lenient = true;
    if (!code)
        code = lc_import_files(&c->result, &import, err);
    return code ? code : sort_store(&c->store, err);
}

int lc_checkup_make(struct lc_checkup *checkup, const struct lc_checkup_ask *ask,
                    struct lc_error *err)
{
    *checkup = (struct lc_checkup){ .before = ask->before, .folder = ask->folder };
    int code = import_all(checkup, ask, err);
    if (!code)
        code = list_sets(checkup, err);
    for (size_t i = 0; i < checkup->sets && !code; i++)
        code = import_set(&checkup->set[i], ask, err);
    if (!code)
        code = hold_all(checkup, ask, err);
    if (!code)
        code = lc_schemas_declared(ask->import.schemas, &checkup->store,
                                   &checkup->declared, err);
    return code ? code : find_new(checkup, err);
}

void lc_checkup_free(struct lc_checkup *c)
{
    for (size_t i = 0; i < c->sets; i++) {
        lc_import_result_free(&c->set[i].result);
        lc_store_free(&c->set[i].store);
        lc_identities_free(&c->set[i].identities);
    }
    for (size_t i = 0; i < c->aparts; i++)
        free(c->apart[i].row);
    free(c->set);
    free(c->apart);
    free(c->new);
    free(c->declared.row);
    lc_import_result_free(&c->result);
    lc_store_free(&c->store);
    lc_identities_free(&c->identities);
    *c = (struct lc_checkup){ 0 };
}

const char *lc_checkup_place(const struct lc_checkup *c,
                             const struct lc_checkup_set *set,
                             const struct lc_whereabouts *at)
{
    if (at->source == LC_NO_SOURCE)
        return NULL;
    if (!set)
        return c->before->source[at->source].schema;
    for (size_t i = 0; i < set->result.count; i++)
        if (set->result.file[i].schema && set->result.file[i].source == at->source)
            return lc_checkup_name(c, set->result.name[i]);
    return NULL;
}

const char *lc_checkup_name(const struct lc_checkup *c, const char *path)
{
    size_t size = c->folder ? strlen(c->folder) : 0;
    if (!size || strncmp(path, c->folder, size) != 0)
        return path;
    path += size;
    return path + strspn(path, "/");
}
