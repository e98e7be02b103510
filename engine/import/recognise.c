/* Which extract a file is, by the set of its columns.
 *
 * A schema's distance from a header is how many of its columns are not there and how
 * many names are too much. The nearest is the extract, if none of those that are read
 * is missing: what is too much is left unread and said. The header is the first row
 * that is near enough; what stands above it is a title. Names are compared in any case;
 * where none is the same, without what stands between their letters (heading_inside.h).
 */
#include "import/schema_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/near.h"
#include "base/text.h"
#include "import/heading_inside.h"
#include "import/two_rows_inside.h"

enum { SHOWN = 5, TITLE_ROWS = 20 };

/* Is it a column that the schema knows of, to leave it? */
static bool is_unread(const struct lc_schema *schema, struct lc_slice name)
{
    for (unsigned i = 0; i < schema->unread_count; i++)
        if (lc_heading_is(name, schema->unread[i]))
            return true;
    return false;
}

static bool is_placed(const struct lc_schema *schema, const int *place, size_t field)
{
    for (unsigned c = 0; c < schema->columns_count; c++)
        if (place[c] == (int)field)
            return true;
    return false;
}

struct fit {
    size_t found, missing, absent, extra; /* absent: of what may be lacking */
};

static struct fit fit_of(const struct lc_schema *schema, const struct lc_headed *h,
                         int *place)
{
    const struct lc_csv_row *header = h->row;
    struct fit fit = { 0, 0, 0, 0 };
    for (unsigned c = 0; c < schema->columns_count; c++) {
        bool there =
            (place[c] = lc_headed_field(h, &schema->columns[c])) != LC_NO_COLUMN;
        fit.found += there;
        fit.missing += !there && !lc_schema_spares(schema, c);
        fit.absent +=
            !there && !schema->columns[c].optional && !schema->columns[c].constant;
    }
    fit.absent -= fit.missing;
    for (size_t i = 0; i < header->count && fit.found; i++)
        fit.extra += header->field[i].size > 0 /* a nameless column is a row number */
                     && !is_placed(schema, place, i)
                     && !is_unread(schema, header->field[i]);
    return fit;
}

/* --- names in messages ------------------------------------------------------------ */

struct naming {
    struct lc_text *text;
    const char *before; /* the first name */
    size_t named;
};

static void add_name(struct naming *n, const char *name)
{
    if (n->named++ < SHOWN)
        lc_text_addf(n->text, "%s%s", n->named > 1 ? ", " : n->before, name);
}

enum { NAME_ROOM = 80, LEAST_MISSPELT = 5 };

/* Words that regions and vendors add to every table, which no schema reads. */
static const char *const added[] = { "LA",     "LA_CODE", "LA_NAME", "LACODE", "LANAME",
                                     "REGION", "YEAR",    "ROW",     "ROWID",  "ID" };

/* The column's own name, or a slip away from it. word: the name, as far as it has room.
 */
static bool is_near(const struct lc_schema_column *column, struct lc_slice name,
                    const char *word)
{
    return lc_heading_names(name, column)
           || (strlen(word) >= LEAST_MISSPELT
               && lc_word_distance(word, column->name) == 1);
}

static bool is_known(const lc_schemas *schemas, struct lc_slice name)
{
    char word[NAME_ROOM];
    for (size_t i = 0; i < sizeof added / sizeof *added; i++)
        if (lc_slice_is_nocase(name, added[i]))
            return true;
    snprintf(word, sizeof word, "%.*s", lc_slice_width(name), name.data);
    for (size_t i = 0; i < lc_schemas_count(schemas); i++) {
        const struct lc_schema *one = lc_schemas_at(schemas, i);
        for (unsigned c = 0; c < one->columns_count; c++)
            if (is_near(&one->columns[c], name, word))
                return true;
        if (is_unread(one, name))
            return true;
    }
    return false;
}

/* A column of the file in a message: its name if some schema has a column of that name,
 * else its position. In a file without a header the first row is a child's. */
static const char *name_of(const lc_schemas *schemas, const struct lc_csv_row *header,
                           size_t at, char *name)
{
    struct lc_slice field = header->field[at];
    if (is_known(schemas, field))
        snprintf(name, NAME_ROOM, "%.*s", lc_slice_width(field), field.data);
    else
        snprintf(name, NAME_ROOM, "column %zu", at + 1);
    return name;
}

static void end_names(const struct naming *n)
{
    if (n->named > SHOWN)
        lc_text_addf(n->text, " and %zu more", n->named - SHOWN);
}

