/* Which extract a file is, by the set of its columns. */

#include "base/text.h"
#include "import/schema_inside.h"

static int field_of(const struct lc_csv_row *header, const char *name)
{
    for (size_t i = 0; i < header->count; i++)
        if (lc_slice_is_nocase(header->field[i], name))
            return (int)i;
    return LC_NO_COLUMN;
}

struct fit {
    size_t found, missing, extra;
};

static struct fit fit_of(const struct lc_schema *schema,
                         const struct lc_csv_row *header, int *place)
{
    struct fit fit = { 0, 0, 0 };
    size_t named = 0;
    for (unsigned c = 0; c < schema->columns_count; c++) {
        place[c] = field_of(header, schema->columns[c].name);
        fit.found += place[c] != LC_NO_COLUMN;
        fit.missing += place[c] == LC_NO_COLUMN && !schema->columns[c].optional;
    }
    for (size_t i = 0; i < header->count; i++)
        named += header->field[i].size > 0; /* a nameless column is a row number */
    fit.extra = named > fit.found ? named - fit.found : 0;
    return fit;
}

/* Names of what is missing or too much, at most five. */
static void add_names(struct lc_text *text, const char *what,
                      const struct lc_schema *schema, const struct lc_csv_row *header)
{
    int shown = 0;
    if (!header)
        return;
    bool extra = what[2] == 't';
    size_t count = extra ? header->count : schema->columns_count;
    for (size_t i = 0; i < count; i++) {
        const struct lc_schema_column *column = extra ? NULL : &schema->columns[i];
        struct lc_slice name = extra ? header->field[i] : lc_slice_of(column->name);
        bool there = false;
        for (unsigned c = 0; extra && c < schema->columns_count; c++)
            there |= lc_slice_is_nocase(name, schema->columns[c].name);
        if (!extra)
            there = column->optional || field_of(header, column->name) != LC_NO_COLUMN;
        if (there || !name.size || shown == 5)
            continue;
        lc_text_addf(text, "%s%.*s", shown++ ? ", " : what, lc_slice_width(name),
                     name.data);
    }
}

static int not_recognised(const char *path, const struct lc_schema *nearest,
                          const struct lc_csv_row *header, struct lc_error *err)
{
    struct lc_text text = { 0 };
    if (nearest) {
        lc_text_addf(&text, "; nearest is %s", nearest->name);
        add_names(&text, "; missing: ", nearest, header);
        add_names(&text, "; too much: ", nearest, header);
    }
    int code = LC_FAIL(err, LC_FORMAT, "%s: no schema has these columns%s", path,
                       text.data ? text.data : "");
    lc_text_free(&text);
    return code;
}

static int check_duplicate(const lc_csv *csv, const char *path, struct lc_error *err)
{
    const struct lc_csv_row *header = lc_csv_header(csv);
    size_t twice = lc_csv_duplicate(csv);
    if (twice == header->count || !header->field[twice].size)
        return LC_OK;
    return LC_FAIL(err, LC_FORMAT, "%s: the header has the column '%.*s' twice", path,
                   lc_slice_width(header->field[twice]), header->field[twice].data);
}

int lc_schemas_recognise(const lc_schemas *schemas, const char *path, const lc_csv *csv,
                         const struct lc_schema **schema, int *place,
                         struct lc_error *err)
{
    const struct lc_csv_row *header = lc_csv_header(csv);
    const struct lc_schema *nearest = NULL, *second = NULL;
    size_t best = SIZE_MAX;
    *schema = NULL;
    for (size_t i = 0; i < lc_schemas_count(schemas); i++) {
        const struct lc_schema *one = lc_schemas_at(schemas, i);
        struct fit fit = fit_of(one, header, place);
        size_t distance = fit.missing + fit.extra;
        if (distance == 0 && *schema)
            second = one;
        else if (distance == 0)
            *schema = one;
        if (fit.found && distance < best)
            best = distance, nearest = one;
    }
    if (second)
        return LC_FAIL(err, LC_FORMAT, "%s: both %s and %s have these columns", path,
                       (*schema)->name, second->name);
    int code = nearest ? check_duplicate(csv, path, err) : LC_OK;
    if (code || !*schema)
        return code ? code : not_recognised(path, nearest, header, err);
    fit_of(*schema, header, place);
    return LC_OK;
}
