/* The files of `latecare match`: what their columns are, and their rows. */
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "command/match_inside.h"
#include "table/csv.h"

static int column_called(const struct lc_match_files *files, const char *name,
                         size_t size)
{
    for (size_t i = 0; i < files->columns; i++)
        if (strlen(files->column[i].heading) == size
            && strncmp(files->column[i].heading, name, size) == 0)
            return (int)i;
    return -1;
}

/* What --roles says of one column. */
static int say_role(struct lc_match_files *files, int i, struct lc_slice word,
                    struct lc_error *err)
{
    struct lc_match_column *column = files->column + i;
    bool leave = lc_slice_is(word, "leave"), id = lc_slice_is(word, "id");
    column->role = lc_match_role_find(word);
    column->whole = lc_slice_is(word, "name");
    column->why = "as --roles says";
    if (id)
        files->id = i;
    if (i == files->truth && !leave)
        return LC_FAIL(err, LC_USAGE,
                       "--roles: '%s' is the truth, which is not compared",
                       column->heading);
    return column->role || column->whole || leave || id
               ? LC_OK
               : LC_FAIL(err, LC_USAGE,
                         "--roles: '%.*s' is no role: name, forename, surname, born, "
                         "postcode, sex, number, text, id, or leave",
                         lc_slice_width(word), word.data);
}

/* "given=forename,dob=born,state=leave" */
static int overrule(struct lc_match_files *files, const char *roles,
                    struct lc_error *err)
{
    int code = LC_OK;
    while (roles && *roles && !code) {
        size_t size = strcspn(roles, ","), name = strcspn(roles, "=,");
        int i = column_called(files, roles, name);
        if (name >= size)
            return LC_FAIL(err, LC_USAGE, "--roles: '%.*s' is not COLUMN=ROLE",
                           (int)size, roles);
        if (i < 0)
            return LC_FAIL(err, LC_USAGE, "--roles: %s has no column '%.*s'",
                           files->path[0], (int)name, roles);
        struct lc_slice word = { roles + name + 1, size - name - 1 };
        code = say_role(files, i, word, err);
        roles += size + (roles[size] == ',');
    }
    return code;
}

static void add_field(struct lc_match_files *files, size_t column, const char *name,
                      const struct lc_match_role *role, enum lc_match_half half)
{
    files->at[files->fields] = column;
    files->half[files->fields] = half;
    files->field[files->fields++] = (struct lc_match_field){ name, role };
}

static int choose(struct lc_match_files *files, struct lc_error *err)
{
    for (size_t i = 0; i < files->columns; i++) {
        struct lc_match_column *column = files->column + i;
        size_t need = column->whole ? 2 : column->role ? 1 : 0;
        if (files->fields + need > LC_MATCH_FIELDS) {
            column->role = NULL;
            column->whole = false;
            column->why = "there is no room for more";
        } else if (column->whole) {
            add_field(files, i, "forename", lc_match_role_find(lc_slice_of("forename")),
                      LC_MATCH_GIVEN);
            add_field(files, i, "surname", lc_match_role_find(lc_slice_of("surname")),
                      LC_MATCH_FAMILY);
        } else if (column->role) {
            add_field(files, i, column->heading, column->role, LC_MATCH_ALL);
        }
    }
    for (size_t f = 0; f < files->fields; f++)
        for (size_t g = 0; g < f; g++)
            if (files->field[f].role == files->field[g].role
                && files->field[f].role->kind < LC_MATCH_NUMBER)
                return LC_FAIL(err, LC_USAGE,
                               "--roles: '%s' and '%s' are both %s; a person has one",
                               files->field[g].name, files->field[f].name,
                               files->field[f].role->name);
    return files->fields ? LC_OK
                         : LC_FAIL(err, LC_USAGE,
                                   "%s: no column has a role by which persons could be "
                                   "compared; say so with --roles COLUMN=ROLE,...",
                                   files->path[0]);
}

/* --- the head of the first file --------------------------------------------------- */

static int take_headings(struct lc_match_files *files, const lc_csv *csv,
                         struct lc_error *err)
{
    const struct lc_csv_row *header = lc_csv_header(csv);
    size_t size = 0, at = 0;
    if (header->count > LC_MATCH_COLUMNS)
        return LC_FAIL(err, LC_RANGE, "%s: %zu columns are more than %d",
                       files->path[0], header->count, LC_MATCH_COLUMNS);
    for (size_t i = 0; i < header->count; i++)
        size += header->field[i].size + 1;
    files->text = lc_alloc(size + 1, 1);
    if (!files->text)
        return LC_FAIL_NOMEM(err);
    files->columns = header->count;
    for (size_t i = 0; i < header->count; i++) {
        memcpy(files->text + at, header->field[i].data, header->field[i].size);
        files->column[i].heading = files->text + at;
        at += header->field[i].size + 1;
    }
    return LC_OK;
}

static int look_through(struct lc_match_files *files, lc_csv *csv,
                        struct lc_match_look *look, struct lc_error *err)
{
    const struct lc_csv_row *row;
    int code = LC_OK;
    for (size_t n = 0; n < LC_MATCH_LOOKED_AT && !code; n++) {
        code = lc_csv_next(csv, &row, err);
        if (code || !row)
            break;
        for (size_t i = 0; i < files->columns && row->trouble == LC_CSV_FINE; i++)
            lc_match_look_at(look + i, row->field[i]);
    }
    return code;
}

static int find_columns(struct lc_match_files *files,
                        const struct lc_match_options *options, lc_csv *csv,
                        struct lc_match_look *look, struct lc_error *err)
{
    int code = take_headings(files, csv, err);
    if (!code && options->truth) {
        files->truth = column_called(files, options->truth, strlen(options->truth));
        if (files->truth < 0)
            code = LC_FAIL(err, LC_USAGE, "--truth: %s has no column '%s'",
                           files->path[0], options->truth);
    }
    for (size_t i = 0; i < files->columns && !code; i++) {
        look[i].seen = lc_alloc((size_t)4 * LC_MATCH_LOOKED_AT, sizeof *look[i].seen);
        code = look[i].seen ? LC_OK : LC_FAIL_NOMEM(err);
    }
    if (!code)
        code = look_through(files, csv, look, err);
    if (!code)
        code = lc_match_guess(files, look, err);
    if (!code)
        code = overrule(files, options->roles, err);
    return code ? code : choose(files, err);
}

int lc_match_files_open(struct lc_match_files *files,
                        const struct lc_match_options *options, size_t count,
                        char *const *path, struct lc_error *err)
{
    lc_csv *csv = NULL;
    struct lc_match_look *look = lc_alloc(LC_MATCH_COLUMNS, sizeof *look);
    files->count = count;
    files->path = path;
    files->id = files->truth = -1;
    int code = look ? lc_csv_open(&csv, path[0], err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = find_columns(files, options, csv, look, err);
    for (size_t i = 0; i < LC_MATCH_COLUMNS && look; i++)
        free(look[i].seen);
    free(look);
    lc_csv_close(csv);
    return code;
}

void lc_match_files_free(struct lc_match_files *files)
{
    for (size_t i = 0; i < LC_MATCH_FILES; i++) {
        free(files->rows[i].label);
        free(files->rows[i].id);
        lc_text_free(&files->rows[i].ids);
    }
    free(files->text);
}
