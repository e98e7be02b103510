/* Codes that a user of the program keeps: STORE.codes.csv, beside the store, a line a
 * word that may stand in a store as it is written.
 *
 *     schema,column,code
 *     exploit,source,MASH
 *
 * It is for columns whose schema says `other`, or has no list: there a word that is in
 * no list is kept as "other", since it may be a child's name. */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "import/cell_inside.h"
#include "import/schema_inside.h"
#include "store/paths.h"
#include "table/csv.h"

enum { SCHEMA, COLUMN, CODE, COLUMNS, LONGEST = 60 };

static const char *const columns[COLUMNS] = { "schema", "column", "code" };

static bool is_word(struct lc_slice code)
{
    for (size_t i = 0; i < code.size; i++)
        if ((unsigned char)code.data[i] < ' ' || code.data[i] == 0x7f)
            return false;
    return code.size > 0 && code.size <= LONGEST;
}

static int add(struct lc_schema_column *column, struct lc_slice code,
               struct lc_error *err)
{
    if (!column->own)
        column->own = lc_alloc(1, sizeof *column->own);
    struct lc_code_list *own = column->own;
    if (!own)
        return LC_FAIL_NOMEM(err);
    size_t room = own->plain_count;
    int failed = LC_GROW(own->plain, room, own->plain_count + 1, err);
    char *copy = failed ? NULL : lc_alloc(code.size + 1, 1);
    if (!failed && !copy)
        failed = LC_FAIL_NOMEM(err);
    if (failed)
        return failed;
    memcpy(copy, code.data, code.size);
    own->plain[own->plain_count++] = copy;
    return LC_OK;
}

static int take_row(lc_schemas *schemas, const struct lc_csv_row *row, const size_t *at,
                    struct lc_error *err)
{
    if (row->trouble)
        return LC_FAIL(err, LC_FORMAT, "%s", lc_csv_trouble_text(row->trouble));
    struct lc_slice code = lc_cell_trim(row->field[at[CODE]]); /* as cells are */
    struct lc_schema_column *column =
        lc_schemas_column(schemas, lc_cell_trim(row->field[at[SCHEMA]]),
                          lc_cell_trim(row->field[at[COLUMN]]), 0);
    if (!column)
        return LC_FAIL(err, LC_FORMAT, "no schema has such a column");
    if (!column->other)
        return LC_FAIL(err, LC_FORMAT,
                       "'%s' takes the codes of its schema alone; a new one belongs "
                       "into the schema's list",
                       column->name);
    if (!is_word(code))
        return LC_FAIL(err, LC_FORMAT, "the code is not a word of 1 to %d characters",
                       LONGEST);
    int failed = LC_OK;
    for (size_t k = 1; column && !failed; k++) {
        failed = add(column, code, err);
        column = lc_schemas_column(schemas, lc_cell_trim(row->field[at[SCHEMA]]),
                                   lc_cell_trim(row->field[at[COLUMN]]), k);
    }
    return failed;
}

static int take_all(lc_schemas *schemas, const char *path, struct lc_error *err)
{
    lc_csv *csv = NULL;
    const struct lc_csv_row *row = NULL;
    size_t at[COLUMNS] = { 0 };
    int code = lc_csv_open(&csv, path, err);
    size_t absent = code ? COLUMNS : lc_csv_find(csv, COLUMNS, columns, at);
    if (absent < COLUMNS)
        code = LC_FAIL(err, LC_FORMAT, "%s: there is no column '%s'", path,
                       columns[absent]);
    while (!code && !(code = lc_csv_next(csv, &row, err)) && row) {
        code = take_row(schemas, row, at, err);
        if (code)
            lc_error_within(err, code, "%s:%" PRIu64, path, row->line);
    }
    lc_csv_close(csv);
    return code;
}

int lc_schemas_confirm(lc_schemas *schemas, const char *store_path,
                       struct lc_error *err)
{
    char *path = lc_beside(store_path, ".codes.csv");
    if (!path)
        return LC_FAIL_NOMEM(err);
    int code = lc_file_exists(path) ? take_all(schemas, path, err) : LC_OK;
    free(path);
    return code;
}
