/* See explain.h. */
#include "import/explain_inside.h"

#include <stdlib.h>

#include "import/cell_inside.h"
#include "import/forms_inside.h"
#include "import/row_whole_inside.h"
#include "import/schema_inside.h"

/* A table of the one file that ask names. */
static int open_table(lc_csv **csv, const struct lc_import_ask *ask, size_t table,
                      struct lc_error *err)
{
    return ask->cage ? lc_csv_cage_open(csv, ask->cage, 0, table, err)
                     : lc_csv_open_table(csv, ask->path[0], table, ask->layouts, err);
}

static size_t filled(const struct lc_csv_row *row)
{
    size_t count = 0;
    for (size_t i = 0; i < row->count; i++)
        count += lc_cell_trim(row->field[i]).size > 0;
    return count;
}

/* Titles fill a cell or two of their row, a header nearly all that the rows below do.
 */
static size_t titles_of(lc_csv *csv)
{
    enum { ROWS = 20 };
    size_t count[ROWS], rows = 0, most = 0, at = 0;
    bool none = false;
    int code = LC_OK;
    while (rows < ROWS && !none && !code) {
        count[rows] = filled(lc_csv_header(csv));
        most = count[rows] > most ? count[rows] : most;
        rows++;
        code = lc_csv_header_next(csv, &none, NULL);
    }
    while (count[at] * 5 < most * 3)
        at++;
    return at;
}

int lc_explain_open_headed(lc_csv **csv, const struct lc_import_ask *ask, size_t table,
                           struct lc_error *err)
{
    bool none = false;
    int code = open_table(csv, ask, table, err);
    if (code)
        return code;
    size_t titles = titles_of(*csv);
    lc_csv_close(*csv);
    code = open_table(csv, ask, table, err);
    for (size_t i = 0; i < titles && !code; i++)
        code = lc_csv_header_next(*csv, &none, err);
    return code;
}

/* --- the cells -------------------------------------------------------------------- */

static void count_cell(struct lc_explained *e, unsigned c, struct lc_slice raw)
{
    struct lc_explained_column *column = &e->column[c];
    struct lc_cell cell;
    lc_cell_read(&e->schema->columns[c], e->form[c], raw, &cell);
    column->bad += cell.bad != NULL;
    column->other += cell.other;
    column->blank += !cell.bad && !cell.other && !cell.text.size;
    column->good += !cell.bad && !cell.other && cell.text.size > 0;
}

static void count_row(struct lc_explained *e, struct lc_row_shape *shape,
                      const struct lc_csv_row *row)
{
    bool whole = lc_row_whole(shape, row) <= LC_ROW_SHORT;
    e->rows++;
    e->troubled += !whole;
    for (unsigned c = 0; c < e->schema->columns_count && whole; c++)
        if (e->column[c].place != LC_NO_COLUMN
            && e->schema->columns[c].type != LC_CELL_SKIP)
            count_cell(e, c, lc_row_field(row, shape->place[c]));
}

static int count_rows(struct lc_explained *e, const int *place, lc_csv *csv,
                      struct lc_error *err)
{
    const struct lc_csv_row *row;
    struct lc_row_shape shape = { e->schema, place, lc_csv_header(csv)->count, 0 };
    int code;
    while (!(code = lc_csv_next(csv, &row, err)) && row)
        if (!lc_csv_row_is_blank(row))
            count_row(e, &shape, row);
    return code;
}

/* --- the file --------------------------------------------------------------------- */

