/* How files would be read, told before anything is stored. */
#include "command/import_explain_inside.h"

#include <inttypes.h>
#include <string.h>

#include "base/day.h"
#include "base/file.h"
#include "base/json.h"
#include "base/listing.h"
#include "base/wrap.h"
#include "command/caged.h"
#include "import/explain.h"

/* --- words ------------------------------------------------------------------------ */

/* The line, if there is one, as wide as a terminal; frees it. */
static void add_line(struct lc_text *out, struct lc_text *line)
{
    if (line->size) {
        lc_text_add_wrapped(out, (struct lc_slice){ line->data, line->size },
                            LC_COLUMNS, 2);
        lc_text_add(out, "\n");
    }
    out->failed |= line->failed;
    lc_text_free(line);
}

/* "end and 3 days", if the column says by which day it is known. */
static void add_known(const struct lc_schema_column *column, struct lc_text *text)
{
    if (!column->known)
        return;
    lc_text_add(text, column->known);
    if (column->delay)
        lc_text_addf(text, " and %d days", column->delay);
}

static void add_column(struct lc_listing *to, const struct lc_explained *e, unsigned c)
{
    const struct lc_schema_column *column = &e->schema->columns[c];
    const struct lc_explained_column *met = &e->column[c];
    struct lc_text gives = { 0 }, known = { 0 };
    lc_explain_gives(e->schema, c, &gives);
    add_known(column, &known);
    lc_listing_cell(to, "%s", column->name);
    if (column->constant)
        lc_listing_cell(to, "constant");
    else if (met->place == LC_NO_COLUMN)
        lc_listing_cell(to, "none");
    else
        lc_listing_cell(to, "%d", met->place + 1);
    lc_listing_cell(to, "%s", lc_explain_type(column));
    lc_listing_cell(to, "%s", gives.data ? gives.data : "");
    lc_listing_cell(to, "%s", known.data ? known.data : "");
    lc_listing_cell(to, "%" PRIu64, met->good);
    lc_listing_cell(to, "%" PRIu64, met->blank);
    lc_listing_cell(to, "%" PRIu64, met->bad);
    lc_listing_cell(to, "%" PRIu64, met->other);
    to->text.failed |= gives.failed || known.failed;
    lc_text_free(&gives);
    lc_text_free(&known);
}

static void add_columns(const struct lc_explained *e, struct lc_text *out)
{
    static const struct lc_listed columns[] = {
        { "column", LC_LISTED_FLOWS },     { "of the file", LC_LISTED_RIGHT },
        { "type", LC_LISTED_LEFT },        { "gives", LC_LISTED_FLOWS },
        { "known by", LC_LISTED_FLOWS },   { "read", LC_LISTED_RIGHT },
        { "blank", LC_LISTED_RIGHT },      { "not read", LC_LISTED_RIGHT },
        { "in no list", LC_LISTED_RIGHT },
    };
    struct lc_listing to;
    lc_listing_begin(&to, sizeof columns / sizeof *columns, columns);
    for (unsigned c = 0; c < e->schema->columns_count; c++)
        if (e->column[c].place != LC_NO_COLUMN || !e->schema->columns[c].optional)
            add_column(&to, e, c);
    lc_listing_end(&to, 2, out);
}

static void add_dates(const struct lc_explained *e, struct lc_text *out)
{
    for (int form = 0; form < LC_DAY_FORMS; form++) {
        struct lc_text line = { 0 };
        const char *gap = "  dates such as ";
        for (unsigned c = 0; c < e->schema->columns_count; c++)
            if (e->form[c] == form && e->column[c].good) {
                lc_text_addf(&line, "%s%s%s", gap,
                             *gap == ' ' ? lc_day_example(form) : "",
                             *gap == ' ' ? ": " : "");
                lc_text_add(&line, e->schema->columns[c].name);
                gap = ", ";
            }
        add_line(out, &line);
    }
}

