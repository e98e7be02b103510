/* Code lists. The input is a word up to a form feed, then the rest of a file. The word
 * is looked for in each list of the program's own schemas; the rest is taken as
 * STORE.codes.csv, and each code of it is then one that its column takes as it is. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/day.h"
#include "base/memory.h"
#include "fuzz/scratch.h"
#include "import/cell_inside.h"
#include "import/schema_inside.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static lc_schemas *own; /* what the words are looked for in */
static char *store, *codes;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    lc_begin();
    store = scratch_path("s");
    codes = scratch_path("s.codes.csv");
    if (lc_schemas_load(&own, "datasets/schema", NULL))
        abort(); /* it is run from the root of the repository */
    return 0;
}

/* In any case, and with space around it, a word is the same code. */
static void look(const struct lc_schema_column *column, struct lc_slice word)
{
    struct lc_cell a, b;
    char *upper = lc_alloc(word.size + 2, 1);
    for (size_t i = 0; i < word.size; i++) {
        char c = word.data[i];
        upper[i + 1] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    upper[0] = ' ';
    lc_cell_read(column, LC_DAY_ISO, word, &a);
    lc_cell_read(column, LC_DAY_ISO, (struct lc_slice){ upper, word.size + 1 }, &b);
    if (a.listed != b.listed || (a.listed && a.entry != b.entry))
        abort();
    free(upper);
}

static void confirmed(const struct lc_schema_column *column)
{
    for (unsigned i = 0; column->own && i < column->own->plain_count; i++) {
        struct lc_slice word = lc_slice_of(column->own->plain[i]);
        struct lc_cell cell;
        lc_cell_read(column, LC_DAY_ISO, word, &cell);
        if (cell.other)
            abort();
    }
}

static void each_column(const lc_schemas *schemas, struct lc_slice word)
{
    for (size_t s = 0; s < lc_schemas_count(schemas); s++) {
        const struct lc_schema *schema = lc_schemas_at(schemas, s);
        for (unsigned c = 0; c < schema->columns_count; c++)
            if (schema->columns[c].type != LC_CELL_CODE)
                continue;
            else if (schemas == own)
                look(schema->columns + c, word);
            else
                confirmed(schema->columns + c);
    }
}

static const char taker[] =
    "name: s\ntitle: t\nsystem: police\ndates: iso\ndelay: 0\ncoverage: nothing\n"
    "lists:\n  - { name: l, plain: [A, B] }\ncolumns:\n"
    "  - { name: p, type: id, who: person, needed: true }\n"
    "  - { name: c, type: code, codes: l, other: true, known: t }\n"
    "  - { name: d, type: code, codes: l }\n"
    "  - { name: t, type: day, needed: true }\nkey: [p]\n"
    "feeds:\n  - { history: h, start: t, code: c }\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *word = data;
    size_t word_size = 0;
    lc_schemas *schemas;
    struct lc_error err = { 0 };
    (void)scratch_cut(&data, &size, '\f', &word, &word_size);
    each_column(own, (struct lc_slice){ (const char *)word, word_size });
    if (!size)
        return 0;
    scratch_put(codes, data, size);
    if (lc_schemas_parse(&schemas, "fuzz", taker, sizeof taker - 1, &err))
        abort();
    if (!lc_schemas_confirm(schemas, store, &err))
        each_column(schemas, lc_slice_of(""));
    else if (!err.text[0])
        abort();
    lc_schemas_free(schemas);
    return 0;
}