/* The schema and its forms of days, from a first reading. */
static int recognise(struct lc_explained *e, const struct lc_import_ask *ask,
                     size_t table, int *place, struct lc_error *err)
{
    struct lc_forms forms = { 0 };
    lc_csv *csv;
    struct lc_error why = { 0 };
    int code = open_table(&csv, ask, table, err);
    if (code)
        return code;
    if (!lc_csv_header(csv)->count) {
        lc_csv_close(csv);
        lc_text_add(&e->why, "the file is empty");
        return lc_text_check(&e->why, err);
    }
    code =
        lc_schemas_recognise(ask->schemas, ask->path[0], csv, &e->schema, place, &why);
    if (code == LC_FORMAT) { /* it looked at further rows for a header */
        lc_csv_close(csv);
        int again = lc_explain_open_headed(&csv, ask, table, err);
        if (again)
            return again;
    }
    e->line = lc_csv_header(csv)->line;
    for (size_t k = 0; k < LC_EXPLAIN_OTHERS; k++)
        e->other[k].schema = lc_schemas_near(ask->schemas, lc_csv_header(csv),
                                             e->schema, k, &e->other[k].why);
    while (e->others < LC_EXPLAIN_OTHERS && e->other[e->others].schema)
        e->others++;
    if (!code) {
        lc_schemas_unread(ask->schemas, e->schema, lc_csv_header(csv), place,
                          &e->unread);
        code = lc_forms_settle(&forms, e->schema, csv, place, err);
        for (unsigned c = 0; c < e->schema->columns_count; c++)
            e->form[c] = e->schema->columns[c].type == LC_CELL_DAY ? forms.of[c] : -1;
    } else if (code == LC_FORMAT) {
        lc_text_add(&e->why, why.text);
        code = lc_text_check(&e->why, err);
    } else
        code = lc_error_pass(err, code, &why);
    lc_csv_close(csv);
    return code;
}

int lc_explain(struct lc_explained *explained, const struct lc_import_ask *ask,
               size_t table, struct lc_error *err)
{
    struct lc_explained *e = explained;
    int place[LC_MAX_SCHEMA_COLUMNS];
    const struct lc_schema *again;
    lc_csv *csv = NULL;
    *e = (struct lc_explained){ 0 };
    int code = recognise(e, ask, table, place, err);
    if (code || !e->schema)
        return code;
    for (unsigned c = 0; c < e->schema->columns_count; c++)
        e->column[c].place = place[c];
    code = open_table(&csv, ask, table, err);
    if (!code)
        code =
            lc_schemas_recognise(ask->schemas, ask->path[0], csv, &again, place, err);
    if (!code)
        code = count_rows(e, place, csv, err);
    lc_csv_close(csv);
    return code;
}

void lc_explained_free(struct lc_explained *explained)
{
    lc_text_free(&explained->unread);
    lc_text_free(&explained->why);
    for (size_t k = 0; k < LC_EXPLAIN_OTHERS; k++)
        lc_text_free(&explained->other[k].why);
    *explained = (struct lc_explained){ 0 };
}

/* --- what a column is for --------------------------------------------------------- */

const char *lc_explain_type(const struct lc_schema_column *column)
{
    static const char *const types[] = {
        [LC_CELL_ID] = "id",       [LC_CELL_DAY] = "day",   [LC_CELL_CODE] = "code",
        [LC_CELL_COUNT] = "count", [LC_CELL_FLAG] = "flag", [LC_CELL_TEXT] = "text",
        [LC_CELL_CODES] = "codes", [LC_CELL_SKIP] = "skip",
    };
    return types[column->type];
}

static void add_part(struct lc_text *text, const char *history, const char *part)
{
    lc_text_addf(text, "%s%s %s", text->size ? "; " : "", history, part);
}

static void add_feed(struct lc_text *text, const struct lc_feed *feed, int c)
{
    const struct {
        int at;
        const char *part;
    } parts[] = { { feed->start_at, "start" },       { feed->end_at, "end" },
                  { feed->code_at, "code" },         { feed->level_at, "level" },
                  { feed->recorded_at, "recorded" }, { feed->when_at, "whether" },
                  { feed->number_at, "number" } };
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++)
        if (parts[p].at == c)
            add_part(text, feed->history, parts[p].part);
    for (unsigned a = 0; a < feed->attributes_count; a++)
        if (feed->attributes[a].at == c)
            add_part(text, feed->history, feed->attributes[a].name);
}

void lc_explain_gives(const struct lc_schema *schema, unsigned c, struct lc_text *text)
{
    const struct lc_schema_column *column = &schema->columns[c];
    if (column->type == LC_CELL_SKIP)
        lc_text_add(text, "not read");
    else if (column->who == LC_WHO_PERSON)
        lc_text_add(text, "whose row it is");
    else if (column->who)
        lc_text_add(text, "who it is (identity file)");
    for (unsigned f = 0; f < schema->feeds_count; f++)
        add_feed(text, &schema->feeds[f], (int)c);
    if (schema->join && schema->join->at == (int)c)
        lc_text_addf(text, "%shangs on %s", text->size ? "; " : "",
                     schema->join->schema);
}