static void add_others(const struct lc_explained *e, struct lc_text *out)
{
    for (size_t k = 0; k < e->others; k++) {
        struct lc_text line = { 0 };
        const char *why = e->other[k].why.data;
        lc_text_addf(&line, "  %s %s:%s", e->schema ? "not" : "near is",
                     e->other[k].schema->name,
                     why ? why + strspn(why, ";") : " its columns are fewer");
        add_line(out, &line);
    }
}

static void add_next(const char *path, struct lc_text *out)
{
    struct lc_text line = { 0 };
    lc_text_add(&line, "If it is an extract under headings of its own: latecare import "
                       "--explain ");
    lc_text_add_inline(&line, path);
    lc_text_add(&line, " --write-mapping OUT.yaml --like SCHEMA ('latecare help "
                       "schemas' lists them) writes a mapping to begin with; look at "
                       "it, and read the file with --map OUT.yaml");
    add_line(out, &line);
}

/* why names the file; `path` names its table too. */
static void add_file(const struct lc_explained *e, const char *path,
                     struct lc_text *out)
{
    if (!e->schema) {
        struct lc_text line = { 0 };
        const char *why = e->why.data ? strstr(e->why.data, ": ") : NULL;
        lc_text_add_inline(&line, path);
        lc_text_add(&line, why ? why : "");
        add_line(out, &line);
        add_others(e, out);
        return;
    }
    lc_text_add_inline(out, path);
    lc_text_addf(out, ": %s\n  %s\n  header in line %" PRIu64 ", %" PRIu64 " rows",
                 e->schema->name, e->schema->title, e->line, e->rows);
    if (e->troubled)
        lc_text_addf(out, ", %" PRIu64 " that cannot be cut into fields", e->troubled);
    if (e->schema->mapped)
        lc_text_addf(out, "\n  by the mapping '%s'", e->schema->mapped);
    lc_text_add(out, "\n\n");
    add_columns(e, out);
    lc_text_add(out, "\n");
    add_dates(e, out);
    if (e->unread.size) {
        struct lc_text line = { 0 };
        lc_text_addf(&line, "  %s", e->unread.data);
        add_line(out, &line);
    }
    add_others(e, out);
}

/* --- one document ----------------------------------------------------------------- */

static json_t *column_json(const struct lc_explained *e, unsigned c)
{
    const struct lc_schema_column *column = &e->schema->columns[c];
    const struct lc_explained_column *met = &e->column[c];
    struct lc_text gives = { 0 }, known = { 0 };
    bool day = e->form[c] >= 0 && met->good;
    lc_explain_gives(e->schema, c, &gives);
    add_known(column, &known);
    json_t *object = LC_OBJECT(
        { "column", lc_json_text(column->name) },
        { met->place == LC_NO_COLUMN ? NULL : "place",
          met->place == LC_NO_COLUMN ? NULL : json_integer(met->place + 1) },
        { "type", lc_json_text(lc_explain_type(column)) },
        { "gives", lc_json_text(gives.data) }, { "known_by", lc_json_text(known.data) },
        { day ? "dates_such_as" : NULL,
          day ? lc_json_text(lc_day_example(e->form[c])) : NULL },
        { "read", lc_json_count(met->good) }, { "blank", lc_json_count(met->blank) },
        { "not_read", lc_json_count(met->bad) },
        { "in_no_list", lc_json_count(met->other) });
    lc_text_free(&gives);
    lc_text_free(&known);
    return object;
}

static json_t *file_json(const struct lc_explained *e, const char *path)
{
    json_t *columns = json_array(), *others = json_array();
    bool good = true;
    for (unsigned c = 0; e->schema && c < e->schema->columns_count && good; c++)
        good = lc_json_push(columns, column_json(e, c));
    for (size_t k = 0; k < e->others && good; k++)
        good = lc_json_push(
            others, LC_OBJECT({ "schema", lc_json_text(e->other[k].schema->name) },
                              { "why", lc_json_text(e->other[k].why.data) }));
    json_t *object = LC_OBJECT(
        { "file", lc_json_text(path) },
        { "schema", lc_json_text(e->schema ? e->schema->name : NULL) },
        { e->schema ? NULL : "why", e->schema ? NULL : lc_json_text(e->why.data) },
        { "rows", lc_json_count(e->rows) }, { "unread", lc_json_text(e->unread.data) },
        { "columns", columns }, { "others", others });
    return lc_json_whole(object, good);
}

