/* See read.h. HDF5 is asked what there is and where; the values themselves are read
 * from the file straight into their arrays (pieces_inside.h). */
#include "store/read.h"

#include <stdlib.h>
#include <string.h>

#include "parallel/team.h"
#include "store/h5_inside.h"
#include "store/history_inside.h"
#include "store/reading_inside.h"

static bool wants(const struct lc_store_reading *r, const char *history,
                  const char *column)
{
    return !r->part || r->part->wants(r->part->context, history, column);
}

/* --- histories -------------------------------------------------------------------- */
static bool is_field(struct lc_stored *c, const struct lc_field *field,
                     struct lc_history *h)
{
    switch (field->kind) {
    case LC_FIELD_DAY:
    case LC_FIELD_LEVEL:
        return lc_stored_is_whole(c, field->size, true);
    case LC_FIELD_CODE:
        return lc_stored_codes(c, &h->codes);
    default:
        return lc_stored_is_whole(c, field->size, false);
    }
}

static int read_field(struct lc_store_reading *r, hid_t group, struct lc_history *h,
                      const struct lc_field *field, struct lc_error *err)
{
    struct lc_stored c;
    bool fits = lc_stored_open(group, field->name, &c) && is_field(&c, field, h);
    if (fits && field == lc_fields)
        h->n = h->room = c.n;
    int code = fits && c.n == h->n
                   ? LC_OK
                   : lc_store_reading_fail_column(r, &c, field->name, err);
    if (!code) {
        void *array = lc_alloc_column(h->n, field->size);
        lc_field_set_array(h, field, array);
        code = array ? lc_pieces_add(&r->pieces, c.set, h->n, field->size, array, err)
                     : LC_FAIL_NOMEM(err);
    }
    lc_stored_close(&c);
    return code;
}

static int read_attribute(struct lc_store_reading *r, hid_t group, struct lc_history *h,
                          const char *name, uint32_t at, struct lc_error *err)
{
    struct lc_stored c;
    bool fits = lc_stored_open(group, name, &c) && c.n == h->n
                && (r->part || lc_h5_get_number(c.set, "position", &at))
                && at < h->attributes && !h->attribute[at].name
                && lc_stored_codes(&c, &h->attribute[at].codes);
    int code = fits ? LC_OK : lc_store_reading_fail_column(r, &c, name, err);
    if (!code) {
        struct lc_attribute *a = h->attribute + at;
        a->name = lc_strdup(name);
        a->value = lc_alloc_column(h->n, sizeof *a->value);
        code = a->name && a->value ? lc_pieces_add(&r->pieces, c.set, h->n,
                                                   sizeof *a->value, a->value, err)
                                   : LC_FAIL_NOMEM(err);
    }
    lc_stored_close(&c);
    return code;
}

/* The names of those attributes that are wanted, moved to the front. */
static size_t wanted_names(const struct lc_store_reading *r, const struct lc_history *h,
                           struct lc_names *names)
{
    size_t kept = 0;
    for (size_t k = 0; k < names->count; k++)
        if (wants(r, h->name, names->name[k]))
            names->name[kept++] = names->name[k];
    return kept;
}

/* Attributes come in order of name; "position" says where each belongs. Those of a part
 * stay in order of name. */
static int read_attributes(struct lc_store_reading *r, hid_t parent,
                           struct lc_history *h, struct lc_error *err)
{
    hid_t group;
    size_t count = 0;
    struct lc_names names = { 0 };
    int code = lc_store_reading_group(r, parent, "attributes", &group, err);
    if (!code)
        code = lc_store_reading_names(r, group, "attributes", &names, err);
    if (!code) {
        count = wanted_names(r, h, &names);
        h->attribute = lc_alloc(count, sizeof *h->attribute);
        code = h->attribute ? LC_OK : LC_FAIL_NOMEM(err);
    }
    if (!code)
        h->attributes = count;
    for (size_t k = 0; !code && k < count; k++)
        code = read_attribute(r, group, h, names.name[k], (uint32_t)k, err);
    lc_h5_close(group);
    lc_names_free(&names);
    return code;
}

/* What the pace of a history's sources is judged by (rhythm.h). */
static bool is_of_pace(const char *field)
{
    return strcmp(field, "start") == 0 || strcmp(field, "known_from") == 0
           || strcmp(field, "file") == 0;
}

/* Does a source of the history tell another one that is wanted? */
static bool is_told_with(const struct lc_store_reading *r, const char *history,
                         const struct lc_names *names)
{
    for (size_t s = 0; s < r->store->sources; s++) {
        const struct lc_source *source = r->store->source + s;
        if (!lc_source_feeds(source, history))
            continue;
        for (size_t k = 0; k < names->count; k++)
            if (wants(r, names->name[k], NULL)
                && lc_source_feeds(source, names->name[k]))
                return true;
    }
    return false;
}

