/* The files of `latecare match`: what their columns are, and their rows. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "command/match_inside.h"
#include "match/normal.h"
#include "table/csv.h"

enum { LOOKED_AT = 5000 }; /* rows that roles are guessed from */

/* What is seen of a column: its values, and how many of them differ. */
struct look {
    size_t said, different, dates, figures;
    uint64_t *seen; /* [2 * LOOKED_AT] hashes */
};

static void look_at(struct look *look, struct lc_slice cell)
{
    struct lc_text text = { 0 };
    if (!cell.size)
        return;
    look->said++;
    look->dates += lc_match_role_find(lc_slice_of("born"))->normal(&text, cell, 1);
    lc_text_free(&text);
    size_t slots = 4 * LOOKED_AT;
    uint64_t hash = lc_hash_short(cell.data, cell.size) | 1;
    size_t at = (size_t)(hash >> 20) % slots;
    while (look->seen[at] && look->seen[at] != hash)
        at = (at + 1) % slots;
    look->different += !look->seen[at];
    look->seen[at] = hash;
    bool figures = true;
    for (size_t i = 0; i < cell.size; i++)
        figures &= cell.data[i] >= '0' && cell.data[i] <= '9';
    look->figures += figures;
}

/* --- what a column is ------------------------------------------------------------- */

static bool has(const char *heading, const char *word)
{
    size_t size = strlen(word);
    return strcmp(heading, word) == 0 || (size >= 6 && strstr(heading, word));
}

static bool is_one_of(const char *heading, const char *const *words)
{
    for (; *words; words++)
        if (has(heading, *words))
            return true;
    return false;
}

/* Does what stands in the column go with the role? */
static bool goes_with(const struct lc_match_role *role, const struct look *look)
{
    if (role->kind == LC_MATCH_BORN)
        return 2 * look->dates > look->said;
    if (role->kind == LC_MATCH_NUMBER)
        return 5 * look->different > look->said;
    return true;
}

static const char *const names_of_rows[] = { "id",      "recid", "recordid", "uniqueid",
                                             "rowid",   "key",   "uuid",     "index",
                                             "rownumber", NULL };
static const char *const answers[] = { "truth",    "cluster", "clusterid", "label",
                                       "entityid", "person",  "personid",  NULL };

static void guess(struct lc_match_column *column, const char *heading,
                  const struct look *look, bool *is_id)
{
    bool distinct = look->said > 20 && look->different == look->said;
    for (size_t i = 0; lc_match_roles[i]; i++)
        if (is_one_of(heading, lc_match_roles[i]->headings)
            && goes_with(lc_match_roles[i], look)) {
            column->role = lc_match_roles[i];
            column->why = "by its heading";
            return;
        }
    *is_id = is_one_of(heading, names_of_rows);
    column->why = *is_id                        ? "the row's own name"
                  : is_one_of(heading, answers) ? "it sounds like the answer"
                  : !look->said                 ? "it says nothing"
                  : look->different < 2         ? "it says one thing"
                  : distinct ? "no two rows say the same"
                             : NULL;
    if (column->why)
        return;
    column->role = lc_match_role_find(lc_slice_of("text"));
    column->why = "by what stands in it";
}

/* A second column of a role that there is one of is text. */
static void settle(struct lc_match_files *files)
{
    bool there[16] = { false };
    for (size_t i = 0; i < files->columns; i++) {
        struct lc_match_column *column = files->column + i;
        if (!column->role || column->role->kind == LC_MATCH_NUMBER
            || column->role->kind == LC_MATCH_TEXT)
            continue;
        if (there[column->role->kind]) {
            column->role = lc_match_role_find(lc_slice_of("text"));
            column->why = "there is another such column";
        } else {
            there[column->role->kind] = true;
        }
    }
}

static int column_called(const struct lc_match_files *files, const char *name,
                         size_t size)
{
    for (size_t i = 0; i < files->columns; i++)
        if (strlen(files->column[i].heading) == size
            && strncmp(files->column[i].heading, name, size) == 0)
            return (int)i;
    return -1;
}

