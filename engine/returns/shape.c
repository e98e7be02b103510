#include "returns/shape.h"

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
    const char *start = *at;
    while (*start == ' ')
        start++;
    const char *end = start;
    while (*end && *end != ' ')
        end++;
    *at = end;
    return (struct lc_slice){ start, (size_t)(end - start) };
}

static struct lc_slice word_of(int table, unsigned column)
{
    const char *at = shapes[table].columns;
    struct lc_slice word = next_word(&at);
    for (unsigned c = 0; c < column; c++)
        word = next_word(&at);
    return word;
}

static char mark_of(struct lc_slice word)
{
    char last = word.size ? word.data[word.size - 1] : 0;
    return last == '*' || last == '+' || last == '@' ? last : 0;
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
    return mark_of(word_of(table, column));
}

struct lc_slice lc_return_column_name(int table, unsigned column)
{
    struct lc_slice word = word_of(table, column);
    word.size -= mark_of(word) != 0;
    return word;
}

int lc_return_column_named(int table, struct lc_slice name)
{
    const char *at = shapes[table].columns;
    for (int c = 0; name.size; c++) {
        struct lc_slice word = next_word(&at);
        if (!word.size)
            break;
        word.size -= mark_of(word) != 0;
        if (lc_slice_alike(word, name))
            return c;
    }
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
