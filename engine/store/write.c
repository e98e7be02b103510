/* The bytes of a store's file: see layout_inside.h. */
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/invariant.h"
#include "base/memory.h"
#include "store/h5_inside.h"
#include "store/history_inside.h"
#include "store/layout_inside.h"
#include "store/write_inside.h"
#include "system/file.h"

struct writer {
    const struct lc_store *store;
    const char *path; /* as messages name it */
    hid_t file;
};

static int put_column(struct writer *w, hid_t group, const struct lc_h5_column *column,
                      struct lc_error *err)
{
    int code = lc_interrupt_check(err);
    if (code)
        return code;
    return lc_h5_write(group, column)
               ? LC_OK
               : lc_h5_fail(w->path, "write column", column->name, err);
}

/* An HDF5 header has room for about 60,000 bytes of names. */
static int check_codes(const struct writer *w, const struct lc_codes *codes,
                       const char *what, struct lc_error *err)
{
    size_t bytes = 0;
    for (size_t i = 0; i < codes->count; i++)
        bytes += strlen(codes->names[i]) + 3;
    return bytes < LC_CODE_BYTES
               ? LC_OK
               : LC_FAIL(err, LC_RANGE, "%s: '%s' has too many codes: %zu", w->path,
                         what, codes->count);
}

static hid_t make_group(hid_t parent, const char *name)
{
    hid_t list = H5Pcreate(H5P_GROUP_CREATE), group = H5I_INVALID_HID;
    if (list >= 0 && H5Pset_obj_track_times(list, false) >= 0)
        group = H5Gcreate2(parent, name, H5P_DEFAULT, list, H5P_DEFAULT);
    lc_h5_close(list);
    return group;
}

/* --- tables by row ---------------------------------------------------------------- */
static size_t longest_text(const struct lc_layout *layout, const struct lc_cells *cells,
                           const char *rows, size_t n)
{
    size_t longest = 1;
    for (size_t i = 0; i < n; i++) {
        const char *text;
        memcpy(&text, rows + i * layout->row_size + cells->offset, sizeof text);
        if (strlen(text) > longest)
            longest = strlen(text);
    }
    return longest;
}

static hid_t cell_type(const struct lc_cells *cells, const struct lc_codes *codes,
                       size_t text_size)
{
    switch (cells->cell) {
    case LC_AS_NUMBER:
        return H5Tcopy(H5T_STD_U32LE);
    case LC_AS_COUNT:
        return H5Tcopy(H5T_STD_U64LE);
    case LC_AS_DAY:
        return H5Tcopy(H5T_STD_I32LE);
    case LC_AS_CODE:
        return lc_h5_codes(codes);
    case LC_AS_BYTES:
        return lc_h5_bytes(cells->size);
    default:
        return lc_h5_text(text_size);
    }
}

static void gather(const struct lc_layout *layout, const struct lc_cells *cells,
                   const char *rows, size_t n, size_t size, char *out)
{
    for (size_t i = 0; i < n; i++, out += size) {
        const char *cell = rows + i * layout->row_size + cells->offset;
        if (cells->cell == LC_AS_TEXT) {
            const char *text;
            memcpy(&text, cell, sizeof text);
            memcpy(out, text, strlen(text));
        } else {
            memcpy(out, cell, size);
        }
    }
}

static int put_cells(struct writer *w, hid_t group, const struct lc_layout *layout,
                     const struct lc_cells *cells, struct lc_error *err)
{
    const char *store = (const char *)w->store, *rows;
    size_t n, size = cells->size;
    memcpy(&n, store + layout->rows, sizeof n);
    memcpy(&rows, store + layout->array, sizeof rows);
    if (cells->cell == LC_AS_TEXT)
        size = longest_text(layout, cells, rows, n);
    char *data = lc_alloc(n, size);
    if (!data)
        return LC_FAIL_NOMEM(err);
    gather(layout, cells, rows, n, size, data);
    struct lc_h5_column column = { .name = cells->name, .n = n, .data = data };
    column.unit = cells->unit;
    column.meaning = cells->meaning;
    column.type =
        cell_type(cells, (const struct lc_codes *)(store + layout->codes), size);
    int code = put_column(w, group, &column, err);
    lc_h5_close(column.type);
    free(data);
    return code;
}