static void add_missing(struct lc_text *text, const struct lc_schema *schema,
                        const int *place)
{
    struct naming n = { text, "; missing: ", 0 };
    for (unsigned c = 0; c < schema->columns_count; c++)
        if (!lc_schema_spares(schema, c) && place[c] == LC_NO_COLUMN)
            add_name(&n, schema->columns[c].heading ? schema->columns[c].heading
                                                    : schema->columns[c].name);
    end_names(&n);
}

static void add_extra(struct lc_text *text, const char *before,
                      const lc_schemas *schemas, const struct lc_schema *schema,
                      const struct lc_csv_row *header, const int *place)
{
    struct naming n = { text, before, 0 };
    char name[NAME_ROOM];
    for (size_t i = 0; i < header->count; i++) {
        bool read = is_placed(schema, place, i) || is_unread(schema, header->field[i]);
        if (!read && header->field[i].size)
            add_name(&n, n.named < SHOWN ? name_of(schemas, header, i, name) : "");
    }
    end_names(&n);
}

void lc_schemas_unread(const lc_schemas *schemas, const struct lc_schema *schema,
                       const struct lc_csv_row *header, const int *place,
                       struct lc_text *text)
{
    add_extra(text, "columns not read: ", schemas, schema, header, place);
}

/* --- one header ------------------------------------------------------------------- */

/* The nearest schema to a header; `tied`: another that is as near and lacks nothing.
 * place[c], here and below: the field of the nearest's column c. */
struct nearest {
    const struct lc_schema *schema, *tied;
    struct fit fit;
    size_t distance;
};

static struct nearest nearest_to(const lc_schemas *schemas,
                                 const struct lc_csv_row *header, int *place)
{
    const struct lc_headed h = lc_headed_of(header);
    struct nearest n = { .distance = SIZE_MAX };
    for (size_t i = 0; i < lc_schemas_count(schemas); i++) {
        const struct lc_schema *one = lc_schemas_at(schemas, i);
        struct fit fit = fit_of(one, &h, place);
        size_t distance = fit.missing + fit.absent + fit.extra;
        if (!fit.found || distance > n.distance)
            continue;
        if (distance == n.distance && fit.missing && n.schema)
            continue;
        bool tied = distance == n.distance && n.schema && !n.fit.missing;
        n.tied = tied ? one : NULL;
        n.schema = tied ? n.schema : one;
        n.fit = tied ? n.fit : fit;
        n.distance = distance;
    }
    if (n.schema)
        fit_of(n.schema, &h, place);
    return n;
}

struct ranked {
    const struct lc_schema *schema;
    size_t distance;
};

static int by_distance(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->distance != y->distance)
        return x->distance < y->distance ? -1 : 1;
    return strcmp(x->schema->name, y->schema->name);
}

const struct lc_schema *lc_schemas_near(const lc_schemas *schemas,
                                        const struct lc_csv_row *header,
                                        const struct lc_schema *but, size_t k,
                                        struct lc_text *why)
{
    int place[LC_MAX_SCHEMA_COLUMNS];
    const struct lc_headed h = lc_headed_of(header);
    size_t n = 0;
    struct ranked *ranked = lc_alloc(lc_schemas_count(schemas), sizeof *ranked);
    const struct lc_schema *found = NULL;
    for (size_t i = 0; i < lc_schemas_count(schemas) && ranked; i++) {
        const struct lc_schema *one = lc_schemas_at(schemas, i);
        struct fit fit = fit_of(one, &h, place);
        if (one != but && fit.found)
            ranked[n++] = (struct ranked){ one, fit.missing + fit.absent + fit.extra };
    }
    if (n)
        qsort(ranked, n, sizeof *ranked, by_distance);
    if (k < n) {
        found = ranked[k].schema;
        fit_of(found, &h, place);
        add_missing(why, found, place);
        add_extra(why, "; too much: ", schemas, found, header, place);
    }
    free(ranked);
    return found;
}

static int not_recognised(const lc_schemas *schemas, const struct nearest *n,
                          const char *path, const struct lc_csv_row *header,
                          const int *place, struct lc_error *err)
{
    struct lc_text text = { 0 };
    if (err && n->schema) {
        lc_text_addf(&text, "; nearest is %s", n->schema->name);
        add_missing(&text, n->schema, place);
        add_extra(&text, "; too much: ", schemas, n->schema, header, place);
    }
    int code = LC_FAIL(err, LC_FORMAT, "%s: no schema has these columns%s", path,
                       text.data ? text.data : "");
    lc_text_free(&text);
    return code;
}

