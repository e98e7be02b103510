#include "import/row_whole_inside.h"

#include <ctype.h>
#include <string.h>

#include "import/heading_inside.h"
#include "import/schema_inside.h"

/* Do the text's letters, and no others between them, begin with the word? */
static bool begins(struct lc_slice text, const char *word)
{
    for (size_t i = 0; i < text.size && *word; i++) {
        if (!isalpha((unsigned char)text.data[i]))
            continue;
        if (tolower((unsigned char)text.data[i]) != *word)
            return false;
        word++;
    }
    return !*word;
}

/* "Total", "Grand total: 12", "Sub-totals". */
static bool is_total(struct lc_slice text)
{
    if (!text.size || !strchr("tTgGsS", text.data[0]))
        return false;
    return begins(text, "total") || begins(text, "grandtotal")
           || begins(text, "subtotal");
}

static bool is_line(struct lc_slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (!strchr("-=_+:| ", text.data[i]) || !text.data[i])
            return false;
    return text.size > 1;
}

/* "(12 rows affected)", "1,200 row(s)". */
static bool is_count(struct lc_slice text)
{
    size_t at = text.size && text.data[0] == '(', from = at;
    while (at < text.size
           && (isdigit((unsigned char)text.data[at]) || text.data[at] == ','))
        at++;
    if (at == from || at + 4 > text.size || memcmp(text.data + at, " row", 4) != 0)
        return false;
    return at + 4 == text.size || strchr("s( )", text.data[at + 4]);
}

static bool has_figure(struct lc_slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (isdigit((unsigned char)text.data[i]))
            return true;
    return false;
}

/* Two columns that hold their own names are no accident. */
static bool is_header(const struct lc_row_shape *shape, const struct lc_csv_row *row)
{
    unsigned names = 0;
    for (unsigned c = 0; c < shape->schema->columns_count && names < 2; c++)
        if (shape->place[c] != LC_NO_COLUMN)
            names += lc_heading_names(lc_row_field(row, shape->place[c]),
                                      &shape->schema->columns[c]);
    return names > 1;
}

const char *lc_row_none(const struct lc_row_shape *shape, const struct lc_csv_row *row)
{
    const struct lc_schema *schema = shape->schema;
    int at = schema->person_at == LC_NO_COLUMN ? LC_NO_COLUMN
                                               : shape->place[schema->person_at];
    size_t first = 0;
    while (first < row->count && !row->field[first].size)
        first++;
    if (first == row->count)
        return NULL;
    struct lc_slice text = row->field[first];
    struct lc_slice whose = at == LC_NO_COLUMN ? text : lc_row_field(row, at);
    if (is_total(whose.size ? whose : text))
        return "a row of totals, and of no child";
    if (strchr("-=_+:|", text.data[0]) && is_line(text)) {
        bool all = true;
        for (size_t i = first; i < row->count && all; i++)
            all = !row->field[i].size || is_line(row->field[i]);
        return all ? "a line drawn between rows, and no row" : NULL;
    }
    if (is_count(text) && (!whose.size || whose.data == text.data))
        return "a count of rows, and no row";
    if (!has_figure(whose) && is_header(shape, row))
        return "the names of the columns again, and no row";
    return NULL;
}