static int put_table(struct writer *w, const struct lc_layout *layout,
                     struct lc_error *err)
{
    size_t n;
    memcpy(&n, (const char *)w->store + layout->rows, sizeof n);
    if (layout->optional && !n)
        return LC_OK;
    hid_t group = make_group(w->file, layout->group);
    int code = group >= 0 ? LC_OK : lc_h5_fail(w->path, "make", layout->group, err);
    for (size_t i = 0; !code && i < layout->count; i++)
        code = put_cells(w, group, layout, layout->cells + i, err);
    if (!lc_h5_close(group) && !code)
        code = lc_h5_fail(w->path, "close", layout->group, err);
    return code;
}

/* --- histories -------------------------------------------------------------------- */
static hid_t field_type(const struct lc_history *h, const struct lc_field *field)
{
    switch (field->kind) {
    case LC_FIELD_NUMBER:
        return H5Tcopy(H5T_STD_U32LE);
    case LC_FIELD_DAY:
        return H5Tcopy(H5T_STD_I32LE);
    case LC_FIELD_CODE:
        return lc_h5_codes(&h->codes);
    case LC_FIELD_LEVEL:
        return H5Tcopy(H5T_STD_I16LE);
    case LC_FIELD_FLAG:
        return H5Tcopy(H5T_STD_U8LE);
    default:
        return H5Tcopy(H5T_STD_U64LE);
    }
}

static int put_offsets(struct writer *w, hid_t group, const struct lc_history *h,
                       struct lc_error *err)
{
    uint64_t *wide = lc_alloc(h->children + 1, sizeof *wide);
    struct lc_h5_column offset = {
        .name = "offset",
        .type = H5T_STD_U64LE,
        .n = h->children + 1,
        .data = wide,
        .unit = "rows",
        .meaning = "the rows of child c are offset[c] to offset[c + 1] - 1",
        .compress = true,
    };
    for (size_t c = 0; wide && c <= h->children; c++)
        wide[c] = h->offset[c];
    int code = wide ? put_column(w, group, &offset, err) : LC_FAIL_NOMEM(err);
    free(wide);
    return code;
}

static int put_fields(struct writer *w, hid_t group, const struct lc_history *h,
                      struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; !code && i < LC_FIELDS; i++) {
        const struct lc_field *field = lc_fields + i;
        struct lc_h5_column column = { .name = field->name, .n = h->n };
        column.data = lc_field_array(h, field);
        column.unit = field->unit;
        column.meaning = field->meaning;
        column.type = field_type(h, field);
        code = put_column(w, group, &column, err);
        lc_h5_close(column.type);
    }
    return code ? code : put_offsets(w, group, h, err);
}

static int put_attribute(struct writer *w, hid_t group, const struct lc_attribute *a,
                         size_t n, uint32_t position, struct lc_error *err)
{
    struct lc_h5_column column = { .name = a->name, .n = n, .data = a->value };
    column.type = lc_h5_codes(&a->codes);
    column.meaning = "a further code of the event; 0 if not stated";
    int code = put_column(w, group, &column, err);
    lc_h5_close(column.type);
    if (code)
        return code;
    hid_t set = H5Dopen2(group, a->name, H5P_DEFAULT);
    bool done = set >= 0 && lc_h5_put_number(set, "position", position);
    done &= lc_h5_close(set);
    return done ? LC_OK : lc_h5_fail(w->path, "write column", a->name, err);
}

static int put_attributes(struct writer *w, hid_t group, const struct lc_history *h,
                          struct lc_error *err)
{
    hid_t inside = make_group(group, "attributes");
    int code =
        inside >= 0 ? LC_OK : lc_h5_fail(w->path, "make attributes of", h->name, err);
    for (size_t k = 0; !code && k < h->attributes; k++)
        code = put_attribute(w, inside, h->attribute + k, h->n, (uint32_t)k, err);
    if (!lc_h5_close(inside) && !code)
        code = lc_h5_fail(w->path, "close attributes of", h->name, err);
    return code;
}

static bool is_plain_name(const char *name)
{
    return *name && *name != '.' && !strchr(name, '/');
}