/* "given=forename,dob=born,id=leave" */
static int overrule(struct lc_match_files *files, const char *roles,
                    struct lc_error *err)
{
    while (roles && *roles) {
        size_t size = strcspn(roles, ","), name = strcspn(roles, "=,");
        int i = column_called(files, roles, name);
        if (name >= size)
            return LC_FAIL(err, LC_USAGE, "--roles: '%.*s' is not COLUMN=ROLE",
                           (int)size, roles);
        struct lc_slice word = { roles + name + 1, size - name - 1 };
        if (i < 0)
            return LC_FAIL(err, LC_USAGE, "--roles: %s has no column '%.*s'",
                           files->path[0], (int)name, roles);
        files->column[i].role = lc_match_role_find(word);
        files->column[i].why = "as --roles says";
        if (!files->column[i].role && !lc_slice_is(word, "leave"))
            return LC_FAIL(err, LC_USAGE,
                           "--roles: '%.*s' is no role: forename, surname, born, "
                           "postcode, sex, number, text, or leave",
                           lc_slice_width(word), word.data);
        roles += size + (roles[size] == ',');
    }
    return LC_OK;
}

static int choose(struct lc_match_files *files, struct lc_error *err)
{
    for (size_t i = 0; i < files->columns; i++) {
        struct lc_match_column *column = files->column + i;
        if (!column->role)
            continue;
        if (files->fields == LC_MATCH_FIELDS) {
            column->role = NULL;
            column->why = "there is no room for more";
            continue;
        }
        files->at[files->fields] = i;
        files->field[files->fields++] =
            (struct lc_match_field){ column->heading, column->role };
    }
    return files->fields
               ? LC_OK
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

static int look_through(struct lc_match_files *files, lc_csv *csv, struct look *look,
                        struct lc_error *err)
{
    const struct lc_csv_row *row;
    int code = LC_OK;
    for (size_t n = 0; n < LOOKED_AT && !code; n++) {
        code = lc_csv_next(csv, &row, err);
        if (code || !row)
            break;
        for (size_t i = 0; i < files->columns && row->trouble == LC_CSV_FINE; i++)
            look_at(look + i, row->field[i]);
    }
    return code;
}

static int guess_all(struct lc_match_files *files, const struct look *look,
                     struct lc_error *err)
{
    struct lc_text heading = { 0 };
    for (size_t i = 0; i < files->columns; i++) {
        bool is_id = false;
        lc_text_clear(&heading);
        lc_normal_name(&heading, lc_slice_of(files->column[i].heading));
        if ((int)i == files->truth)
            files->column[i].why = "the truth, by which the result is judged";
        else
            guess(files->column + i, heading.data ? heading.data : "", look + i,
                  &is_id);
        if (is_id && files->id < 0)
            files->id = (int)i;
    }
    int code = lc_text_check(&heading, err);
    lc_text_free(&heading);
    return code;
}

static int find_columns(struct lc_match_files *files,
                        const struct lc_match_options *options, lc_csv *csv,
                        struct look *look, struct lc_error *err)
{
    int code = take_headings(files, csv, err);
    if (!code && options->truth) {
        files->truth = column_called(files, options->truth, strlen(options->truth));
        if (files->truth < 0)
            code = LC_FAIL(err, LC_USAGE, "--truth: %s has no column '%s'",
                           files->path[0], options->truth);
    }
    for (size_t i = 0; i < files->columns && !code; i++) {
        look[i].seen = lc_alloc((size_t)4 * LOOKED_AT, sizeof *look[i].seen);
        code = look[i].seen ? LC_OK : LC_FAIL_NOMEM(err);
    }
    if (!code)
        code = look_through(files, csv, look, err);
    if (!code)
        code = guess_all(files, look, err);
    if (!code) {
        settle(files);
        code = overrule(files, options->roles, err);
    }
    return code ? code : choose(files, err);
}

int lc_match_files_open(struct lc_match_files *files,
                        const struct lc_match_options *options, size_t count,
                        char *const *path, struct lc_error *err)
{
    lc_csv *csv = NULL;
    struct look *look = lc_alloc(LC_MATCH_COLUMNS, sizeof *look);
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