/* --- the command ------------------------------------------------------------------ */

/* A table in words; or as a document, into *document. */
static int explain_table(const struct lc_import_ask *ask, size_t table,
                         const char *name, struct lc_text *out, json_t **document,
                         bool *unknown, struct lc_error *err)
{
    struct lc_explained e;
    int code = lc_explain(&e, ask, table, err);
    *unknown = !code && !e.schema;
    if (!code && document)
        *document = file_json(&e, name);
    else if (!code)
        add_file(&e, name, out);
    lc_explained_free(&e);
    return code;
}

/* "list.xlsx", or "list.xlsx, table 3" of a file that has several. */
static int name_table(struct lc_text *name, const char *path, size_t count,
                      size_t table, struct lc_error *err)
{
    lc_text_addf(name, "%s", path);
    if (count > 1)
        lc_text_addf(name, ", table %zu", table + 1);
    return lc_text_check(name, err);
}

/* unknown[tables]: of no schema. */
static int explain(const struct lc_import_ask *ask, size_t tables, bool json,
                   bool *unknown, struct lc_error *err)
{
    bool any = false;
    struct lc_text out = { 0 };
    json_t *list = json_array();
    int code = list ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t t = 0; t < tables && !code; t++) {
        struct lc_text name = { 0 };
        json_t *one = NULL;
        code = name_table(&name, ask->path[0], tables, t, err);
        if (!code)
            code = explain_table(ask, t, name.data, &out, json ? &one : NULL,
                                 unknown + t, err);
        any |= unknown[t];
        if (!code && json && !lc_json_push(list, one))
            code = LC_FAIL_NOMEM(err);
        lc_text_free(&name);
    }
    if (any)
        add_next(ask->path[0], &out);
    if (!code && json)
        code = lc_print_json(tables == 1 ? json_incref(json_array_get(list, 0))
                                         : LC_OBJECT({ "tables", json_incref(list) }),
                             err);
    else if (!code)
        code = lc_print_text(&out, err);
    json_decref(list);
    lc_text_free(&out);
    return code;
}

/* Of the tables that are unknown, or of all where none is. */
static int write_mapping(const struct lc_explaining *how, bool force,
                         const struct lc_import_ask *ask, size_t tables,
                         const bool *unknown, struct lc_error *err)
{
    struct lc_text text = { 0 };
    int code = lc_explain_mapping(&text, ask, tables, unknown, how->like, err);
    if (!code)
        return lc_file_write_text(how->write_mapping, force, &text, err);
    lc_text_free(&text);
    return code;
}

int lc_import_explain(const struct lc_explaining *how, const struct lc_common *common,
                      const lc_schemas *schemas, struct lc_error *err)
{
    char *path[] = { (char *)how->path };
    struct lc_import_ask ask = { .schemas = schemas, .count = 1, .path = path };
    bool unknown[LC_CONTAINER_TABLES] = { false }, any = false;
    struct lc_tables tables = { 0 };
    ask.layouts = lc_schemas_layouts(schemas);
    int code = lc_csv_cage_start(&ask.cage, 1, path, ask.layouts, err);
    if (!code)
        lc_cage_warn(ask.cage);
    if (!code)
        code = lc_csv_cage_tables(&tables, ask.cage, 0, err);
    if (!code)
        code = explain(&ask, tables.count, common->json, unknown, err);
    for (size_t t = 0; t < tables.count; t++)
        any |= unknown[t];
    if (!code && how->write_mapping)
        code = write_mapping(how, common->force, &ask, tables.count,
                             any ? unknown : NULL, err);
    lc_tables_free(&tables);
    lc_csv_cage_stop(ask.cage);
    return !code && any ? LC_FINDINGS : code;
}