static int put_history(struct writer *w, hid_t parent, const struct lc_history *h,
                       struct lc_error *err)
{
    if (!is_plain_name(h->name))
        return LC_FAIL(err, LC_RANGE, "'%s' cannot name a history", h->name);
    int code = check_codes(w, &h->codes, h->name, err);
    for (size_t k = 0; !code && k < h->attributes; k++)
        code = is_plain_name(h->attribute[k].name)
                   ? check_codes(w, &h->attribute[k].codes, h->attribute[k].name, err)
                   : LC_FAIL(err, LC_RANGE, "'%s' cannot name an attribute",
                             h->attribute[k].name);
    if (code)
        return code;
    hid_t group = make_group(parent, h->name);
    code = group >= 0 && lc_h5_put_number(group, "children", (uint32_t)h->children)
               ? put_fields(w, group, h, err)
               : lc_h5_fail(w->path, "make history", h->name, err);
    if (!code)
        code = put_attributes(w, group, h, err);
    if (!lc_h5_close(group) && !code)
        code = lc_h5_fail(w->path, "close history", h->name, err);
    return code;
}

/* What is written is what everybody reads as true. */
static void hold(const struct lc_store *store)
{
    for (size_t r = 0; r < store->records; r++)
        LC_INVARIANT(store->record[r].child <= r);
    for (size_t i = 0; i < store->histories; i++)
        lc_history_hold(store->history + i, store->records);
}

static int put_histories(struct writer *w, struct lc_error *err)
{
    hid_t group = make_group(w->file, "histories");
    int code = group >= 0 ? LC_OK : lc_h5_fail(w->path, "make", "histories", err);
    for (size_t i = 0; !code && i < w->store->histories; i++)
        code = put_history(w, group, w->store->history + i, err);
    if (!lc_h5_close(group) && !code)
        code = lc_h5_fail(w->path, "close", "histories", err);
    return code;
}

/* --- the file --------------------------------------------------------------------- */
static int put_all(struct writer *w, struct lc_error *err)
{
    bool done = lc_h5_put_text(w->file, "program", "latecare")
                && lc_h5_put_number(w->file, "format", LC_STORE_FORMAT)
                && lc_h5_put_number(w->file, "linked", w->store->linked)
                && lc_h5_put_number(w->file, "settled", (uint32_t)w->store->settled)
                && lc_h5_put_number(w->file, "identity_turns", w->store->identity_turns)
                && lc_h5_put_text(w->file, "meaning", lc_store_meaning);
    int code = done ? LC_OK : lc_h5_fail(w->path, "write", "its heading", err);
    for (size_t i = 0; !code && i < LC_LAYOUTS; i++)
        code = put_table(w, lc_layouts + i, err);
    return code ? code : put_histories(w, err);
}

static int write_all(struct writer *w, struct lc_error *err)
{
    if (w->file < 0)
        return lc_h5_fail(w->path, "write beside", "it", err);
    int code = put_all(w, err);
    if (!lc_h5_close(w->file) && !code)
        code = lc_h5_fail(w->path, "close", "it", err);
    return code;
}

struct encrypting {
    const struct lc_draft *draft;
    const struct lc_cipher *cipher;
};

static int put_encrypted(void *context, uint64_t at, char *bytes, size_t size)
{
    const struct encrypting *e = context;
    lc_cipher_apply(e->cipher, at, bytes, size);
    return lc_sys_file_write_at(e->draft->fd, at, bytes, size);
}

static int write_encrypted(struct writer *w, const struct lc_draft *draft,
                           const struct lc_cipher *cipher, struct lc_error *err)
{
    struct encrypting e = { draft, cipher };
    struct lc_h5_buffer buffer = { .out = put_encrypted, .context = &e };
    struct lc_error found = { 0 };
    w->file = lc_h5_create_buffer(&buffer);
    int code = write_all(w, &found);
    if (!code && !lc_h5_buffer_end(&buffer))
        code = LC_IO;
    if (buffer.no_memory)
        code = LC_FAIL_NOMEM(err);
    else if (buffer.number)
        code = lc_file_fail(draft->path, "write", buffer.number, err);
    else
        lc_error_pass(err, code, &found);
    lc_h5_buffer_free(&buffer);
    return code;
}

int lc_store_write(const struct lc_store *store, struct lc_draft *draft,
                   const struct lc_cipher *cipher, struct lc_error *err)
{
    hold(store);
    struct writer w = { .store = store, .path = draft->path };
    if (cipher->on)
        return write_encrypted(&w, draft, cipher, err);
    w.file = lc_h5_create(draft->temp);
    return write_all(&w, err);
}
