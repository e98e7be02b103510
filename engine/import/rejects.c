/* See rejects.h. */
#include "import/rejects.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "base/text.h"
#include "system/file.h"
#include "table/csv.h"

static const char value_column[] = "value", gone[] = "(erased)";

/* --- the files -------------------------------------------------------------------- */

struct looking {
    const char *base; /* of the store */
    size_t count, room;
    uint64_t *number; /* [count] of the files that are there; the first is 1 */
};

/* 1 of BASE.rejects.csv, n of BASE.rejects.n.csv, 0 of all else. */
static uint64_t number_of(const char *name, const char *base)
{
    static const char middle[] = ".rejects.";
    size_t size = strlen(base);
    if (strncmp(name, base, size) || strncmp(name + size, middle, sizeof middle - 1))
        return 0;
    const char *rest = name + size + sizeof middle - 1;
    if (!strcmp(rest, "csv"))
        return 1;
    size_t digits = strspn(rest, "0123456789");
    if (!digits || digits > 18 || *rest == '0' || strcmp(rest + digits, ".csv"))
        return 0;
    return strtoull(rest, NULL, 10);
}

static int look(void *context, const char *name)
{
    struct looking *l = context;
    uint64_t number = number_of(name, l->base);
    if (!number)
        return 0;
    if (LC_GROW(l->number, l->room, l->count + 1, NULL))
        return ENOMEM;
    l->number[l->count++] = number;
    return 0;
}

/* free() l->number, also after a failure. */
static int look_beside(struct looking *l, const char *store_path, struct lc_error *err)
{
    char *folder = lc_path_folder(store_path);
    *l = (struct looking){ .base = lc_path_name(store_path) };
    if (!folder)
        return LC_FAIL_NOMEM(err);
    int number = lc_sys_folder_each(folder, look, l);
    int code =
        number ? lc_file_fail(store_path, "look for its rejects", number, err) : LC_OK;
    free(folder);
    return code;
}

static int path_of(char **path, const char *store_path, uint64_t number,
                   struct lc_error *err)
{
    struct lc_text name = { 0 };
    if (number == 1)
        lc_text_addf(&name, "%s.rejects.csv", store_path);
    else
        lc_text_addf(&name, "%s.rejects.%llu.csv", store_path,
                     (unsigned long long)number);
    int code = lc_text_check(&name, err);
    *path = name.data;
    return code;
}

int lc_rejects_next(char **path, const char *store_path, struct lc_error *err)
{
    struct looking l;
    uint64_t most = 0;
    int code = look_beside(&l, store_path, err);
    for (size_t i = 0; i < l.count; i++)
        most = l.number[i] > most ? l.number[i] : most;
    free(l.number);
    *path = NULL;
    return code ? code : path_of(path, store_path, most + 1, err);
}

const char *lc_rejects_ending(const char *path, const char *store_path)
{
    return path + strlen(store_path) + 1;
}

/* --- their values ----------------------------------------------------------------- */

static size_t find_values(const struct lc_csv_row *header)
{
    size_t at = 0;
    while (at < header->count && !lc_slice_is(header->field[at], value_column))
        at++;
    return at;
}

static void add_row(struct lc_text *out, const struct lc_csv_row *row, size_t blank)
{
    for (size_t k = 0; k < row->count; k++) {
        lc_text_add_cell(out, k == blank && row->field[k].size ? lc_slice_of(gone)
                                                               : row->field[k]);
        lc_text_add(out, k + 1 < row->count ? "," : "\n");
    }
}

static int copy_rows(struct lc_text *out, lc_csv *csv, const char *path,
                     struct lc_error *err)
{
    const struct lc_csv_row *header = lc_csv_header(csv), *row;
    size_t values = find_values(header);
    int code;
    if (values == header->count)
        return LC_FAIL(err, LC_FORMAT,
                       "%s has no column %s: no import wrote it; move it away from the "
                       "store",
                       path, value_column);
    add_row(out, header, header->count);
    while (!(code = lc_csv_next(csv, &row, err)) && row) {
        if (row->trouble)
            return LC_FAIL(err, LC_FORMAT,
                           "%s:%llu: %s: no import wrote it so; move it away from the "
                           "store",
                           path, (unsigned long long)row->line,
                           lc_csv_trouble_text(row->trouble));
        add_row(out, row, values);
    }
    return code;
}

static int blank(const char *path, struct lc_error *err)
{
    struct lc_text out = { 0 };
    lc_csv *csv = NULL;
    int code = lc_csv_open(&csv, path, err);
    if (!code)
        code = copy_rows(&out, csv, path, err);
    lc_csv_close(csv);
    if (!code)
        code = lc_file_write_text(path, true, &out, err);
    else
        lc_text_free(&out);
    return code;
}

int lc_rejects_blank(size_t *files, const char *store_path, struct lc_error *err)
{
    struct looking l;
    int code = look_beside(&l, store_path, err);
    for (size_t i = 0; i < l.count && !code; i++) {
        char *path;
        code = path_of(&path, store_path, l.number[i], err);
        if (!code)
            code = blank(path, err);
        free(path);
    }
    *files = l.count;
    free(l.number);
    return code;
}
