/* See read.h. HDF5 is asked what there is and where; the values themselves are read
 * from the file straight into their arrays (pieces.h). */
#include "store/read.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "parallel/team.h"
#include "store/h5.h"
#include "store/layout.h"
#include "store/pieces.h"
#include "store/stored.h"

struct reader {
    struct lc_store *store;
    const char *path;
    int fd;
    hid_t file;
    struct lc_pieces pieces; /* of the histories, read together at the end */
};

static int fail_shape(const struct reader *r, const char *what, struct lc_error *err)
{
    H5Eclear2(H5E_DEFAULT);
    return LC_FAIL(err, LC_DAMAGED, "%s: '%s' is not as this program writes it",
                   r->path, what);
}

/* --- names in a group -------------------------------------------------------- */
struct names {
    lc_arena *arena;
    bool no_memory;
    size_t count, room;
    const char **name;
};

static herr_t take_name(hid_t group, const char *name, const H5L_info_t *info,
                        void *context)
{
    struct names *names = context;
    (void)group;
    if (info->type != H5L_TYPE_HARD)
        return -1;
    const char *copy = lc_arena_text(names->arena, name, strlen(name));
    if (!copy
        || lc_grow((void **)&names->name, &names->room, names->count + 1,
                   sizeof *names->name, NULL)) {
        names->no_memory = true;
        return -1;
    }
    names->name[names->count++] = copy;
    return 0;
}

static void names_free(struct names *names)
{
    lc_arena_free(names->arena);
    free(names->name);
}

/* All links of the group, in order of name; none but hard ones are allowed. */
static int list_names(const struct reader *r, hid_t group, const char *what,
                      struct names *names, struct lc_error *err)
{
    *names = (struct names){ .arena = lc_arena_new() };
    if (!names->arena)
        return LC_FAIL_NOMEM(err);
    if (H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, NULL, take_name, names) >= 0)
        return LC_OK;
    H5Eclear2(H5E_DEFAULT);
    return names->no_memory ? LC_FAIL_NOMEM(err) : fail_shape(r, what, err);
}

static int fail_column(const struct reader *r, const struct lc_stored *c,
                       const char *name, struct lc_error *err)
{
    return c->no_memory ? LC_FAIL_NOMEM(err) : fail_shape(r, name, err);
}

/* --- tables by row ----------------------------------------------------------- */
static bool is_cell(struct lc_stored *c, const struct lc_cells *cells,
                    struct lc_codes *codes)
{
    switch (cells->cell) {
    case LC_CELL_NUMBER:
    case LC_CELL_COUNT:
        return lc_stored_is_whole(c, cells->size, false);
    case LC_CELL_DAY:
        return lc_stored_is_whole(c, cells->size, true);
    case LC_CELL_CODE:
        return lc_stored_codes(c, codes);
    case LC_CELL_BYTES:
        return c->kind == H5T_OPAQUE && c->size == cells->size;
    default:
        return c->kind == H5T_STRING && H5Tis_variable_str(c->type) == 0;
    }
}

static int scatter(const struct lc_layout *layout, const struct lc_cells *cells,
                   const struct lc_stored *c, const char *data, char *rows,
                   struct lc_error *err)
{
    for (size_t i = 0; i < c->n; i++, data += c->size) {
        char *cell = rows + i * layout->row_size + cells->offset, *text;
        if (cells->cell != LC_CELL_TEXT) {
            memcpy(cell, data, c->size);
            continue;
        }
        text = lc_alloc(c->size + 1, 1);
        if (!text)
            return LC_FAIL_NOMEM(err);
        memcpy(text, data, c->size);
        memcpy(cell, &text, sizeof text);
    }
    return LC_OK;
}

static int read_now(const struct reader *r, const struct lc_stored *c, char *data,
                    struct lc_error *err)
{
    struct lc_pieces pieces = { 0 };
    int code = lc_pieces_add(&pieces, c->set, c->n, c->size, data, err);
    if (!code)
        code = lc_pieces_read(&pieces, r->fd, r->path, err);
    lc_pieces_free(&pieces);
    return code;
}

