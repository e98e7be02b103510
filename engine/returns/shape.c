#include "returns/shape.h"

#include <string.h>

struct shape {
    const char *name, *first, *second, *columns;
};

static const struct shape shapes[] = {
#define X(table, name, first, second, columns) { name, first, second, columns },
    LC_RETURN_SHAPES(X)
#undef X
};

const char *lc_return_table_name(int table)
{
    return shapes[table].name;
}

int lc_return_table_named(struct lc_slice name)
{
    int table = 0;
    while (table < LC_RETURN_TABLES && !lc_slice_is(name, shapes[table].name))
        table++;
    return table;
}

/* The word of a list of words that begins at *at, with its *, which is moved on. */
static struct lc_slice next_word(const char **at)
{
    const char *start = *at + strspn(*at, " ");
    struct lc_slice word = { start, strcspn(start, " ") };
    *at = start + word.size;
    return word;
}

static struct lc_slice word_of(int table, unsigned column)
{
    const char *at = shapes[table].columns;
    struct lc_slice word = next_word(&at);
    for (unsigned c = 0; c < column; c++)
        word = next_word(&at);
    return word;
}

unsigned lc_return_columns(int table)
{
    const char *at = shapes[table].columns;
    unsigned columns = 0;
    while (next_word(&at).size)
        columns++;
    return columns;
}

char lc_return_column_veil(int table, unsigned column)
{
    struct lc_slice word = word_of(table, column);
    char last = word.size ? word.data[word.size - 1] : 0;
    return last && strchr("*+@", last) ? last : 0;
}

struct lc_slice lc_return_column_name(int table, unsigned column)
{
    struct lc_slice word = word_of(table, column);
    word.size -= lc_return_column_veil(table, column) != 0;
    return word;
}

int lc_return_column_named(int table, struct lc_slice name)
{
    unsigned columns = lc_return_columns(table);
    for (unsigned c = 0; c < columns && name.size; c++)
        if (lc_slice_alike(lc_return_column_name(table, c), name))
            return (int)c;
    return LC_RETURN_NO_COLUMN;
}

int lc_return_first_order(int table)
{
    return lc_return_column_named(table, lc_slice_of(shapes[table].first));
}

int lc_return_second_order(int table)
{
    return lc_return_column_named(table, lc_slice_of(shapes[table].second));
}