static int read_history(struct lc_store_reading *r, hid_t parent, const char *name,
                        struct lc_error *err)
{
    bool wanted = wants(r, name, NULL);
    struct lc_history *h;
    struct lc_names names = { 0 };
    hid_t group;
    int code = lc_store_add_history(r->store, name, &h, err);
    if (code)
        return code;
    code = lc_store_reading_group(r, parent, name, &group, err);
    if (!code)
        code = lc_store_reading_names(r, group, name, &names, err);
    for (size_t i = 0; !code && i < LC_FIELDS; i++)
        if (i == 0
            || (wanted ? wants(r, name, lc_fields[i].name)
                       : is_of_pace(lc_fields[i].name)))
            code = read_field(r, group, h, lc_fields + i, err);
    if (!code && wanted)
        code = read_attributes(r, group, h, err);
    lc_h5_close(group);
    lc_names_free(&names);
    return code ? lc_error_within(err, code, "%s: history '%s'", r->path, name) : LC_OK;
}

struct indexing {
    struct lc_store *store;
    int *code; /* [histories] */
};

/* A history's offsets, once its children are known to be in range. */
static void index_one(void *context, size_t number, size_t worker LC_UNUSED)
{
    struct indexing *x = context;
    struct lc_history *h = x->store->history + number;
    uint32_t highest = 0;
    for (size_t i = 0; i < h->n; i++)
        highest = h->child[i] > highest ? h->child[i] : highest;
    if (h->n && highest >= x->store->records)
        x->code[number] = LC_DAMAGED;
    else
        x->code[number] = lc_history_index(h, x->store->records, NULL);
}

static int index_all(const struct lc_store_reading *r, struct lc_error *err)
{
    lc_team *team = r->pieces.bytes > LC_WORTH_A_TEAM ? lc_team_or_none() : NULL;
    struct indexing x = { r->store, lc_alloc(r->store->histories, sizeof(int)) };
    int code = x.code ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code)
        lc_team_run(team, r->store->histories, index_one, &x);
    for (size_t i = 0; !code && i < r->store->histories; i++)
        if (x.code[i])
            code = x.code[i] == LC_DAMAGED
                       ? lc_store_reading_fail(r, r->store->history[i].name, err)
                   : x.code[i] == LC_RANGE /* says why, and does nothing */
                       ? lc_history_index(r->store->history + i, r->store->records, err)
                       : LC_FAIL_NOMEM(err);
    free(x.code);
    lc_team_free(team);
    return code;
}

static int read_histories(struct lc_store_reading *r, struct lc_error *err)
{
    hid_t group;
    struct lc_names names = { 0 };
    int code = lc_store_reading_group(r, r->file, "histories", &group, err);
    if (!code)
        code = lc_store_reading_names(r, group, "histories", &names, err);
    for (size_t i = 0; !code && i < names.count; i++)
        if (wants(r, names.name[i], NULL) || is_told_with(r, names.name[i], &names))
            code = read_history(r, group, names.name[i], err);
    if (!code)
        code = lc_pieces_read(&r->pieces, r->opened, r->path, err);
    if (!code)
        code = index_all(r, err);
    lc_h5_close(group);
    lc_names_free(&names);
    return code;
}

/* --- the file --------------------------------------------------------------------- */
static int read_heading(struct lc_store_reading *r, struct lc_error *err)
{
    char program[32];
    uint32_t format = 0, linked = 0, settled = 0;
    struct lc_store *store = r->store;
    if (!lc_h5_get_text(r->file, "program", sizeof program, program)
        || strcmp(program, "latecare") || !lc_h5_get_number(r->file, "format", &format)
        || format < LC_STORE_OLDEST)
        return lc_store_reading_fail(r, "program", err);
    if (format > LC_STORE_FORMAT)
        return LC_FAIL(err, LC_REFUSED,
                       "%s is of format %u and this program reads up to %d; a newer "
                       "latecare is needed",
                       r->path, (unsigned)format, LC_STORE_FORMAT);
    r->format = format;
    if (!lc_h5_get_number(r->file, "linked", &linked))
        return lc_store_reading_fail(r, "linked", err);
    store->linked = linked != 0;
    if (!lc_h5_get_number(r->file, "settled", &settled))
        return lc_store_reading_fail(r, "settled", err);
    store->settled = settled;
    if (!lc_h5_get_number(r->file, "identity_turns", &store->identity_turns))
        return lc_store_reading_fail(r, "identity_turns", err);
    return LC_OK;
}

static int read_all(struct lc_store_reading *r, struct lc_error *err)
{
    struct lc_store *store = r->store;
    store->partial = r->part != NULL;
    int code = read_heading(r, err);
    for (size_t i = 0; !code && i < LC_LAYOUTS; i++)
        code = lc_store_reading_table(r, lc_layouts + i, err);
    if (store->settled > store->records)
        store->settled = store->records;
    return code ? code : read_histories(r, err);
}

int lc_store_read(struct lc_store *store, const struct lc_store_file *opened,
                  const char *path, const struct lc_store_part *part,
                  struct lc_error *err)
{
    struct lc_store_reading r = {
        .store = store, .path = path, .opened = opened, .part = part
    };
    struct lc_h5_trouble trouble = { 0 };
    struct lc_error found = { 0 };
    r.file = lc_h5_window(opened, &trouble);
    int code = r.file >= 0         ? read_all(&r, &found)
               : trouble.no_memory ? LC_FAIL_NOMEM(&found)
                                   : lc_store_reading_fail(&r, "HDF5", &found);
    lc_pieces_free(&r.pieces);
    lc_h5_close(r.file);
    H5Eclear2(H5E_DEFAULT);
    return lc_h5_judge(&trouble, path, code, &found, err);
}