static int take_rows(const struct reader *r, const struct lc_layout *layout,
                     const struct lc_cells *cells, const struct lc_stored *c,
                     struct lc_error *err)
{
    char *store = (char *)r->store, *rows;
    size_t n;
    memcpy(&n, store + layout->rows, sizeof n);
    memcpy(&rows, store + layout->array, sizeof rows);
    if (!rows) { /* the first column says how many rows there are */
        n = c->n;
        rows = lc_alloc(n, layout->row_size);
        if (!rows)
            return LC_FAIL_NOMEM(err);
        memcpy(store + layout->rows, &n, sizeof n);
        memcpy(store + layout->room, &n, sizeof n);
        memcpy(store + layout->array, &rows, sizeof rows);
    }
    if (c->n != n)
        return fail_shape(r, cells->name, err);
    char *data = lc_alloc(n, c->size);
    int code = data ? read_now(r, c, data, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = scatter(layout, cells, c, data, rows, err);
    free(data);
    return code;
}

static int read_cells(const struct reader *r, hid_t group,
                      const struct lc_layout *layout, const struct lc_cells *cells,
                      struct lc_error *err)
{
    struct lc_stored c;
    struct lc_codes *codes = (struct lc_codes *)((char *)r->store + layout->codes);
    int code = lc_stored_open(group, cells->name, &c) && is_cell(&c, cells, codes)
                   ? take_rows(r, layout, cells, &c, err)
                   : fail_column(r, &c, cells->name, err);
    lc_stored_close(&c);
    return code;
}

/* The group, once all its links are known to be hard. */
static int open_group(const struct reader *r, hid_t parent, const char *name,
                      hid_t *group, struct lc_error *err)
{
    H5L_info_t link;
    *group = H5I_INVALID_HID;
    if (H5Lget_info(parent, name, &link, H5P_DEFAULT) < 0 || link.type != H5L_TYPE_HARD)
        return fail_shape(r, name, err);
    *group = H5Gopen2(parent, name, H5P_DEFAULT);
    return *group >= 0 ? LC_OK : fail_shape(r, name, err);
}

static int read_table(const struct reader *r, const struct lc_layout *layout,
                      struct lc_error *err)
{
    hid_t group;
    struct names names = { 0 };
    int code = open_group(r, r->file, layout->group, &group, err);
    if (!code)
        code = list_names(r, group, layout->group, &names, err);
    for (size_t i = 0; !code && i < layout->count; i++)
        code = read_cells(r, group, layout, layout->cells + i, err);
    lc_h5_close(group);
    names_free(&names);
    return code;
}

/* --- histories --------------------------------------------------------------- */
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

static int read_field(struct reader *r, hid_t group, struct lc_history *h,
                      const struct lc_field *field, struct lc_error *err)
{
    struct lc_stored c;
    bool fits = lc_stored_open(group, field->name, &c) && is_field(&c, field, h);
    if (fits && field == lc_fields)
        h->n = h->room = c.n;
    int code = fits && c.n == h->n ? LC_OK : fail_column(r, &c, field->name, err);
    if (!code) {
        void *array = lc_alloc_column(h->n, field->size);
        lc_field_set_array(h, field, array);
        code = array ? lc_pieces_add(&r->pieces, c.set, h->n, field->size, array, err)
                     : LC_FAIL_NOMEM(err);
    }
    lc_stored_close(&c);
    return code;
}

/* Attributes come in order of name; "position" says where each belongs. */
static int read_attribute(struct reader *r, hid_t group, struct lc_history *h,
                          const char *name, struct lc_error *err)
{
    struct lc_stored c;
    uint32_t at = 0;
    bool fits = lc_stored_open(group, name, &c) && c.n == h->n
                && lc_h5_get_number(c.set, "position", &at) && at < h->attributes
                && !h->attribute[at].name
                && lc_stored_codes(&c, &h->attribute[at].codes);
    int code = fits ? LC_OK : fail_column(r, &c, name, err);
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

static int read_attributes(struct reader *r, hid_t parent, struct lc_history *h,
                           struct lc_error *err)
{
    hid_t group;
    struct names names = { 0 };
    int code = open_group(r, parent, "attributes", &group, err);
    if (!code)
        code = list_names(r, group, "attributes", &names, err);
    if (!code) {
        h->attribute = lc_alloc(names.count, sizeof *h->attribute);
        code = h->attribute ? LC_OK : LC_FAIL_NOMEM(err);
    }
    if (!code)
        h->attributes = names.count;
    for (size_t k = 0; !code && k < names.count; k++)
        code = read_attribute(r, group, h, names.name[k], err);
    lc_h5_close(group);
    names_free(&names);
    return code;
}

static int read_history(struct reader *r, hid_t parent, const char *name,
                        struct lc_error *err)
{
    struct lc_history *h;
    struct names names = { 0 };
    hid_t group;
    int code = lc_store_add_history(r->store, name, &h, err);
    if (code)
        return code;
    code = open_group(r, parent, name, &group, err);
    if (!code)
        code = list_names(r, group, name, &names, err);
    for (size_t i = 0; !code && i < LC_FIELDS; i++)
        code = read_field(r, group, h, lc_fields + i, err);
    if (!code)
        code = read_attributes(r, group, h, err);
    lc_h5_close(group);
    names_free(&names);
    return code ? lc_error_within(err, code, "%s: history '%s'", r->path, name) : LC_OK;
}

struct indexing {
    struct lc_store *store;
    int *code; /* [histories] */
};

/* A history's offsets, once its children are known to be in range. */
static void index_one(void *context, size_t number, size_t worker)
{
    struct indexing *x = context;
    struct lc_history *h = x->store->history + number;
    uint32_t highest = 0;
    (void)worker;
    for (size_t i = 0; i < h->n; i++)
        highest = h->child[i] > highest ? h->child[i] : highest;
    if (h->n && highest >= x->store->records)
        x->code[number] = LC_DAMAGED;
    else
        x->code[number] = lc_history_index(h, x->store->records, NULL);
}

static int index_all(const struct reader *r, struct lc_error *err)
{
    lc_team *team = r->pieces.bytes > LC_WORTH_A_TEAM ? lc_team_or_none() : NULL;
    struct indexing x = { r->store, lc_alloc(r->store->histories, sizeof(int)) };
    int code = x.code ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code)
        lc_team_run(team, r->store->histories, index_one, &x);
    for (size_t i = 0; !code && i < r->store->histories; i++)
        if (x.code[i])
            code = x.code[i] == LC_DAMAGED
                       ? fail_shape(r, r->store->history[i].name, err)
                       : LC_FAIL_NOMEM(err);
    free(x.code);
    lc_team_free(team);
    return code;
}

static int read_histories(struct reader *r, struct lc_error *err)
{
    hid_t group;
    struct names names = { 0 };
    int code = open_group(r, r->file, "histories", &group, err);
    if (!code)
        code = list_names(r, group, "histories", &names, err);
    for (size_t i = 0; !code && i < names.count; i++)
        code = read_history(r, group, names.name[i], err);
    if (!code)
        code = lc_pieces_read(&r->pieces, r->fd, r->path, err);
    if (!code)
        code = index_all(r, err);
    lc_h5_close(group);
    names_free(&names);
    return code;
}

/* --- the file ---------------------------------------------------------------- */
static int read_heading(struct reader *r, struct lc_error *err)
{
    char program[32];
    uint32_t linked = 0;
    struct lc_store *store = r->store;
    if (!lc_h5_get_text(r->file, "program", sizeof program, program)
        || strcmp(program, "latecare")
        || !lc_h5_get_number(r->file, "format", &store->format) || !store->format)
        return fail_shape(r, "program", err);
    if (store->format > LC_STORE_FORMAT)
        return LC_FAIL(err, LC_REFUSED,
                       "%s is of format %u and this program reads up to %d; a newer "
                       "latecare is needed",
                       r->path, (unsigned)store->format, LC_STORE_FORMAT);
    if (!lc_h5_get_number(r->file, "linked", &linked))
        return fail_shape(r, "linked", err);
    store->linked = linked != 0;
    return LC_OK;
}

int lc_store_read(struct lc_store *store, int fd, uint64_t size, const char *path,
                  struct lc_error *err)
{
    struct reader r = { .store = store, .path = path, .fd = fd };
    bool no_memory;
    r.file = lc_h5_window(fd, size, &no_memory);
    if (r.file < 0)
        return no_memory ? LC_FAIL_NOMEM(err) : fail_shape(&r, "HDF5", err);
    int code = read_heading(&r, err);
    for (size_t i = 0; !code && i < LC_LAYOUTS; i++)
        code = read_table(&r, lc_layouts + i, err);
    if (!code)
        code = read_histories(&r, err);
    lc_pieces_free(&r.pieces);
    lc_h5_close(r.file);
    H5Eclear2(H5E_DEFAULT);
    return code;
}