/* Two fields may be spelt alike where one is written as the column is. */
static bool is_twice(const struct lc_schema_column *column, struct lc_slice placed,
                     struct lc_slice other)
{
    return lc_slice_alike(placed, other)
           || (lc_heading_alike(placed, other)
               && !lc_heading_of(placed, column, lc_slice_is_nocase));
}

/* A column that is read may be there once. */
static int check_twice(const struct lc_schema *schema, const char *path,
                       const struct lc_csv_row *header, const int *place,
                       struct lc_error *err)
{
    for (unsigned c = 0; c < schema->columns_count; c++) {
        int at = place[c];
        for (size_t i = (size_t)at + 1; at != LC_NO_COLUMN && i < header->count; i++)
            if (is_twice(&schema->columns[c], header->field[at], header->field[i]))
                return LC_FAIL(
                    err, LC_FORMAT,
                    "%s: the header has the column '%.*s' twice: take the one "
                    "that is not meant away, or give it another name",
                    path, lc_slice_width(header->field[i]), header->field[i].data);
    }
    return LC_OK;
}

static int judge(const lc_schemas *schemas, const struct nearest *n, const char *path,
                 const struct lc_csv_row *header, const int *place,
                 struct lc_error *err)
{
    int code = n->schema ? check_twice(n->schema, path, header, place, err) : LC_OK;
    if (!code && (!n->schema || n->fit.missing))
        code = not_recognised(schemas, n, path, header, place, err);
    if (!code && n->tied)
        code = LC_FAIL(err, LC_FORMAT, "%s: both %s and %s have these columns", path,
                       n->schema->name, n->tied->name);
    return code;
}

/* --- a file ----------------------------------------------------------------------- */

int lc_schemas_recognise(const lc_schemas *schemas, const char *path, lc_csv *csv,
                         const struct lc_schema **schema, int *place,
                         struct lc_error *err)
{
    struct lc_nearness near;
    return lc_schemas_look(schemas, path, csv, schema, place, &near, err);
}

/* Is it a header together with the row above it? *schema NULL: it is not. */
static int look_at_two(const lc_schemas *schemas, struct lc_two_rows *two,
                       const struct lc_csv_row *lower, const struct lc_schema **schema,
                       int *place, struct lc_error *err)
{
    struct lc_csv_row both;
    int code = lc_two_rows_join(two, schemas, lower, &both, err);
    if (!code && both.count) {
        struct nearest n = nearest_to(schemas, &both, place);
        *schema = judge(schemas, &n, "", &both, place, NULL) ? NULL : n.schema;
    }
    return code || *schema ? code : lc_two_rows_keep(two, lower, err);
}

/* There are more rows than are looked at, and none of these is like a header. */
static int too_deep(const struct lc_error *best, struct lc_error *err)
{
    return LC_FAIL(
        err, best->code,
        "%s; %d rows were looked at: if its header stands further down, take "
        "away what is above it",
        best->text, TITLE_ROWS);
}

int lc_schemas_look(const lc_schemas *schemas, const char *path, lc_csv *csv,
                    const struct lc_schema **schema, int *place,
                    struct lc_nearness *near, struct lc_error *err)
{
    struct lc_two_rows two = { 0 };
    struct lc_error best = { 0 };
    size_t distance = SIZE_MAX;
    bool none = false;
    int code = LC_OK;
    *schema = NULL;
    *near = (struct lc_nearness){ 0, 0 };
    for (int row = 0; row < TITLE_ROWS && !none && !code; row++) {
        struct lc_error why = { 0 }, reading = { 0 };
        const struct lc_csv_row *header = lc_csv_header(csv);
        struct nearest n = nearest_to(schemas, header, place);
        /* Of rows that are no header, the message is of the one that was nearest. */
        bool nearer = !best.code || n.distance < distance;
        code = judge(schemas, &n, path, header, place, nearer ? &why : NULL);
        *schema = code ? NULL : n.schema;
        int both = code ? look_at_two(schemas, &two, header, schema, place, err) : 0;
        if (both || *schema) {
            lc_two_rows_free(&two);
            return both;
        }
        if (nearer) {
            best = why;
            distance = n.distance;
            *near = (struct lc_nearness){ n.fit.found, n.fit.missing };
        }
        code = lc_csv_header_next(csv, &none, &reading);
        if (code && code != LC_FORMAT) /* not of the file's form: of reading it */
            best = reading;
    }
    lc_two_rows_free(&two);
    return none || code || near->found > 1 ? lc_error_pass(err, best.code, &best)
                                           : too_deep(&best, err);
}
